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
import { templateOf } from '../path-template.ts';
import { hostOf } from '../place.ts';
import { anyPath, type RequestPaths, templatePaths } from '../request-paths.ts';
import { methodOf } from '../served-requests.ts';
import type { TykApi, TykRule } from './tyk-api.ts';
import { backends, upstreamControls } from './upstream.ts';

/** Switches of a classic definition; all that are on are asked for, one after the other. */
const switches: readonly (readonly [field: string, control: GatewayControl])[] = [
  ['use_standard_auth', 'api-key'],
  ['use_oauth2', 'introspection'],
  ['use_openid', 'oidc'],
  ['enable_jwt', 'jwt'],
  ['use_basic_auth', 'basic'],
  ['use_mutual_tls_auth', 'mutual-tls'],
  ['enable_signature_checking', 'signed-request'],
  ['enable_coprocess_auth', 'custom-authorizer'],
  ['use_go_plugin_auth', 'custom-authorizer'],
  ['custom_plugin_auth_enabled', 'custom-authorizer'],
];

const keyless = 'use_keyless is on: every request is let in unasked.';

const identityOf = (node: ConfigNode): readonly RouteControl[] => {
  const on = switches.filter(([field]) => isTrueAt(node, field));
  const external = isTrueAt(node, 'external_oauth', 'enabled');
  const controls = on.map(([field, control]) => ({
    control,
    effective: 'yes' as const,
    proof: proofOf(nodeAt(node, field)),
  }));
  const open = nodeAt(node, 'use_keyless');
  const all: readonly RouteControl[] = [
    ...controls,
    ...(external
      ? [
          {
            control: 'introspection' as const,
            effective: 'yes' as const,
            proof: proofOf(nodeAt(node, 'external_oauth')),
          },
        ]
      : []),
  ];
  if (isTrueAt(node, 'use_keyless'))
    return all.map(({ control }) => ({
      control,
      effective: 'no',
      proof: proofOf(open),
      disarmedBy: keyless,
    }));
  // With nothing switched on the gateway asks for a token of its own.
  return all.length > 0 ? all : [{ control: 'api-key', effective: 'yes', proof: proofOf(node) }];
};

const rateControls = (node: ConfigNode): readonly RouteControl[] => {
  const limit = nodeAt(node, 'global_rate_limit');
  const proof = proofOf(limit);
  if (!(Number(textAt(limit, 'rate')) > 0)) return [];
  if (isTrueAt(node, 'disable_rate_limit'))
    return [{ control: 'rate-limit', effective: 'no', proof, disarmedBy: 'disable_rate_limit is on.' }];
  return isTrueAt(limit, 'disabled')
    ? [{ control: 'rate-limit', effective: 'no', proof, disarmedBy: 'global_rate_limit is disabled.' }]
    : [{ control: 'rate-limit', effective: 'yes', proof }];
};

const networkControls = (node: ConfigNode): readonly RouteControl[] => {
  const list = nodeAt(node, 'allowed_ips');
  const networks = itemsAt(list).map((one) => textAt(one));
  const proof = proofOf(list);
  if (networks.length === 0) return [];
  if (!isTrueAt(node, 'enable_ip_whitelisting'))
    return [
      { control: 'ip-allow-list', effective: 'no', proof, disarmedBy: 'enable_ip_whitelisting is off.' },
    ];
  return networks.some(everyone)
    ? [{ control: 'ip-allow-list', effective: 'no', proof, disarmedBy: 'The list holds every address.' }]
    : [{ control: 'ip-allow-list', effective: 'yes', proof }];
};

/** A port and protocol of its own take the API off the gateway’s listener. */
const transportControls = (node: ConfigNode): readonly RouteControl[] =>
  textAt(node, 'protocol') === 'https'
    ? [{ control: 'https-only', effective: 'yes', proof: proofOf(nodeAt(node, 'protocol')) }]
    : [];

/** Tracked requests are written only if the gateway’s own configuration has analytics switched on. */
const logControls = (node: ConfigNode): readonly RouteControl[] =>
  isTrueAt(node, 'do_not_track')
    ? [
        {
          control: 'access-log',
          effective: 'no',
          proof: proofOf(nodeAt(node, 'do_not_track')),
          disarmedBy: 'do_not_track is on: requests to this API are not recorded.',
        },
      ]
    : [];

const methodsOf = (entry: ConfigNode): readonly string[] => {
  const actions = entriesAt(entry, 'method_actions').map(([name]) => methodOf(name));
  if (actions.length > 0) return actions;
  return [methodOf(textAt(entry, 'method'))];
};

/** A pattern is searched for from the left: `/health` also meets `/health/live`, and `/` meets everything. */
const matchesOf = (path: string): RequestPaths =>
  /^(?:\/?(?:\*|\.\*)?)$/.test(path) ? anyPath : [...templatePaths(templateOf(path)), { kind: 'rest' }];

const rulesOf = (
  version: ConfigNode,
  list: string,
  effect: (entry: ConfigNode) => TykRule['effect'] | undefined,
): readonly TykRule[] =>
  itemsAt(version, 'extended_paths', list).flatMap((entry) => {
    const isText = typeof entry.value === 'string';
    const path = isText ? textAt(entry) : textAt(entry, 'path');
    const made = isText || !isTrueAt(entry, 'disabled') ? effect(entry) : undefined;
    if (!path || !made) return [];
    return methodsOf(entry).map((method) => ({
      method,
      path,
      matches: matchesOf(path),
      effect: made,
      pointer: proofOf(entry),
    }));
  });

const controlFrom =
  (control: GatewayControl, isSet: (entry: ConfigNode) => boolean = () => true) =>
  (entry: ConfigNode): TykRule['effect'] | undefined =>
    isSet(entry)
      ? { kind: 'control', controls: [{ control, effective: 'yes', proof: proofOf(entry) }] }
      : undefined;

const versionRules = (version: ConfigNode): readonly TykRule[] => {
  const only = (kind: 'ignore-authentication' | 'allow' | 'block' | 'internal' | 'known') => () => ({ kind });
  const old = (list: string, kind: 'ignore-authentication' | 'allow' | 'block'): readonly TykRule[] =>
    itemsAt(version, 'paths', list).map((entry) => {
      const path = textAt(entry);
      return { method: 'ANY', path, matches: matchesOf(path), effect: { kind }, pointer: proofOf(entry) };
    });
  if (!isTrueAt(version, 'use_extended_paths'))
    return [
      ...old('ignored', 'ignore-authentication'),
      ...old('white_list', 'allow'),
      ...old('black_list', 'block'),
    ];
  return [
    ...rulesOf(version, 'ignored', only('ignore-authentication')),
    ...rulesOf(version, 'white_list', only('allow')),
    ...rulesOf(version, 'black_list', only('block')),
    ...rulesOf(version, 'internal', only('internal')),
    ...rulesOf(
      version,
      'validate_json',
      controlFrom('body-validation', (entry) => hasAt(entry, 'schema') || hasAt(entry, 'schema_b64')),
    ),
    ...rulesOf(
      version,
      'size_limits',
      controlFrom('payload-limit', (entry) => Number(textAt(entry, 'size_limit')) > 0),
    ),
    ...rulesOf(
      version,
      'rate_limit',
      controlFrom('rate-limit', (entry) => Number(textAt(entry, 'rate')) > 0),
    ),
    ...[
      'virtual',
      'url_rewrites',
      'mock_response',
      'method_transforms',
      'hard_timeouts',
      'circuit_breakers',
    ].flatMap((list) => rulesOf(version, list, only('known'))),
  ].filter(({ path }) => path !== '');
};

const sizeControls = (version: ConfigNode): readonly RouteControl[] =>
  Number(textAt(version, 'global_size_limit')) > 0
    ? [{ control: 'payload-limit', effective: 'yes', proof: proofOf(nodeAt(version, 'global_size_limit')) }]
    : [];

/** A version that stands in the path is its first segment behind the listen path. */
const baseOf = (node: ConfigNode, name: string): string => {
  const listen = textAt(node, 'proxy', 'listen_path');
  const inPath =
    !isTrueAt(node, 'version_data', 'not_versioned') && textAt(node, 'definition', 'location') === 'url';
  return inPath ? `${listen.replace(/\/+$/, '')}/${name}` : listen;
};

/** Versions of a classic definition; one that is not active, is internal, or carries no HTTP is not served. */
export const classicApis = (node: ConfigNode, context: ImportContext): readonly TykApi[] => {
  const isOff = hasAt(node, 'active') && !isTrueAt(node, 'active');
  if (isOff || isTrueAt(node, 'internal') || /^(?:tcp|tls)$/.test(textAt(node, 'protocol'))) return [];
  const versions = entriesAt(node, 'version_data', 'versions');
  const isVersioned = !isTrueAt(node, 'version_data', 'not_versioned') && versions.length > 1;
  const served = isVersioned ? versions : versions.slice(0, 1);
  const name = textAt(node, 'name') || textAt(node, 'slug') || textAt(node, 'api_id');
  const domain = isTrueAt(node, 'domain_disabled') ? undefined : hostOf(textAt(node, 'domain'));
  const common = [
    ...rateControls(node),
    ...networkControls(node),
    ...transportControls(node),
    ...logControls(node),
    ...upstreamControls(
      node,
      nodeAt(node, 'proxy'),
      nodeAt(node, 'proxy', 'transport', 'ssl_insecure_skip_verify'),
    ),
  ];
  const entries = served.length > 0 ? served : [['Default', { ...node, value: {} }] as const];
  return entries.map(([key, version]) => ({
    name,
    ...(isVersioned ? { version: textAt(version, 'name') || key } : {}),
    style: isTrueAt(node, 'graphql', 'enabled') ? ('GRAPHQL' as const) : ('REST' as const),
    locator: proofOf(node),
    ...(domain ? { host: domain } : {}),
    base: baseOf(node, textAt(version, 'name') || key),
    identity: identityOf(node),
    common: [...common, ...sizeControls(version)],
    rules: versionRules(version),
    leadsTo: backends(
      [
        textAt(version, 'override_target') || textAt(node, 'proxy', 'target_url'),
        ...(isTrueAt(node, 'proxy', 'enable_load_balancing')
          ? itemsAt(node, 'proxy', 'target_list').map((one) => textAt(one))
          : []),
      ],
      context,
    ),
  }));
};
