import { isMapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { ApiStyle, Lifecycle } from '../../evidence.ts';
import { type ConfigNode, entriesAt, hasAt, itemsAt, nodeAt, textAt } from '../config-node.ts';
import type { ImportContext } from '../importer.ts';
import { readTreeText } from '../member-text.ts';
import { hostOf, placeOf } from '../place.ts';
import type { Wso2Export } from './export.ts';

/** One resource of an API as its description or its document has it. */
export interface Wso2Operation {
  readonly target: string;
  /** As written: a method, or `QUERY`, `SUBSCRIBE` and their like. */
  readonly verb: string;
  readonly authType: string;
  readonly tier: string;
  readonly scopes: readonly string[];
  readonly node: ConfigNode;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

const scopesOf = (node: ConfigNode): readonly string[] =>
  itemsAt(node, 'scopes').flatMap((one) => textAt(one) || textAt(one, 'name') || textAt(one, 'key') || []);

const described = (api: ConfigNode): readonly Wso2Operation[] => [
  ...itemsAt(api, 'operations').map((node) => ({
    target: textAt(node, 'target'),
    verb: textAt(node, 'verb').toUpperCase(),
    authType: textAt(node, 'authType'),
    tier: textAt(node, 'throttlingPolicy'),
    scopes: scopesOf(node),
    node,
  })),
  // Before version 3.0.
  ...itemsAt(api, 'uriTemplates').map((node) => ({
    target: textAt(node, 'uriTemplate'),
    verb: textAt(node, 'httpVerb').toUpperCase() || 'ANY',
    authType: textAt(node, 'authType'),
    tier: textAt(node, 'throttlingTier'),
    scopes: scopesOf(node),
    node,
  })),
  ...itemsAt(api, 'apis').flatMap((part) => described(part)),
];

const documented = (definition: ConfigNode | undefined): readonly Wso2Operation[] =>
  definition
    ? entriesAt(definition, 'paths').flatMap(([target, item]) =>
        entriesAt(item)
          .filter(([method, node]) => methods.includes(method.toLowerCase()) && isMapping(node.value))
          .map(([method, node]) => ({
            target,
            verb: method.toUpperCase(),
            authType: textAt(node, 'x-auth-type'),
            tier: textAt(node, 'x-throttling-tier'),
            scopes: textAt(node, 'x-scope') ? [textAt(node, 'x-scope')] : [],
            node,
          })),
      )
    : [];

const keyOf = ({ verb, target }: Wso2Operation): string =>
  `${verb} ${target.replaceAll(/\{[^{}]*\}/g, '{}')}`;

/** A resource that is served, and what the document beside the description says of it, if that is another place. */
export interface ServedResource {
  readonly operation: Wso2Operation;
  readonly inDocument?: Wso2Operation;
}

/** Resources of the description, and those that only the document has. */
export const resourcesOf = ({ api, definition }: Wso2Export): readonly ServedResource[] => {
  const documents = new Map(documented(definition).map((operation) => [keyOf(operation), operation]));
  const own = described(api).map((operation): ServedResource => {
    const inDocument = documents.get(keyOf(operation));
    return { operation, ...(inDocument ? { inDocument } : {}) };
  });
  const known = new Set(own.map(({ operation }) => keyOf(operation)));
  return [...own, ...[...documents].flatMap(([key, operation]) => (known.has(key) ? [] : [{ operation }]))];
};

const styles: Readonly<Record<string, ApiStyle>> = {
  GRAPHQL: 'GRAPHQL',
  WS: 'WEBSOCKET',
  WEBSUB: 'EVENTS',
  SSE: 'EVENTS',
  WEBHOOK: 'EVENTS',
  ASYNC: 'EVENTS',
  SOAP: 'SOAP',
};
export const styleOf = (api: ConfigNode): ApiStyle => styles[textAt(api, 'type').toUpperCase()] ?? 'REST';

const lifecycles: Readonly<Record<string, Lifecycle>> = {
  CREATED: 'proposed',
  PROTOTYPED: 'proposed',
  'PRE-RELEASED': 'proposed',
  PUBLISHED: 'active',
  DEPRECATED: 'deprecated',
  RETIRED: 'retired',
};
export const statusOf = (api: ConfigNode): string =>
  (textAt(api, 'lifeCycleStatus') || textAt(api, 'status') || textAt(api, 'state')).toUpperCase();
export const lifecycleOf = (api: ConfigNode): Lifecycle | undefined => lifecycles[statusOf(api)];

export const nameOf = (api: ConfigNode): string =>
  textAt(api, 'name') || textAt(api, 'id', 'apiName') || textAt(api, 'id', 'apiProductName');
export const versionOf = (api: ConfigNode): string => textAt(api, 'version') || textAt(api, 'id', 'version');

/** The version follows the context unless the context says where it goes; a default version is served without, too. */
export const basesOf = (api: ConfigNode): readonly string[] => {
  const context = textAt(api, 'contextTemplate') || textAt(api, 'context');
  const version = versionOf(api);
  const plain = context.replace(/\/?\{version\}/, '').replace(/\/+$/, '');
  const base = context.replace('{version}', version).replace(/\/+$/, '');
  const full =
    context.includes('{version}') || !version || base.endsWith(`/${version}`) ? base : `${base}/${version}`;
  const isDefault = ['isDefaultVersion', 'defaultVersion'].some((name) => nodeAt(api, name).value === true);
  return [...new Set(isDefault ? [full, plain] : [full])];
};

/** Hosts of the gateways that it is deployed on, where the export names them. */
export const hostsOf = ({ deployments }: Wso2Export): readonly string[] => [
  ...new Set(
    deployments.flatMap((node) =>
      [
        ...itemsAt(node, 'data'),
        ...itemsAt(node, 'deploymentEnvironments'),
        ...itemsAt(node, 'environments').flatMap((one) => itemsAt(one, 'configs', 'deploymentEnvironments')),
      ].flatMap((one) => hostOf(textAt(one, 'deploymentVhost') || textAt(one, 'vhost')) ?? []),
    ),
  ),
];

/** Before version 3.0 a JSON text. */
const endpointConfig = (api: ConfigNode): unknown => {
  const { value } = nodeAt(api, 'endpointConfig');
  if (typeof value !== 'string') return value;
  const tree = readTreeText(value, '');
  return tree.ok ? tree.value : undefined;
};

const urlsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap(
    (one) => (isMapping(one) ? textOf(one.url) : textOf(one)) || [],
  );

export const takeEndpointSecrets = (api: ConfigNode, take: (value: unknown) => void): void =>
  take(endpointConfig(api));

/** Backends of production; those of the sandbox are another environment. */
export const backendsOf = (api: ConfigNode, context: ImportContext): readonly string[] => {
  const config = mappingAt(endpointConfig(api));
  const urls = [...urlsIn(config.production_endpoints), ...urlsIn(config.production_failovers)];
  const arn = textOf(config.access_method) && textOf(mappingAt(config).arn);
  const places = urls.flatMap((url) => placeOf(url, context) ?? []);
  const hosts = places.flatMap(({ host, path }) => (host ? [`host:${host}${path.replace(/\/+$/, '')}`] : []));
  return [...new Set([...hosts, ...(arn ? [arn] : [])])];
};

export const ownerOf = (api: ConfigNode): string | undefined => {
  const information = nodeAt(api, 'businessInformation');
  const from = hasAt(information) ? information : api;
  return (
    ['technicalOwnerEmail', 'technicalOwner', 'businessOwnerEmail', 'businessOwner']
      .map((name) => textAt(from, name))
      .find(Boolean) || undefined
  );
};

export const isAdvertisedOnly = (api: ConfigNode): boolean =>
  nodeAt(api, 'advertiseInfo', 'advertised').value === true;
