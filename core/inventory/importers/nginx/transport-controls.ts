import type { RouteControl } from '../importer.ts';
import { forSome } from '../route-controls.ts';
import { isRefused, refusalsAt, turnsAwayPlainHttp } from './conditions.ts';
import { type Directive, placeOfDirective } from './directives.ts';
import { type Levels, nearest, type Server } from './servers.ts';

const at = (directive: Directive): string => placeOfDirective(directive);
const plainToo = 'The server also answers plain HTTP.';

/** `off`: it is not asked for; `required`: whoever has none is refused by the handshake or by a condition. */
const clientCertificate = (levels: Levels): readonly RouteControl[] => {
  const directive = nearest(levels.slice(0, 2), 'ssl_verify_client').at(-1);
  const mode = directive?.args[0] ?? 'off';
  if (!directive || mode === 'off') return [];
  const insists = refusalsAt(levels).some((refusal) => {
    if (refusal.variable !== '$ssl_client_verify' || !isRefused(refusal)) return false;
    const { operator, value } = refusal;
    if (operator === '!=' || operator.startsWith('!~')) return value.includes('SUCCESS');
    return operator === '=' && value === 'NONE' && mode === 'optional';
  });
  const mutual: RouteControl =
    mode === 'on' || insists
      ? { control: 'mutual-tls', effective: 'yes', proof: at(directive) }
      : {
          control: 'mutual-tls',
          effective: 'no',
          proof: at(directive),
          disarmedBy: `ssl_verify_client ${mode} lets requests without a certificate pass.`,
        };
  const list = nearest(levels.slice(0, 2), 'ssl_crl').at(-1);
  const lookup = nearest(levels.slice(0, 2), 'ssl_ocsp').at(-1);
  const revocation = list ?? (lookup?.args[0] === 'off' ? undefined : lookup);
  const isRevocable = mutual.effective === 'yes' && mode !== 'optional_no_ca';
  return [
    mutual,
    ...(revocation
      ? [
          {
            control: 'client-certificate-revocation',
            effective: isRevocable ? 'yes' : 'no',
            proof: at(revocation),
            ...(isRevocable ? {} : { disarmedBy: 'No certificate is required in the first place.' }),
          } as const,
        ]
      : []),
  ];
};

const protocols = (levels: Levels): Directive | undefined =>
  nearest(levels.slice(0, 2), 'ssl_protocols').at(-1);
const isModern = (directive: Directive | undefined): boolean =>
  directive?.args.every((version) => version === 'TLSv1.2' || version === 'TLSv1.3') ?? false;

/**
 * The server of each listener that a handshake meets before a name is known: it decides on the versions of TLS for all.
 */
export const defaultServers = (servers: readonly Server[]): ReadonlyMap<string, Server> => {
  const defaults = new Map<string, Server>();
  for (const server of servers)
    for (const { address, isDefault } of server.listeners)
      if (isDefault || !defaults.has(address)) defaults.set(address, server);
  return defaults;
};

const minimumVersion = (server: Server, defaults: ReadonlyMap<string, Server>): readonly RouteControl[] => {
  const own = protocols(server.levels);
  if (!own) return [];
  const first = defaults.get(server.listeners.find(({ tls }) => tls)?.address ?? '');
  const decisive = (first && protocols(first.levels)) ?? own;
  if (isModern(own) && isModern(decisive))
    return [{ control: 'tls-minimum', effective: 'yes', proof: at(own) }];
  const disarmedBy = isModern(own)
    ? 'The default server of the same listener accepts older versions, and its setting counts.'
    : 'Versions before TLS 1.2 are accepted.';
  return [{ control: 'tls-minimum', effective: 'no', proof: at(isModern(own) ? decisive : own), disarmedBy }];
};

const upstream = (levels: Levels, handler: Directive | undefined): readonly RouteControl[] => {
  const target = handler?.args[0] ?? '';
  const prefix = handler?.name === 'grpc_pass' ? 'grpc' : handler?.name === 'uwsgi_pass' ? 'uwsgi' : 'proxy';
  const written = nearest(levels, `${prefix}_ssl_verify`).at(-1);
  const isTls = /^(?:https|grpcs|suwsgi):/.test(target);
  if (!handler || (!isTls && !written)) return [];
  if (isTls && written?.args[0] === 'on')
    return [{ control: 'upstream-tls', effective: 'yes', proof: at(written) }];
  const disarmedBy = isTls
    ? 'Any certificate of the backend is accepted.'
    : 'The backend is spoken to without TLS.';
  return [{ control: 'upstream-tls', effective: 'no', proof: at(written ?? handler), disarmedBy }];
};

/** What protects the connection on either side of a location. */
export const transportAt = (
  levels: Levels,
  server: Server,
  defaults: ReadonlyMap<string, Server>,
  handler: Directive | undefined,
): readonly RouteControl[] => {
  const hasTls = server.listeners.some(({ tls }) => tls);
  const hasPlain = server.listeners.some(({ tls }) => !tls);
  const turnsAway = hasPlain && turnsAwayPlainHttp(levels);
  const onlyTls = hasTls && (!hasPlain || turnsAway);
  const proof = at(server.directive);
  const tls = hasTls ? [...clientCertificate(levels), ...minimumVersion(server, defaults)] : [];
  return [
    ...(onlyTls ? tls : forSome(tls, plainToo)),
    ...(onlyTls ? [{ control: 'https-only', effective: 'yes', proof } as const] : []),
    ...upstream(levels, handler),
  ];
};
