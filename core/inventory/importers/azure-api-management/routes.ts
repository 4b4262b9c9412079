import { listOf, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { ApiStyle, Lifecycle } from '../../evidence.ts';
import type { ImportedApi, ImportedRoute, RouteControl } from '../importer.ts';
import { templatePaths } from '../request-paths.ts';
import { type RouteBudget, routeBudget } from '../route-budget.ts';
import { onEveryWay, strongest } from '../route-controls.ts';
import { servedRoutes } from '../served-requests.ts';
import type { PolicyDocument } from './policy-document.ts';
import { type PolicyContext, sectionFlow } from './policy-flow.ts';
import type { ApimApi, ApimOperation, ApimProduct, ApimService, Diagnostic } from './service.ts';

export interface ApimReading {
  readonly apis: readonly ImportedApi[];
  readonly problems: readonly InputProblem[];
}

/** `payments;rev=2`: name and number of a revision that is not the current one. */
const revisionOf = ({
  name,
  properties,
}: ApimApi): { readonly plain: string; readonly revision?: string } => {
  const [, plain, revision] = /^(.*);rev=(\w+)$/i.exec(name) ?? [];
  return plain !== undefined && revision && properties.isCurrent !== true
    ? { plain, revision }
    : { plain: plain ?? name };
};

const styles: Readonly<Record<string, ApiStyle>> = {
  soap: 'SOAP',
  graphql: 'GRAPHQL',
  websocket: 'WEBSOCKET',
  grpc: 'GRPC',
};

const typeOf = ({ properties }: ApimApi): string =>
  (textOf(properties.type) || textOf(properties.apiType)).toLowerCase();

/** Versions of a set stand in the path only where its scheme is `Segment`. */
const basePath = (api: ApimApi, service: ApimService): string => {
  const path = textOf(api.properties.path).replaceAll(/^\/+|\/+$/g, '');
  const version = textOf(api.properties.apiVersion);
  const set = (textOf(api.properties.apiVersionSetId).split('/').at(-1) ?? '').toLowerCase();
  const scheme =
    textOf(mappingAt(api.properties, 'apiVersionSet').versioningScheme) ||
    service.versioning.get(set) ||
    'Segment';
  const { revision } = revisionOf(api);
  const isWritten = path === version || path.endsWith(`/${version}`);
  const versioned = version && scheme === 'Segment' && !isWritten ? [path, version] : [path];
  const base = versioned.filter(Boolean).join('/');
  return revision ? `${base};rev=${revision}` : base;
};

/** Without a description everything below the API's path is what it serves. */
const operationsOf = (api: ApimApi): readonly ApimOperation[] => {
  if (api.operations && api.operations.length > 0) return api.operations;
  const at = { name: '', template: '', pointer: api.locator };
  switch (typeOf(api)) {
    case 'websocket':
      return [{ ...at, name: 'onHandshake', method: 'GET' }];
    case 'soap':
    case 'graphql':
      return [{ ...at, method: 'POST' }];
    default:
      return [{ ...at, method: 'ANY', template: '/{proxy+}' }];
  }
};

const isOpen = ({ properties }: ApimProduct): boolean => properties.subscriptionRequired === false;

const productsOf = (api: ApimApi, service: ApimService): readonly ApimProduct[] => {
  const { plain } = revisionOf(api);
  return service.products.filter(
    ({ workspace, apis }) =>
      workspace === api.workspace && (apis.has(plain.toLowerCase()) || apis.has(api.name.toLowerCase())),
  );
};

/** A product that needs no subscription opens its APIs to callers without a key, whatever the API says. */
const keyControls = (api: ApimApi, products: readonly ApimProduct[]): readonly RouteControl[] => {
  if (api.properties.subscriptionRequired !== true) return [];
  const key = { control: 'api-key', proof: api.locator } as const;
  const open = products.find(isOpen);
  if (open) {
    const disarmedBy = `The product ${open.name} needs no subscription, so that callers without a key are let in.`;
    return [{ ...key, effective: 'no', disarmedBy }];
  }
  const approved =
    products.length > 0 && products.every(({ properties }) => properties.approvalRequired === true);
  const proof = products[0]?.locator ?? api.locator;
  return [
    { ...key, effective: 'yes' },
    ...(approved ? ([{ control: 'subscription-approval', effective: 'yes', proof }] as const) : []),
  ];
};

const transportControls = (api: ApimApi): readonly RouteControl[] => {
  const protocols = listOf(api.properties.protocols).map(textOf);
  // Absent, the API takes HTTPS only.
  const secure =
    protocols.length === 0 || protocols.every((protocol) => protocol === 'https' || protocol === 'wss');
  return secure ? [{ control: 'https-only', effective: 'yes', proof: api.locator }] : [];
};

const logControls = (api: ApimApi, service: ApimService): readonly RouteControl[] => {
  const own = api.diagnostics.map(({ name }) => name);
  const all: readonly Diagnostic[] = [
    ...api.diagnostics,
    ...service.diagnostics.filter(({ name }) => !own.includes(name)),
  ];
  return all.map(({ name, properties, locator }): RouteControl => {
    const log = { control: 'access-log', proof: locator } as const;
    const { percentage } = mappingAt(properties, 'sampling');
    const share = typeof percentage === 'number' ? percentage : 100;
    if (share === 0)
      return { ...log, effective: 'no', disarmedBy: 'Nothing is sampled: the percentage is 0.' };
    if (share < 100)
      return { ...log, effective: 'conditional', disarmedBy: `${share} % of the requests are logged.` };
    if (name === 'azuremonitor' && service.selfHosted.has(api.name.toLowerCase()))
      return {
        ...log,
        effective: 'conditional',
        disarmedBy: 'A self-hosted gateway writes no resource logs.',
      };
    return { ...log, effective: 'yes' };
  });
};

const disarmedSettings = (api: ApimApi): readonly RouteControl[] => {
  const settings = mappingAt(api.properties, 'authenticationSettings');
  const declared = ['oAuth2', 'openid', 'oAuth2AuthenticationSettings', 'openidAuthenticationSettings'].some(
    (name) => {
      const value = settings[name];
      return Array.isArray(value) ? value.length > 0 : typeof value === 'object' && value !== null;
    },
  );
  if (!declared) return [];
  const disarmedBy =
    'authenticationSettings only configure the test console of the portal: a policy has to check the token.';
  return [{ control: 'jwt', effective: 'no', proof: api.locator, disarmedBy }];
};

const scopesFor = (
  api: ApimApi,
  operation: ApimOperation,
  product: ApimProduct | undefined,
  service: ApimService,
): readonly PolicyDocument[] =>
  [
    api.operationPolicies.get(operation.name.toLowerCase()),
    api.policy,
    product?.policy,
    api.workspace ? service.workspacePolicies.get(api.workspace) : undefined,
    service.globalPolicy,
  ].filter((document) => document !== undefined);

interface Judging {
  readonly service: ApimService;
  readonly budget: RouteBudget;
  /** One for each combination: what was found for one API is not found anew for the next. */
  readonly contextOf: (keysDemanded: boolean, selfHosted: boolean) => PolicyContext;
}

/**
 * A call comes in through one of the API's products or through none: the built-in subscription to all APIs, and
 * subscriptions to the API alone, skip the policies of products.
 */
const policyControls = (
  api: ApimApi,
  operation: ApimOperation,
  keysDemanded: boolean,
  { service, contextOf }: Judging,
) => {
  const selfHosted = service.selfHosted.has(api.name.toLowerCase());
  const context = contextOf(keysDemanded, selfHosted);
  const products = productsOf(api, service).filter(({ policy }) => policy);
  const ways = [undefined, ...products].map((product) => {
    const scopes = scopesFor(api, operation, product, service);
    const inbound = sectionFlow(scopes, 'inbound', context).controls;
    return strongest([...inbound, ...sectionFlow(scopes, 'outbound', context).controls]);
  });
  return onEveryWay(ways);
};

const readApi = (api: ApimApi, judging: Judging): ImportedApi => {
  const { service } = judging;
  const { plain, revision } = revisionOf(api);
  const base = basePath(api, service);
  const products = productsOf(api, service);
  const keys = keyControls(api, products);
  const keysDemanded = keys.some(({ control, effective }) => control === 'api-key' && effective === 'yes');
  const common = [...keys, ...transportControls(api), ...logControls(api, service), ...disarmedSettings(api)];
  const hosts = service.hosts.length > 0 ? service.hosts : [undefined];
  const routes = operationsOf(api).flatMap((operation): readonly ImportedRoute[] => {
    const controls = strongest([...common, ...policyControls(api, operation, keysDemanded, judging)]);
    const paths = templatePaths(`/${base}/${operation.template.replace(/^\/+/, '')}`.replace(/\/+$/, ''));
    const served = { methods: [operation.method], paths: [paths], hosts };
    return servedRoutes(served, judging.budget, operation.pointer, () => controls).map((route) => ({
      ...route,
      ...(operation.deprecated ? { deprecated: true } : {}),
    }));
  });
  const backend = textOf(api.properties.serviceUrl);
  const purpose = textOf(api.properties.description);
  const owner =
    textOf(mappingAt(api.properties, 'contact').email) || textOf(mappingAt(api.properties, 'contact').name);
  const current = Number(service.apis.find((one) => one.name === plain)?.properties.apiRevision);
  const lifecycle: Lifecycle | undefined =
    revision && current ? (Number(revision) > current ? 'proposed' : 'deprecated') : undefined;
  return {
    name: revision ? api.name : textOf(api.properties.displayName) || api.name,
    style: styles[typeOf(api)] ?? 'REST',
    locator: api.locator,
    routes,
    ...(textOf(api.properties.apiVersion) ? { version: textOf(api.properties.apiVersion) } : {}),
    ...(owner ? { owner } : {}),
    ...(purpose ? { purpose } : {}),
    ...(lifecycle ? { lifecycle } : {}),
    ...(URL.canParse(backend) ? { leadsTo: [`host:${new URL(backend).hostname}`] } : {}),
  };
};

const contextsOf = (service: ApimService, missing: Set<string>): Judging['contextOf'] => {
  const { fragments, namedValues } = service;
  const contexts = new Map<string, PolicyContext>();
  return (keysDemanded, selfHosted) => {
    const key = `${keysDemanded} ${selfHosted}`;
    const known = contexts.get(key);
    const context = known ?? { fragments, namedValues, missing, flows: new Map(), keysDemanded, selfHosted };
    contexts.set(key, context);
    return context;
  };
};

/** Routes of every API and revision that is online, with what a call to them meets. */
export const readService = (service: ApimService): ApimReading => {
  const missing = new Set<string>();
  const budget = routeBudget();
  const online = service.apis.filter(({ properties }) => properties.isOnline !== false);
  const judging = { service, contextOf: contextsOf(service, missing), budget };
  const apis = online.map((api) => readApi(api, judging));
  const fragments = [...missing].map(
    (name): InputProblem => ({
      file: service.globalPolicy?.file ?? online[0]?.locator ?? '',
      message: `The policy fragment ${name} is not in the extract: what it asks is unknown.`,
      fix: 'Extract the fragments too.',
    }),
  );
  const undescribed = online
    .filter(({ operations }) => operations === undefined)
    .filter((api) => !['websocket', 'soap', 'graphql'].includes(typeOf(api)))
    .map(
      ({ name, locator }): InputProblem => ({
        file: locator,
        message: `Nothing describes the operations of ${name}: everything below its path is listed.`,
        fix: 'Extract the specification of the API too.',
      }),
    );
  return { apis, problems: [...fragments, ...undescribed, ...budget.problems(online[0]?.locator ?? '')] };
};
