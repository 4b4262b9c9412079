import { isMapping } from '../../../documentation/mapping.ts';
import type { GatewayControl } from '../../../gateway/controls.ts';
import { type ConfigNode, hasAt, isTrueAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';
import { readTreeText } from '../member-text.ts';
import { everyone } from '../networks.ts';
import { forSome } from '../route-controls.ts';

type Judged = Pick<RouteControl, 'control' | 'effective' | 'disarmedBy'>;
type Reader = (configuration: ConfigNode) => readonly Judged[];

const holds = (control: GatewayControl): Judged => ({ control, effective: 'yes' });
const always =
  (...controls: readonly GatewayControl[]): Reader =>
  () =>
    controls.map(holds);

const limit =
  (control: GatewayControl, field: string): Reader =>
  (configuration) => {
    const node = nodeAt(configuration, field);
    const isSet = Number(textAt(node, 'limit')) > 0 || textAt(node, 'dynamicLimit') !== '';
    return isSet ? [holds(control)] : [{ control, effective: 'unknown', disarmedBy: 'No limit is written.' }];
  };

const networks: Reader = (configuration) => {
  const allowed = ['whitelistIps', 'allowedIps'].flatMap((name) =>
    itemsAt(configuration, name).map((one) => textAt(one)),
  );
  if (allowed.length === 0)
    return [
      {
        control: 'ip-allow-list',
        effective: 'no',
        disarmedBy: 'It only lists addresses that are refused; everybody else is let in.',
      },
    ];
  return allowed.some(everyone)
    ? [{ control: 'ip-allow-list', effective: 'no', disarmedBy: 'The list holds every address.' }]
    : [holds('ip-allow-list')];
};

const schema: Reader = (configuration) =>
  /^RESPONSE/.test(textAt(configuration, 'scope'))
    ? [holds('response-validation')]
    : [holds('body-validation')];

const tls: Reader = (configuration) => {
  const demands = !hasAt(configuration, 'requiresSsl') || isTrueAt(configuration, 'requiresSsl');
  return [
    demands
      ? holds('https-only')
      : { control: 'https-only', effective: 'no', disarmedBy: 'requiresSsl is off.' },
    ...(isTrueAt(configuration, 'requiresClientAuthentication') ? [holds('mutual-tls')] : []),
  ];
};

const oauth2: Reader = (configuration) => [
  holds('introspection'),
  ...(isTrueAt(configuration, 'checkRequiredScopes') && itemsAt(configuration, 'requiredScopes').length > 0
    ? [holds('scopes')]
    : []),
];

const specification: Reader = () => [holds('body-validation'), holds('parameter-validation')];

const roles: Reader = (configuration) =>
  itemsAt(configuration, 'roles').length > 0 ? [holds('consumer-acl')] : [];

const contents: Reader = (configuration) =>
  Number(textAt(configuration, 'limit')) > 0 ? [holds('payload-limit')] : [];

/** Policies of Gravitee that are controls, by their ids. */
const readers: Readonly<Record<string, Reader>> = {
  'api-key': always('api-key'),
  jwt: always('jwt'),
  oauth2,
  'openid-connect-userinfo': always('oidc'),
  'policy-basic-authentication': always('basic'),
  'basic-authentication': always('basic'),
  'http-signature': always('signed-request'),
  'policy-http-signature': always('signed-request'),
  mtls: always('mutual-tls'),
  'rate-limit': limit('rate-limit', 'rate'),
  quota: limit('quota', 'quota'),
  'spike-arrest': limit('concurrency-limit', 'spike'),
  'ip-filtering': networks,
  'role-based-access-control': roles,
  rbac: roles,
  'json-validation': schema,
  'policy-json-validation': schema,
  'xml-validation': schema,
  'policy-xml-validation': schema,
  'oas-validation': specification,
  'policy-oas-validation': specification,
  'request-validation': always('parameter-validation'),
  'policy-request-validation': always('parameter-validation'),
  'request-content-limit': contents,
  'json-threat-protection': always('threat-limits'),
  'xml-threat-protection': always('threat-limits'),
  'regex-threat-protection': always('injection-patterns'),
  'ssl-enforcement': tls,
  'policy-ssl-enforcement': tls,
};

/** Resources of the operator and older exports hold it as text. */
const configurationOf = (step: ConfigNode): ConfigNode => {
  const node = nodeAt(step, 'configuration');
  if (typeof node.value !== 'string') return node;
  const tree = readTreeText(node.value, '');
  return { ...node, value: tree.ok && isMapping(tree.value) ? tree.value : {}, proofAt: () => proofOf(node) };
};

const groups = /^shared-policy-group(?:-policy)?$/;

export const isSharedGroup = (step: ConfigNode): boolean => groups.test(textAt(step, 'policy'));

export const isSwitchedOff = (node: ConfigNode): boolean =>
  hasAt(node, 'enabled') && !isTrueAt(node, 'enabled');

/** What one step of a flow comes to, were its flow to run for every request. */
export const stepControls = (step: ConfigNode): readonly RouteControl[] => {
  const policy = textAt(step, 'policy');
  const reader = Object.hasOwn(readers, policy) ? readers[policy] : undefined;
  if (!reader) return [];
  const controls = reader(configurationOf(step)).map(
    (control): RouteControl => ({ ...control, proof: proofOf(step) }),
  );
  if (isSwitchedOff(step))
    return controls.map((control) => ({
      ...control,
      effective: 'no',
      disarmedBy: 'The step is switched off (enabled: false).',
    }));
  return textAt(step, 'condition')
    ? forSome(controls, 'Its condition limits it to some requests.')
    : controls;
};

/** A policy of version 1 stands under its own name. */
export const oldPolicyControls = (
  rule: ConfigNode,
  policy: string,
  configuration: ConfigNode,
): readonly RouteControl[] => {
  const reader = Object.hasOwn(readers, policy) ? readers[policy] : undefined;
  const controls =
    reader?.(configuration).map((control): RouteControl => ({ ...control, proof: proofOf(configuration) })) ??
    [];
  return isSwitchedOff(rule)
    ? controls.map((control) => ({
        ...control,
        effective: 'no',
        disarmedBy: 'The rule is switched off (enabled: false).',
      }))
    : controls;
};
