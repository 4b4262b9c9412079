import { type Mapping, textOf } from '../../../documentation/mapping.ts';
import type { GatewayControl } from '../../../gateway/controls.ts';
import type { RouteControl } from '../importer.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import { everyone } from '../networks.ts';
import { forSome, inDoubt } from '../route-controls.ts';
import { annotationOf, hasTls, type NginxSettings, nginxPrefix } from './controller.ts';

type Judgement = Pick<RouteControl, 'effective' | 'disarmedBy'>;

const yes: Judgement = { effective: 'yes' };
const no = (disarmedBy: string): Judgement => ({ effective: 'no', disarmedBy });

/** One Ingress as ingress-nginx reads it. */
interface Annotated {
  readonly text: (name: string) => string;
  readonly control: (control: GatewayControl, name: string, judgement: Judgement) => RouteControl;
}

const annotated = (ingress: Manifest): Annotated => ({
  text: (name) => annotationOf(ingress, `${nginxPrefix}${name}`),
  control: (control, name, judgement) => ({
    control,
    proof: ingress.proofAt(['metadata', 'annotations', `${nginxPrefix}${name}`]),
    ...judgement,
  }),
});

const certificateJudgement = (mode: string, encrypted: boolean): Judgement => {
  if (!encrypted) return no('The host has no TLS, so that no certificate is asked for.');
  if (mode === '' || mode === 'on') return yes;
  return no(`No valid certificate is demanded: auth-tls-verify-client is ${mode}.`);
};

/** What holds for all paths of a host, whichever of its Ingresses says it. */
export interface NginxHost {
  /** The Ingress that asks for client certificates. */
  readonly certificates?: Manifest;
  readonly encrypted: boolean;
  readonly snippet: boolean;
}

export const nginxHost = (ingresses: readonly Manifest[], host: string | undefined): NginxHost => {
  const certificates = ingresses.find((one) => annotated(one).text('auth-tls-secret') !== '');
  return {
    ...(certificates ? { certificates } : {}),
    encrypted: ingresses.some((one) => hasTls(one, host)),
    snippet: ingresses.some((one) => annotated(one).text('server-snippet') !== ''),
  };
};

const certificateControls = (
  { certificates, encrypted }: NginxHost,
  plainToo: boolean,
): readonly RouteControl[] => {
  if (!certificates) return [];
  const one = annotated(certificates);
  const judgement = certificateJudgement(one.text('auth-tls-verify-client'), encrypted);
  const control = one.control('mutual-tls', 'auth-tls-secret', judgement);
  return plainToo ? forSome([control], 'Plain HTTP, which shows no certificate, is served too.') : [control];
};

const authenticationControls = (one: Annotated, settings: Mapping, map?: Manifest) => {
  const controls: RouteControl[] = [];
  const type = one.text('auth-type');
  if (type === 'basic' || type === 'digest')
    controls.push(
      one.control(
        'basic',
        'auth-type',
        one.text('auth-secret') ? yes : { effective: 'unknown', disarmedBy: 'It names no auth-secret.' },
      ),
    );
  if (one.text('auth-url')) controls.push(one.control('custom-authorizer', 'auth-url', yes));
  else if (textOf(settings['global-auth-url']) && map) {
    const proof = map.proofAt(['data', 'global-auth-url']);
    const off = one.text('enable-global-auth') === 'false';
    controls.push({
      control: 'custom-authorizer',
      proof,
      ...(off ? no('It is switched off for this Ingress: enable-global-auth is false.') : yes),
    });
  }
  return controls;
};

const networkControls = (one: Annotated, settings: Mapping, map?: Manifest) => {
  const name = ['whitelist-source-range', 'allowlist-source-range'].find((key) => one.text(key) !== '');
  const general = textOf(settings['whitelist-source-range']) || textOf(settings['allowlist-source-range']);
  const networks = name ? one.text(name) : general;
  if (!networks) return [];
  const judgement = networks.split(',').some(everyone) ? no('The list holds every address.') : yes;
  if (name) return [one.control('ip-allow-list', name, judgement)];
  return map ? [{ control: 'ip-allow-list', proof: map.proofAt(['data']), ...judgement } as const] : [];
};

const limitControls = (one: Annotated): readonly RouteControl[] => {
  const exempt = one.text('limit-whitelist') || one.text('limit-allowlist');
  const limits = [
    ['limit-rps', 'rate-limit'],
    ['limit-rpm', 'rate-limit'],
    ['limit-connections', 'concurrency-limit'],
  ] as const;
  return limits.flatMap(([name, control]): readonly RouteControl[] => {
    const value = one.text(name);
    if (!value) return [];
    if (!(Number(value) > 0)) return [one.control(control, name, no(`A limit of ${name} 0 limits nothing.`))];
    if (!exempt) return [one.control(control, name, yes)];
    const disarmedBy = 'Some networks are exempt: limit-whitelist.';
    const all = exempt.split(',').some(everyone);
    return [one.control(control, name, { effective: all ? 'no' : 'conditional', disarmedBy })];
  });
};

const sizeControls = (one: Annotated): readonly RouteControl[] => {
  const size = one.text('proxy-body-size');
  if (!size) return [];
  const open = /^0[a-z]*$/i.test(size);
  return [one.control('payload-limit', 'proxy-body-size', open ? no('0 takes bodies of any size.') : yes)];
};

/** ModSecurity only detects unless its engine is switched on, which annotations cannot be relied on to do. */
const firewallControls = (one: Annotated, settings: Mapping, map?: Manifest) => {
  const own = one.text('enable-modsecurity');
  const on = own ? own === 'true' : settings['enable-modsecurity'] === 'true';
  if (!on)
    return own === 'false' ? [one.control('waf', 'enable-modsecurity', no('It is switched off.'))] : [];
  const control = own
    ? one.control('waf', 'enable-modsecurity', yes)
    : map && ({ control: 'waf', effective: 'yes', proof: map.proofAt(['data']) } as const);
  if (!control) return [];
  const engine = /SecRuleEngine\s+On\b/i;
  if (one.text('modsecurity-snippet')) {
    const disarmedBy = 'A snippet decides, and whether snippets are allowed stands with the controller.';
    return [{ ...control, effective: 'unknown', disarmedBy } as const];
  }
  const rules =
    one.text('enable-owasp-core-rules') === 'true' || settings['enable-owasp-modsecurity-crs'] === 'true';
  if (engine.test(textOf(settings['modsecurity-snippet'])) && rules) return [control];
  return [{ ...control, ...no('ModSecurity only detects: SecRuleEngine is not On.') }];
};

const upstreamControls = (one: Annotated): readonly RouteControl[] => {
  if (!/^(?:HTTPS|GRPCS)$/i.test(one.text('backend-protocol'))) return [];
  const verified = one.text('proxy-ssl-verify') === 'on' && one.text('proxy-ssl-secret') !== '';
  const judgement = verified
    ? yes
    : no('The backend’s certificate is not verified unless proxy-ssl-verify is on.');
  return [one.control('upstream-tls', 'backend-protocol', judgement)];
};

const transportControls = (
  ingress: Manifest,
  host: string | undefined,
  settings: Mapping,
  map?: Manifest,
): readonly RouteControl[] => {
  const one = annotated(ingress);
  const forced = one.text('force-ssl-redirect') || textOf(settings['force-ssl-redirect']);
  const redirects = (one.text('ssl-redirect') || textOf(settings['ssl-redirect']) || 'true') === 'true';
  const encrypted = hasTls(ingress, host);
  const controls: RouteControl[] = [];
  if (forced === 'true') controls.push(one.control('https-only', 'force-ssl-redirect', yes));
  else if (encrypted)
    controls.push({
      control: 'https-only',
      proof: ingress.proofAt(['spec', 'tls']),
      ...(redirects ? yes : no('Plain HTTP is served too: ssl-redirect is false.')),
    });
  const protocols = textOf(settings['ssl-protocols']);
  if (encrypted && protocols && map)
    controls.push({
      control: 'tls-minimum',
      proof: map.proofAt(['data', 'ssl-protocols']),
      ...(/TLSv1(?:\.[01])?(?:\s|$)|SSLv/.test(protocols) ? no(`${protocols} are accepted.`) : yes),
    });
  return controls;
};

const logControls = (one: Annotated, settings: Mapping, map?: Manifest) => {
  if (one.text('enable-access-log') === 'false')
    return [one.control('access-log', 'enable-access-log', no('It is switched off for this Ingress.'))];
  if (!map) return [];
  const off = settings['disable-access-log'] === 'true' || settings['disable-http-access-log'] === 'true';
  const judgement = off ? no('It is switched off for the controller.') : yes;
  return [{ control: 'access-log', proof: map.proofAt(['data']), ...judgement } as const];
};

const snippets = ['configuration-snippet', 'server-snippet', 'auth-snippet', 'stream-snippet'];

const hasSnippet = (one: Annotated, settings: Mapping): boolean =>
  snippets.some((name) => one.text(name) !== '') ||
  ['http-snippet', 'server-snippet', 'location-snippet', 'main-snippet'].some(
    (name) => textOf(settings[name]) !== '',
  );

/**
 * What ingress-nginx asks of a request to a path of a host.
 */
export const nginxControls = (
  ingress: Manifest,
  host: string | undefined,
  server: NginxHost,
  { data: settings, map }: NginxSettings,
): readonly RouteControl[] => {
  const one = annotated(ingress);
  const transport = transportControls(ingress, host, settings, map);
  const plainToo = !transport.some(
    ({ control, effective }) => control === 'https-only' && effective === 'yes',
  );
  const access = [...authenticationControls(one, settings, map), ...networkControls(one, settings, map)];
  // With `satisfy any` the network or the credentials are enough.
  const kinds = new Set(access.map(({ control }) => control === 'ip-allow-list'));
  const either = one.text('satisfy') === 'any' && kinds.size > 1;
  const controls = [
    ...(either
      ? forSome(access, 'Either the network or the credentials are enough: satisfy is any.')
      : access),
    ...transport,
    ...certificateControls(server, plainToo),
    ...limitControls(one),
    ...sizeControls(one),
    ...firewallControls(one, settings, map),
    ...upstreamControls(one),
    ...logControls(one, settings, map),
  ];
  // Connections are passed on unread, where the controller allows it.
  if (one.text('ssl-passthrough') === 'true')
    return inDoubt(
      controls,
      'With ssl-passthrough the backend ends TLS, and no other annotation has an effect.',
    );
  return server.snippet || hasSnippet(one, settings)
    ? inDoubt(
        controls,
        'A snippet of raw configuration stands beside it, which can switch anything on or off.',
      )
    : controls;
};
