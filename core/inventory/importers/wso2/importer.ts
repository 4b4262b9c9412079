import type { InputProblem } from '../../../input-problem.ts';
import { blind, partly, seen, type VisibilityMap } from '../../visibility.ts';
import { hasAt, proofOf, textAt } from '../config-node.ts';
import { takeTree } from '../credentials.ts';
import type { ImportContext, ImportedApi, ImportedRoute, Importer, ImportFile } from '../importer.ts';
import { textOfMember } from '../member-text.ts';
import { everythingBelow, joinTemplate } from '../path-template.ts';
import { problemAt } from '../proof-problem.ts';
import { recognised } from '../recognised.ts';
import { type RouteBudget, routeBudget } from '../route-budget.ts';
import { mergeRoutes } from '../route-controls.ts';
import { methodOf } from '../served-requests.ts';
import {
  backendsOf,
  basesOf,
  hostsOf,
  isAdvertisedOnly,
  lifecycleOf,
  nameOf,
  ownerOf,
  resourcesOf,
  statusOf,
  styleOf,
  takeEndpointSecrets,
  versionOf,
  type Wso2Operation,
} from './api.ts';
import { controlsOf } from './controls.ts';
import { readExports, type Wso2Export } from './export.ts';

const title = 'WSO2 API export';

/** Folders of an export; without its description their documents are what they are. */
const besideApi =
  /(?:^|\/)(?:Definitions|Meta-information|Policies|Docs|Client-certificates|Endpoint-certificates|Sequences)\//;

const isWso2 = (file: ImportFile): boolean => {
  if (!/\.(?:ya?ml|json)$|^[^.]*$/i.test(file.name)) return false;
  const text = textOfMember(file);
  const isWrapped = /["']?\btype["']?\s*:\s*["']?api(?:_product)?\b/.test(text);
  if (isWrapped && /["']?\bdata["']?\s*:/.test(text) && /["']?\bcontext["']?\s*:/.test(text)) return true;
  const marks = [
    'lifeCycleStatus',
    'securityScheme',
    'endpointConfig',
    'apiThrottlingPolicy',
    'contextTemplate',
    'uriTemplates',
    'businessInformation',
    'apiName',
    'providerName',
  ];
  return (
    /["']?context(?:Template)?["']?\s*:/.test(text) && marks.filter((mark) => text.includes(mark)).length >= 3
  );
};

/** GraphQL has one address for all its fields; a WebSocket begins as a GET. */
const placeOfResource = (
  source: Wso2Export,
  operation: Wso2Operation,
): { readonly method: string; readonly path: string } => {
  switch (styleOf(source.api)) {
    case 'GRAPHQL':
      return { method: 'POST', path: '' };
    case 'SOAP':
      return { method: 'POST', path: operation.target };
    case 'WEBSOCKET':
      return { method: 'GET', path: operation.target };
    case 'EVENTS':
      return {
        method: operation.verb === 'SUBSCRIBE' ? 'GET' : methodOf(operation.verb),
        path: operation.target,
      };
    default:
      return { method: methodOf(operation.verb), path: operation.target };
  }
};

const routesOf = (source: Wso2Export, budget: RouteBudget): readonly ImportedRoute[] => {
  const { api } = source;
  const named = hostsOf(source);
  const hosts = named.length > 0 ? named : [undefined];
  return resourcesOf(source).flatMap((resource) => {
    if (budget.isSpent()) return [];
    const { method, path } = placeOfResource(source, resource.operation);
    const controls = controlsOf(api, resource);
    const isOpenEnded = path.endsWith('*');
    return basesOf(api).flatMap((base) =>
      hosts.flatMap((host): readonly ImportedRoute[] =>
        budget.spend()
          ? [
              {
                method,
                template: isOpenEnded
                  ? everythingBelow(`${base}${path.replace(/\/?\*$/, '')}`)
                  : joinTemplate(base, path),
                ...(host ? { host } : {}),
                pointer: proofOf(resource.operation.node),
                controls,
              },
            ]
          : [],
      ),
    );
  });
};

const importedApi = (source: Wso2Export, context: ImportContext, budget: RouteBudget): ImportedApi => {
  const { api } = source;
  takeEndpointSecrets(api, (value) => takeTree(value, context));
  const lifecycle = lifecycleOf(api);
  const owner = ownerOf(api);
  const leadsTo = backendsOf(api, context);
  const version = versionOf(api);
  const purpose = textAt(api, 'description');
  // A retired API is taken off the gateways; one that is only advertised is on none of ours.
  const routes =
    statusOf(api) === 'RETIRED' || isAdvertisedOnly(api) ? [] : mergeRoutes(routesOf(source, budget));
  return {
    name: nameOf(api),
    style: styleOf(api),
    locator: proofOf(api),
    routes,
    ...(version ? { version } : {}),
    ...(owner ? { owner } : {}),
    ...(purpose ? { purpose } : {}),
    ...(lifecycle ? { lifecycle } : {}),
    ...(leadsTo.length > 0 ? { leadsTo } : {}),
  };
};

const problemsOf = (source: Wso2Export): readonly InputProblem[] => {
  const { api } = source;
  const problem = (message: string, fix: string): InputProblem => problemAt(proofOf(api), message, fix);
  return [
    ...(isAdvertisedOnly(api)
      ? [
          problem(
            'The API is only advertised: it is served by another gateway.',
            'Hand in the configuration of that gateway.',
          ),
        ]
      : []),
    ...(resourcesOf(source).length === 0 && !hasAt(api, 'advertiseInfo')
      ? [problem('Nothing describes its resources.', 'Export the API with its definition.')]
      : []),
  ];
};

const visibilityOf = (exports: readonly Wso2Export[]): VisibilityMap => ({
  hosts: exports.some((source) => hostsOf(source).length > 0)
    ? partly(
        'Only hosts of the environments that the export names are known; others stand in the gateway’s configuration.',
      )
    : blind(
        'Hosts of the gateways stand in deployment.toml and in the deployment environments, which are not among the files.',
      ),
  routes: partly(
    'Each export is one API; others, and revisions that are deployed instead, stand in the Publisher.',
  ),
  authentication: seen,
  authorisation: partly('Roles of scopes and access control stand in the Publisher and the key manager.'),
  'rate-limits': partly(
    'Values of tiers stand in the throttling policies, which are exported by themselves.',
  ),
  transport: partly(
    'TLS versions, and whether backends are verified, stand in the gateway’s deployment.toml.',
  ),
  logging: blind('Access logs and analytics are switched on in the gateway’s configuration.'),
  validation: seen,
  consumers: blind('Applications and subscriptions stand in the Developer Portal.'),
  owners: partly('The business information names owners where somebody filled it in.'),
});

/** WSO2 API Manager: what apictl and the Publisher export, one API or many. */
export const wso2Importer: Importer = {
  id: 'wso2',
  source: 'wso2',
  title,
  howTo:
    'Run `apictl export api -n NAME -v VERSION -e ENVIRONMENT` for each API, or `apictl export apis`, and hand in the archives.',
  detect: (files) => {
    if (files.some(isWso2)) return { format: title, confidence: 0.99 };
    return files.some(({ name }) => besideApi.test(name)) ? { format: title, confidence: 0.1 } : undefined;
  },
  parse: (files, context) => {
    const mine = recognised(files, isWso2, 'a WSO2 API export');
    const { exports, problems } = readExports(mine.files.length > 0 ? files : [], context);
    const budget = routeBudget();
    const apis = exports.map((source) => importedApi(source, context, budget));
    return {
      format: title,
      apis,
      consumers: [],
      settings: [],
      visibility: visibilityOf(exports),
      problems: [
        ...mine.problems,
        ...problems,
        ...exports.flatMap(problemsOf),
        ...budget.problems(files[0]?.name ?? ''),
      ],
    };
  },
};
