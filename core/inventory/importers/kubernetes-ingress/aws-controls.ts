import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { GatewayControl } from '../../../gateway/controls.ts';
import { readYamlText } from '../../../yaml-text.ts';
import type { RouteControl } from '../importer.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import { everyone } from '../networks.ts';
import { forSome } from '../route-controls.ts';
import { annotationOf, awsPrefix } from './controller.ts';

/** A JSON annotation; what cannot be read is as if it were not there. */
const jsonAnnotation = (manifest: Manifest, name: string): unknown => {
  const text = annotationOf(manifest, `${awsPrefix}${name}`);
  const read = text ? readYamlText(text, name) : undefined;
  return read?.ok ? read.value : undefined;
};

/** Ingresses of one group share one load balancer. */
export const groupOf = (ingress: Manifest): string =>
  annotationOf(ingress, `${awsPrefix}group.name`) || `${ingress.namespace}/${ingress.name}`;

/** What all Ingresses of a group say together of their load balancer's listeners. */
export interface Listeners {
  readonly http: boolean;
  readonly https: readonly number[];
  readonly redirects: boolean;
  /** Settings of `mutual-authentication`, one for each port that it names. */
  readonly certificatePorts: readonly Mapping[];
  /** The first annotation that stands in the group, and where. */
  readonly find: (name: string) => { readonly text: string; readonly ingress: Manifest } | undefined;
}

export const listenersOf = (group: readonly Manifest[]): Listeners => {
  const first = new Map<string, Manifest>();
  for (const ingress of group)
    for (const name of Object.keys(ingress.annotations))
      if (!first.has(name) && annotationOf(ingress, name) !== '') first.set(name, ingress);
  const find: Listeners['find'] = (name) => {
    const ingress = first.get(`${awsPrefix}${name}`);
    return ingress && { text: annotationOf(ingress, `${awsPrefix}${name}`), ingress };
  };
  const ports = group.flatMap((ingress): readonly Mapping[] => {
    const written = listOf(jsonAnnotation(ingress, 'listen-ports')).filter(isMapping);
    if (written.length > 0) return written;
    return annotationOf(ingress, `${awsPrefix}certificate-arn`) ? [{ HTTPS: 443 }] : [{ HTTP: 80 }];
  });
  return {
    http: ports.some((port) => port.HTTP !== undefined),
    https: ports.flatMap((port) => (port.HTTPS === undefined ? [] : [Number(port.HTTPS)])),
    redirects: find('ssl-redirect') !== undefined,
    certificatePorts: group.flatMap((ingress) =>
      listOf(jsonAnnotation(ingress, 'mutual-authentication')).map((port) => mappingAt({ port }, 'port')),
    ),
    find,
  };
};

const proofOf = (ingress: Manifest, name: string): string =>
  ingress.proofAt(['metadata', 'annotations', `${awsPrefix}${name}`]);

const at = (
  control: GatewayControl,
  found: { readonly ingress: Manifest },
  name: string,
  effective: RouteControl['effective'],
  disarmedBy?: string,
): RouteControl => ({
  control,
  effective,
  proof: proofOf(found.ingress, name),
  ...(disarmedBy ? { disarmedBy } : {}),
});

const signInControls = (sources: readonly Manifest[]): readonly RouteControl[] => {
  // A Service's annotation counts before the Ingress's.
  const ingress = sources.find((one) => annotationOf(one, `${awsPrefix}auth-type`) !== '');
  if (!ingress) return [];
  const type = annotationOf(ingress, `${awsPrefix}auth-type`);
  if (type !== 'oidc' && type !== 'cognito') return [];
  const otherwise = annotationOf(ingress, `${awsPrefix}auth-on-unauthenticated-request`);
  return otherwise === 'allow'
    ? [
        at(
          'oidc',
          { ingress },
          'auth-type',
          'no',
          'Callers who are not signed in pass: auth-on-unauthenticated-request is allow.',
        ),
      ]
    : [at('oidc', { ingress }, 'auth-type', 'yes')];
};

const certificateControls = (listeners: Listeners): readonly RouteControl[] => {
  const name = 'mutual-authentication';
  const found = listeners.find(name);
  if (!found) return [];
  const ofPort = listeners.https.map((port) =>
    listeners.certificatePorts.find((one) => Number(one.port) === port),
  );
  const verified = ofPort.filter((port) => port?.mode === 'verify');
  if (verified.length === 0)
    return [
      at('mutual-tls', found, name, 'no', 'No port verifies client certificates: the mode is not verify.'),
    ];
  if (verified.length < ofPort.length)
    return [
      at('mutual-tls', found, name, 'conditional', 'Not every HTTPS port verifies client certificates.'),
    ];
  if (verified.some((port) => port?.ignoreClientCertificateExpiry === true))
    return [
      at(
        'mutual-tls',
        found,
        name,
        'conditional',
        'Expired certificates pass: ignoreClientCertificateExpiry.',
      ),
    ];
  return [at('mutual-tls', found, name, 'yes')];
};

/** Names of predefined policies say their lowest version; the dated one without a version takes TLS 1.0. */
const policyTakesOld = (policy: string): boolean | undefined => {
  if (/TLS13-1-[23]|TLS-1-2|FS-1-2/.test(policy)) return false;
  return /TLS13-1-[01]|TLS-1-[01]|2016-08|2015-05|FS-(?:1-1|2018)/.test(policy) ? true : undefined;
};

const transportControls = (listeners: Listeners): readonly RouteControl[] => {
  const controls: RouteControl[] = [];
  const policy = listeners.find('ssl-policy');
  const old = policy && listeners.https.length > 0 ? policyTakesOld(policy.text) : undefined;
  if (policy && old !== undefined)
    controls.push(
      old
        ? at('tls-minimum', policy, 'ssl-policy', 'no', `${policy.text} takes versions before TLS 1.2.`)
        : at('tls-minimum', policy, 'ssl-policy', 'yes'),
    );
  if (listeners.https.length === 0) return controls;
  const source =
    listeners.find('ssl-redirect') ?? listeners.find('listen-ports') ?? listeners.find('certificate-arn');
  const name = listeners.redirects
    ? 'ssl-redirect'
    : listeners.find('listen-ports')
      ? 'listen-ports'
      : 'certificate-arn';
  if (source && (!listeners.http || listeners.redirects))
    controls.push(at('https-only', source, name, 'yes'));
  return controls;
};

const networkControls = (listeners: Listeners): readonly RouteControl[] => {
  const cidrs = listeners.find('inbound-cidrs');
  if (!cidrs) return [];
  const groups = listeners.find('security-groups');
  if (groups)
    return [
      at(
        'ip-allow-list',
        cidrs,
        'inbound-cidrs',
        'no',
        'It is ignored beside security-groups, which decide.',
      ),
    ];
  return cidrs.text.split(',').some(everyone)
    ? [at('ip-allow-list', cidrs, 'inbound-cidrs', 'no', 'The list holds every address.')]
    : [at('ip-allow-list', cidrs, 'inbound-cidrs', 'yes')];
};

const otherControls = (listeners: Listeners): readonly RouteControl[] => {
  const firewall = ['wafv2-acl-arn', 'wafv2-acl-name', 'waf-acl-id'].find((name) => listeners.find(name));
  const acl = firewall ? listeners.find(firewall) : undefined;
  const attributes = listeners.find('load-balancer-attributes');
  const logs = attributes && /access_logs\.s3\.enabled\s*=\s*(true|false)/.exec(attributes.text)?.[1];
  return [
    ...(firewall && acl && acl.text !== 'none'
      ? [
          at(
            'waf',
            acl,
            firewall,
            'unknown',
            'What it blocks, and what it only counts, stands in the web ACL.',
          ),
        ]
      : []),
    ...(attributes && logs
      ? [
          logs === 'true'
            ? at('access-log', attributes, 'load-balancer-attributes', 'yes')
            : at('access-log', attributes, 'load-balancer-attributes', 'no', 'It is switched off.'),
        ]
      : []),
  ];
};

/**
 * What the AWS Load Balancer Controller's load balancer asks of a request.
 * @param listeners Those of the group that shares the load balancer.
 * @param services Those that the path leads to.
 */
export const awsControls = (
  ingress: Manifest,
  listeners: Listeners,
  services: readonly Manifest[],
): readonly RouteControl[] => {
  const token = jsonAnnotation(ingress, 'jwt-validation');
  // Only HTTPS listeners authenticate: plain HTTP that is served beside them passes.
  const onHttps = [
    ...signInControls([...services, ingress]),
    ...(isMapping(token) ? [at('jwt', { ingress }, 'jwt-validation', 'yes')] : []),
    ...certificateControls(listeners),
  ];
  const plain = listeners.http && !listeners.redirects;
  const judged =
    listeners.https.length === 0
      ? onHttps.map(
          (control): RouteControl => ({ ...control, effective: 'no', disarmedBy: 'No listener is HTTPS.' }),
        )
      : plain
        ? forSome(onHttps, 'Plain HTTP is served too, where nothing of it is asked for.')
        : onHttps;
  return [
    ...judged,
    ...transportControls(listeners),
    ...networkControls(listeners),
    ...otherControls(listeners),
  ];
};

/** Methods, paths and hosts that `conditions.NAME` adds to the rules of a backend. */
export const awsConditions = (
  ingress: Manifest,
  backend: string,
): { readonly methods: readonly string[] } => {
  const conditions = listOf(jsonAnnotation(ingress, `conditions.${backend}`)).map((one) =>
    mappingAt({ one }, 'one'),
  );
  const methods = conditions
    .filter(({ field }) => field === 'http-request-method')
    .flatMap((one) => {
      const { Values, values } = mappingAt(one, 'httpRequestMethodConfig');
      return listOf(Values ?? values).map(textOf);
    });
  return { methods };
};

/** `actions.NAME`: what is done instead of handing the request to a Service. */
export const awsAction = (ingress: Manifest, backend: string): string => {
  const action = mappingAt({ action: jsonAnnotation(ingress, `actions.${backend}`) }, 'action');
  return textOf(action.type ?? action.Type);
};
