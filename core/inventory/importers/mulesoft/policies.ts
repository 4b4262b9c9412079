import { isMapping } from '../../../documentation/mapping.ts';
import type { GatewayControl } from '../../../gateway/controls.ts';
import { type ConfigNode, hasAt, isTrueAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';
import { everyone } from '../networks.ts';
import { regexPaths } from '../regex-paths.ts';
import {
  anyCoverage,
  type Coverage,
  everyCoverage,
  methodCoverage,
  pathCoverage,
  type RequestPaths,
} from '../request-paths.ts';
import { forSome } from '../route-controls.ts';
import { methodsOfRegex } from '../served-requests.ts';

type Judged = Pick<RouteControl, 'control' | 'effective' | 'disarmedBy'>;
type Reader = (configuration: ConfigNode) => readonly Judged[];

const holds = (control: GatewayControl): Judged => ({ control, effective: 'yes' });
const always =
  (...controls: readonly GatewayControl[]): Reader =>
  () =>
    controls.map(holds);

const jwt: Reader = (configuration) => {
  const unsigned =
    /^none$/i.test(textAt(configuration, 'signingMethod')) ||
    /^none$/i.test(textAt(configuration, 'jwtKeyOrigin'));
  const claims =
    isTrueAt(configuration, 'validateCustomClaim') &&
    itemsAt(configuration, 'mandatoryCustomClaims').length > 0;
  return [
    unsigned
      ? {
          control: 'jwt',
          effective: 'no',
          disarmedBy: 'Its signing method is none: anybody can write such a token.',
        }
      : holds('jwt'),
    ...(claims ? [holds('scopes')] : []),
  ];
};

const token: Reader = (configuration) => [
  holds('introspection'),
  ...(textAt(configuration, 'scopes') || itemsAt(configuration, 'scopes').length > 0
    ? [holds('scopes')]
    : []),
];

const limits: Reader = (configuration) => {
  const counts = [...itemsAt(configuration, 'rateLimits'), configuration].map((one) =>
    Number(textAt(one, 'maximumRequests')),
  );
  return counts.some((count) => count > 0)
    ? [holds('rate-limit')]
    : [{ control: 'rate-limit', effective: 'unknown', disarmedBy: 'No limit is written.' }];
};

const networks: Reader = (configuration) => {
  const listed = itemsAt(configuration, 'ips').map((one) => textAt(one));
  if (listed.length === 0)
    return [
      {
        control: 'ip-allow-list',
        effective: 'unknown',
        disarmedBy: 'The list of addresses is not in the files.',
      },
    ];
  return listed.some(everyone)
    ? [{ control: 'ip-allow-list', effective: 'no', disarmedBy: 'The list holds every address.' }]
    : [holds('ip-allow-list')];
};

const deniedOnly: Reader = () => [
  {
    control: 'ip-allow-list',
    effective: 'no',
    disarmedBy: 'It only lists addresses that are refused; everybody else is let in.',
  },
];

const schema: Reader = (configuration) =>
  hasAt(configuration, 'blockOperation') && !isTrueAt(configuration, 'blockOperation')
    ? [
        {
          control: 'body-validation',
          effective: 'no',
          disarmedBy: 'blockOperation is off: requests that do not fit pass.',
        },
      ]
    : [holds('body-validation'), holds('parameter-validation')];

const inboundTls: Reader = (configuration) => [
  holds('https-only'),
  ...(isTrueAt(configuration, 'requireClientCertificate') || isTrueAt(configuration, 'requireClientCert')
    ? [holds('mutual-tls')]
    : []),
];

/** Policies that MuleSoft ships, by their names without what follows them on a Flex Gateway. */
const readers: Readonly<Record<string, Reader>> = {
  'client-id-enforcement': always('api-key'),
  'http-basic-authentication': always('basic'),
  'basic-authentication-simple': always('basic'),
  'ldap-authentication': always('basic'),
  'basic-authentication-ldap': always('basic'),
  'jwt-validation': jwt,
  'external-oauth2-access-token-enforcement': token,
  'oauth2-token-introspection': token,
  'openidconnect-access-token-enforcement': token,
  'openid-connect-access-token-enforcement': token,
  'openam-access-token-enforcement': token,
  'pingfederate-access-token-enforcement': token,
  'mule-oauth2-access-token-enforcement': token,
  'rate-limiting': limits,
  'rate-limiting-sla-based': always('consumer-rate-limit', 'api-key'),
  'rate-limiting-sla': always('consumer-rate-limit', 'api-key'),
  throttling: limits,
  'throttling-sla-based': always('consumer-rate-limit', 'api-key'),
  'spike-control': always('concurrency-limit'),
  'ip-whitelist': networks,
  'ip-allowlist': networks,
  'ip-blacklist': deniedOnly,
  'ip-blocklist': deniedOnly,
  'json-threat-protection': always('threat-limits'),
  'xml-threat-protection': always('threat-limits'),
  'injection-protection': always('injection-patterns'),
  'schema-validation': schema,
  'message-logging': always('access-log'),
  'access-log': always('access-log'),
  tracing: always('tracing'),
  'tls-inbound': inboundTls,
  tls: inboundTls,
  'ext-authz': always('custom-authorizer'),
  'native-ext-authz': always('custom-authorizer'),
};

export const policyNameOf = (policy: ConfigNode): string =>
  (
    [
      ['policyTemplateId'],
      ['policyRef', 'name'],
      ['template', 'assetId'],
      ['implementationAsset', 'assetId'],
      ['assetId'],
    ]
      .map((path) => textAt(policy, ...path))
      // Before version 4 the id was a number.
      .find((name) => name !== '' && !/^\d+$/.test(name)) ?? ''
  )
    .toLowerCase()
    .replace(/-v\d[\w-]*$/, '')
    .replace(/-(?:flex|mule4?|impl)$/, '');

export const isKnownPolicy = (policy: ConfigNode): boolean => Object.hasOwn(readers, policyNameOf(policy));

interface Pointcut {
  /** Undefined: an expression that lists no methods. */
  readonly methods: readonly string[] | undefined;
  readonly paths: readonly RequestPaths[];
}

/** Resources that a policy is limited to; none: it is for all. */
const pointcutsOf = (policy: ConfigNode): readonly Pointcut[] => {
  const listed =
    itemsAt(policy, 'pointcutData').length > 0 ? itemsAt(policy, 'pointcutData') : itemsAt(policy, 'rules');
  return listed.map((one) => {
    const methods = textAt(one, 'methodRegex') || textAt(one, 'methods');
    const path = textAt(one, 'uriTemplateRegex') || textAt(one, 'path') || '/.*';
    return {
      methods: methods && methods !== '.*' ? methodsOfRegex(methods.toUpperCase()) : [],
      paths: regexPaths(path, 'full').paths,
    };
  });
};

const coverageOf = (pointcuts: readonly Pointcut[], method: string, path: RequestPaths): Coverage => {
  if (pointcuts.length === 0) return 'all';
  return anyCoverage(
    pointcuts.map((pointcut) =>
      everyCoverage([
        pointcut.methods ? methodCoverage(pointcut.methods, method) : 'some',
        anyCoverage(pointcut.paths.map((paths) => pathCoverage(paths, path))),
      ]),
    ),
  );
};

const isDisabled = (policy: ConfigNode): boolean =>
  isTrueAt(policy, 'disabled') || (hasAt(policy, 'enabled') && !isTrueAt(policy, 'enabled'));

const configurationOf = (policy: ConfigNode): ConfigNode =>
  ['configurationData', 'configuration', 'config']
    .map((name) => nodeAt(policy, name))
    .find(({ value }) => isMapping(value)) ?? { ...policy, value: {} };

/** What one policy comes to on requests with a method to a path, seen from the instance’s base path. */
export const policyControls = (
  policy: ConfigNode,
  method: string,
  path: RequestPaths,
): readonly RouteControl[] => {
  const name = policyNameOf(policy);
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  const coverage = coverageOf(pointcutsOf(policy), method, path);
  if (!reader || coverage === 'none') return [];
  const controls = reader(configurationOf(policy)).map(
    (control): RouteControl => ({ ...control, proof: proofOf(policy) }),
  );
  if (isDisabled(policy))
    return controls.map((control) => ({
      ...control,
      effective: 'no',
      disarmedBy: 'The policy is disabled.',
    }));
  return coverage === 'some' ? forSome(controls, 'It is limited to some resources (pointcut).') : controls;
};
