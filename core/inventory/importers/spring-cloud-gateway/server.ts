import type { GatewayControl } from '../../../gateway/controls.ts';
import { type ConfigNode, hasAt, isTrueAt, itemsAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';
import { settingAt, settingText, type Variant } from './variants.ts';

const inProgram =
  'Whether it is demanded on this route stands in the program: a SecurityFilterChain replaces the default.';

const security: readonly (readonly [GatewayControl, readonly string[]])[] = [
  ['jwt', ['spring', 'security', 'oauth2', 'resourceserver', 'jwt']],
  ['introspection', ['spring', 'security', 'oauth2', 'resourceserver', 'opaquetoken']],
  ['oidc', ['spring', 'security', 'oauth2', 'client', 'registration']],
  ['basic', ['spring', 'security', 'user']],
];

const textsOf = (node: ConfigNode): readonly string[] => {
  const items = itemsAt(node).map((item) => textAt(item));
  return items.length > 0
    ? items
    : textAt(node)
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean);
};

const isEncrypted = (variant: Variant): ConfigNode | undefined => {
  if (
    settingText(variant, 'server', 'ssl', 'enabled') === 'false' ||
    settingAt(variant, 'server', 'ssl', 'enabled')?.value === false
  )
    return undefined;
  return ['key-store', 'bundle', 'certificate', 'key-alias']
    .map((name) => settingAt(variant, 'server', 'ssl', name))
    .find((node) => node && hasAt(node));
};

const transportControls = (variant: Variant): readonly RouteControl[] => {
  const encrypted = isEncrypted(variant);
  const client = settingAt(variant, 'server', 'ssl', 'client-auth');
  const mode = settingText(variant, 'server', 'ssl', 'client-auth').toLowerCase();
  const controls: RouteControl[] = [];
  if (encrypted) controls.push({ control: 'https-only', effective: 'yes', proof: proofOf(encrypted) });
  if (client && (mode === 'need' || mode === 'want')) {
    const disarmedBy = !encrypted
      ? 'The server has no TLS, so that no certificate is asked for.'
      : mode === 'want'
        ? 'Clients without a certificate are accepted: client-auth is want.'
        : undefined;
    controls.push({
      control: 'mutual-tls',
      effective: disarmedBy ? 'no' : 'yes',
      proof: proofOf(client),
      ...(disarmedBy ? { disarmedBy } : {}),
    });
  }
  const protocols = settingAt(variant, 'server', 'ssl', 'enabled-protocols');
  if (encrypted && protocols) {
    const old = textsOf(protocols).filter((one) => !/^TLSv1\.[23]$/.test(one));
    controls.push({
      control: 'tls-minimum',
      effective: old.length > 0 ? 'no' : 'yes',
      proof: proofOf(protocols),
      ...(old.length > 0 ? { disarmedBy: `${old.join(', ')} is accepted.` } : {}),
    });
  }
  return controls;
};

const logControls = (variant: Variant): readonly RouteControl[] =>
  ['tomcat', 'jetty', 'undertow'].flatMap((server): readonly RouteControl[] => {
    const node = settingAt(variant, 'server', server, 'accesslog', 'enabled');
    return node && isTrueAt(node) ? [{ control: 'access-log', effective: 'yes', proof: proofOf(node) }] : [];
  });

/** What the server and the security settings put before every route. */
export const serverControls = (variant: Variant): readonly RouteControl[] => [
  ...transportControls(variant),
  ...logControls(variant),
  ...security.flatMap(([control, names]): readonly RouteControl[] => {
    const node = settingAt(variant, ...names);
    return node ? [{ control, effective: 'unknown', proof: proofOf(node), disarmedBy: inProgram }] : [];
  }),
];

const roots = [
  ['spring', 'cloud', 'gateway', 'server', 'webflux'],
  ['spring', 'cloud', 'gateway'],
];

/** Backends on HTTPS are verified unless the client is told to trust everybody. */
export const upstreamControls = (
  uri: ConfigNode,
  address: string,
  variant: Variant,
): readonly RouteControl[] => {
  const insecure = roots
    .map((root) => settingAt(variant, ...root, 'httpclient', 'ssl', 'use-insecure-trust-manager'))
    .find((node) => node !== undefined);
  if (insecure && isTrueAt(insecure))
    return [
      {
        control: 'upstream-tls',
        effective: 'no',
        proof: proofOf(insecure),
        disarmedBy: 'Every certificate is trusted: useInsecureTrustManager is true.',
      },
    ];
  return /^(?:https|wss):/.test(address)
    ? [{ control: 'upstream-tls', effective: 'yes', proof: proofOf(uri) }]
    : [];
};
