import { isMapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { GatewayControl } from '../../../gateway/controls.ts';
import {
  type ConfigNode,
  entriesAt,
  hasAt,
  isTrueAt,
  itemsAt,
  nodeAt,
  proofOf,
  textAt,
} from '../config-node.ts';
import type { ImportContext, RouteControl } from '../importer.ts';
import { everyone } from '../networks.ts';
import { controlsOfScheme } from '../openapi/declared-security.ts';
import { templateOf } from '../path-template.ts';
import { hostOf } from '../place.ts';
import { templatePaths } from '../request-paths.ts';
import { methodOf } from '../served-requests.ts';
import { extension } from './definitions.ts';
import type { TykApi, TykRule } from './tyk-api.ts';
import { backends, upstreamControls } from './upstream.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Tyk’s own methods, beside the schemes of the document. */
const ownMethods: readonly (readonly [path: readonly string[], control: GatewayControl])[] = [
  [['authentication', 'hmac'], 'signed-request'],
  [['authentication', 'oidc'], 'oidc'],
  [['authentication', 'custom'], 'custom-authorizer'],
  [['clientCertificates'], 'mutual-tls'],
];

const schemeControls = (root: ConfigNode, server: ConfigNode): readonly RouteControl[] => {
  const settings = nodeAt(server, 'authentication', 'securitySchemes');
  const requirements = itemsAt(root, 'security').map((one) =>
    Object.keys(isMapping(one.value) ? one.value : {}),
  );
  const schemes = mappingAt(root.value, 'components', 'securitySchemes');
  const controlOf = (name: string): GatewayControl | undefined =>
    controlsOfScheme(mappingAt(schemes, name), [])[0];
  return [...new Set(requirements.flat())].flatMap((name): readonly RouteControl[] => {
    const control = controlOf(name);
    const setting = nodeAt(settings, name);
    if (!control) return [];
    const proof = proofOf(hasAt(setting) ? setting : nodeAt(root, 'security'));
    if (!hasAt(setting) || (hasAt(setting, 'enabled') && !isTrueAt(setting, 'enabled')))
      return [
        {
          control,
          effective: 'no',
          proof,
          disarmedBy: `The scheme ${name} is not enabled in Tyk’s authentication.`,
        },
      ];
    const inAll = requirements.every((names) => names.some((one) => controlOf(one) === control));
    return inAll
      ? [{ control, effective: 'yes', proof }]
      : [
          {
            control,
            effective: 'conditional',
            proof,
            disarmedBy: 'Another security requirement is an alternative to it.',
          },
        ];
  });
};

const identityOf = (root: ConfigNode, server: ConfigNode): readonly RouteControl[] => {
  const authentication = nodeAt(server, 'authentication');
  const own = ownMethods.flatMap(([path, control]): readonly RouteControl[] => {
    const method = nodeAt(server, ...path);
    return isTrueAt(method, 'enabled') ? [{ control, effective: 'yes', proof: proofOf(method) }] : [];
  });
  const all = [...schemeControls(root, server), ...own];
  if (isTrueAt(authentication, 'enabled')) return all;
  const proof = proofOf(hasAt(authentication) ? authentication : server);
  const disarmedBy = 'Authentication is not enabled: every request is let in unasked.';
  return all.map((control) =>
    control.effective === 'no' ? control : { ...control, effective: 'no', proof, disarmedBy },
  );
};

const switched = (
  control: GatewayControl,
  node: ConfigNode,
  isSet: boolean,
  off: string,
): readonly RouteControl[] => {
  if (!hasAt(node) || !isSet) return [];
  return isTrueAt(node, 'enabled')
    ? [{ control, effective: 'yes', proof: proofOf(node) }]
    : [{ control, effective: 'no', proof: proofOf(node), disarmedBy: off }];
};

const isPositive = (node: ConfigNode, name: string): boolean => Number(textAt(node, name)) > 0;

const rateControls = (gateway: ConfigNode): readonly RouteControl[] => {
  const limit = nodeAt(gateway, 'upstream', 'rateLimit');
  const skip = nodeAt(gateway, 'middleware', 'global', 'skipRateLimit');
  const controls = switched('rate-limit', limit, isPositive(limit, 'rate'), 'The rate limit is not enabled.');
  if (!isTrueAt(skip)) return controls;
  return controls.map(({ control }) => ({
    control,
    effective: 'no',
    proof: proofOf(skip),
    disarmedBy: 'skipRateLimit is on.',
  }));
};

const networkControls = (server: ConfigNode): readonly RouteControl[] => {
  const access = nodeAt(server, 'ipAccessControl');
  const allowed = itemsAt(access, 'allow').map((one) => textAt(one));
  const controls = switched('ip-allow-list', access, allowed.length > 0, 'ipAccessControl is not enabled.');
  if (!allowed.some(everyone)) return controls;
  return controls.map((control) => ({
    ...control,
    effective: 'no',
    disarmedBy: 'The list holds every address.',
  }));
};

const logControls = (gateway: ConfigNode): readonly RouteControl[] => {
  const logs = nodeAt(gateway, 'middleware', 'global', 'trafficLogs');
  if (!hasAt(logs)) return [];
  const log = { control: 'access-log', proof: proofOf(logs) } as const;
  return isTrueAt(logs, 'enabled')
    ? [
        {
          ...log,
          effective: 'unknown',
          disarmedBy: 'Whether analytics are switched on stands in the gateway’s own configuration.',
        },
      ]
    : [{ ...log, effective: 'no', disarmedBy: 'trafficLogs are not enabled.' }];
};

const operationEffects = (operation: ConfigNode): readonly TykRule['effect'][] => {
  const isOn = (name: string): boolean => isTrueAt(operation, name, 'enabled');
  const validation = nodeAt(operation, 'validateRequest');
  const rate = nodeAt(operation, 'rateLimit');
  const size = nodeAt(operation, 'requestSizeLimit');
  const off = 'It is not enabled for this operation.';
  const controls = [
    ...switched('body-validation', validation, true, off),
    ...switched('parameter-validation', validation, true, off),
    ...switched('rate-limit', rate, isPositive(rate, 'rate'), off),
    ...switched('payload-limit', size, isPositive(size, 'value'), off),
  ];
  return [
    { kind: 'known' },
    ...(isOn('ignoreAuthentication') ? [{ kind: 'ignore-authentication' } as const] : []),
    ...(isOn('allow') ? [{ kind: 'allow' } as const] : []),
    ...(isOn('block') ? [{ kind: 'block' } as const] : []),
    ...(isOn('internal') ? [{ kind: 'internal' } as const] : []),
    ...(controls.length > 0 ? [{ kind: 'control', controls } as const] : []),
  ];
};

/** The extension names operations by their `operationId`. */
const rulesOf = (root: ConfigNode, gateway: ConfigNode): readonly TykRule[] =>
  entriesAt(root, 'paths').flatMap(([path, item]) =>
    entriesAt(item)
      .filter(([method]) => methods.includes(method.toLowerCase()))
      .flatMap(([method, operation]) => {
        const id = textOf(mappingAt(operation.value).operationId);
        const setting = nodeAt(gateway, 'middleware', 'operations');
        const own = mappingAt(setting.value)[id];
        const node = { value: own, path: [...setting.path, id], proofAt: setting.proofAt };
        return operationEffects(node).map((effect) => ({
          method: methodOf(method),
          path,
          matches: templatePaths(templateOf(path)),
          effect,
          pointer: proofOf(operation),
        }));
      }),
  );

/** An OpenAPI document with Tyk’s extension; one that is not active, or internal, is not served. */
export const oasApis = (root: ConfigNode, context: ImportContext): readonly TykApi[] => {
  const gateway = nodeAt(root, extension);
  const state = nodeAt(gateway, 'info', 'state');
  if ((hasAt(state, 'active') && !isTrueAt(state, 'active')) || isTrueAt(state, 'internal')) return [];
  const server = nodeAt(gateway, 'server');
  const domain = nodeAt(server, 'customDomain');
  const isNamed = !hasAt(domain, 'enabled') || isTrueAt(domain, 'enabled');
  const host = isNamed ? hostOf(textAt(domain, 'name')) : undefined;
  const upstream = nodeAt(gateway, 'upstream');
  const balanced = isTrueAt(upstream, 'loadBalancing', 'enabled')
    ? itemsAt(upstream, 'loadBalancing', 'targets')
    : [];
  const size = nodeAt(gateway, 'middleware', 'global', 'requestSizeLimit');
  const name = textAt(gateway, 'info', 'name') || textAt(root, 'info', 'title');
  const version = textAt(gateway, 'info', 'versioning', 'name');
  return [
    {
      name,
      ...(version ? { version } : {}),
      style: 'REST',
      locator: proofOf(gateway),
      ...(host ? { host } : {}),
      base: textAt(server, 'listenPath', 'value'),
      identity: identityOf(root, server),
      common: [
        ...rateControls(gateway),
        ...networkControls(server),
        ...logControls(gateway),
        ...switched('payload-limit', size, isPositive(size, 'value'), 'requestSizeLimit is not enabled.'),
        ...(textAt(server, 'protocol') === 'https'
          ? [{ control: 'https-only', effective: 'yes', proof: proofOf(nodeAt(server, 'protocol')) } as const]
          : []),
        ...upstreamControls(gateway, upstream, nodeAt(upstream, 'tlsTransport', 'insecureSkipVerify')),
      ],
      rules: rulesOf(root, gateway),
      leadsTo: backends([textAt(upstream, 'url'), ...balanced.map((one) => textAt(one, 'url'))], context),
    },
  ];
};
