import { isMapping } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { tagFacts } from '../../collectors/tag-facts.ts';
import { isTrueAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { ImportContext, ImportedApi } from '../importer.ts';
import { templateOf } from '../path-template.ts';
import { hostOf, placeOf } from '../place.ts';
import type { RouteBudget } from '../route-budget.ts';
import { strongest } from '../route-controls.ts';
import { methodOf } from '../served-requests.ts';
import type { AwsEstate, AwsResource } from './estate.ts';
import { type GatewayDoor, type GatewayMethod, gatewayApi, integrationTarget } from './gateway-api.ts';
import { authorizationControls, domainControls, stageControls } from './gateway-controls.ts';
import { bodyMethods } from './openapi-body.ts';
import { apiProblem, resourceTags } from './resource-facts.ts';
import { documentIn } from './rest-api.ts';

const kind = 'AWS::ApiGatewayV2::';

/** `GET /pay/{id}`, `ANY /pay`, `$default`; routes of WebSockets are chosen by the message and share one address. */
const servedBy = (
  routeKey: string,
  isWebSocket: boolean,
): { readonly method: string; readonly path: string } | undefined => {
  if (isWebSocket) return routeKey === '$connect' ? { method: 'GET', path: '/' } : undefined;
  if (routeKey === '$default') return { method: 'ANY', path: '/{proxy+}' };
  const [, method, path] = /^(\S+)\s+(\/\S*)$/.exec(routeKey) ?? [];
  return method && path ? { method: methodOf(method), path: templateOf(path) } : undefined;
};

const methodsOf = (estate: AwsEstate, api: AwsResource, isWebSocket: boolean): readonly GatewayMethod[] =>
  estate.naming(api, ['apiId'], `${kind}Route`).flatMap((route) => {
    const { node } = route;
    const served = servedBy(textAt(node, 'routeKey'), isWebSocket);
    if (!served) return [];
    const proof = proofOf(node);
    const authorization =
      textAt(node, 'authorizationType') ||
      (estate.named(route, ['authorizerId'], `${kind}Authorizer`) ? 'CUSTOM' : '');
    const scopes = itemsAt(node, 'authorizationScopes').map((one) => textAt(one));
    const integration = estate.named(route, ['target'], `${kind}Integration`);
    return [
      {
        ...served,
        controls: authorizationControls(authorization, scopes, isTrueAt(node, 'apiKeyRequired'), proof),
        leadsTo: integration ? integrationTarget(textAt(integration.node, 'integrationUri')) : [],
        pointer: proof,
      },
    ];
  });

/** `target` creates a route of its own: `route_key`, else everything. */
const quickRoute = ({ node }: AwsResource): readonly GatewayMethod[] => {
  const target = textAt(node, 'target');
  const served = target ? servedBy(textAt(node, 'routeKey') || '$default', false) : undefined;
  return served
    ? [{ ...served, controls: [], leadsTo: integrationTarget(target), pointer: proofOf(node) }]
    : [];
};

const doorsOf = (estate: AwsEstate, api: AwsResource, context: ImportContext): readonly GatewayDoor[] => {
  const endpoint = placeOf(textAt(api.node, 'apiEndpoint'), context);
  const stages = estate.naming(api, ['apiId'], `${kind}Stage`).map((stage) => {
    const name = textAt(stage.node, 'stageName') || textAt(stage.node, 'name');
    const place = placeOf(textAt(stage.node, 'invokeUrl'), context) ?? endpoint;
    return { stage, name, host: place?.host, controls: stageControls(estate, stage) };
  });
  const byStage = new Map<AwsResource | undefined, (typeof stages)[number]>(
    stages.map((one) => [one.stage, one]),
  );
  const byName = new Map(stages.map((one) => [one.name, one]));
  const domains = estate.naming(api, ['apiId'], `${kind}ApiMapping`).map((mapping): GatewayDoor => {
    const stageName = textAt(mapping.node, 'stage');
    const stage = estate.named(mapping, ['stage'], `${kind}Stage`);
    const known =
      byStage.get(stage) ?? byName.get(stageName) ?? (stages.length === 1 ? stages[0] : undefined);
    const domain = estate.named(mapping, ['domainName'], `${kind}DomainName`, 'AWS::ApiGateway::DomainName');
    const host = hostOf(
      textAt(domain?.node ?? mapping.node, 'domainName') || textAt(mapping.node, 'domainName'),
    );
    return {
      ...(host ? { host } : {}),
      base: `/${textAt(mapping.node, 'apiMappingKey').replace('(none)', '')}`,
      controls: strongest([...(known?.controls ?? []), ...(domain ? domainControls(domain) : [])]),
    };
  });
  const isClosed = isTrueAt(api.node, 'disableExecuteApiEndpoint');
  const own = isClosed
    ? []
    : stages.map(
        ({ name, host, controls }): GatewayDoor => ({
          ...(host ? { host } : {}),
          base: name === '$default' || name === '' ? '' : `/${name}`,
          controls,
        }),
      );
  const doors = [...own, ...domains];
  if (doors.length > 0 || isClosed) return doors;
  return [{ ...(endpoint?.host ? { host: endpoint.host } : {}), base: '', controls: [] }];
};

/** HTTP and WebSocket APIs. */
export const httpApis = (
  estate: AwsEstate,
  context: ImportContext,
  budget: RouteBudget,
): { readonly apis: readonly ImportedApi[]; readonly problems: readonly InputProblem[] } => {
  const problems: InputProblem[] = [];
  const apis = estate.all(`${kind}Api`).map((api) => {
    const { node } = api;
    const isWebSocket = textAt(node, 'protocolType').toUpperCase() === 'WEBSOCKET';
    const document = documentIn(nodeAt(node, 'body'));
    const routes = methodsOf(estate, api, isWebSocket);
    const methods = [
      ...routes,
      ...quickRoute(api),
      ...(document && isMapping(document.value)
        ? bodyMethods(document.value, (path) => document.proofAt([...document.path, ...path]))
        : []),
      ...(isWebSocket && routes.length === 0
        ? [{ method: 'GET', path: '/', controls: [], leadsTo: [], pointer: proofOf(node) }]
        : []),
    ];
    if (methods.length === 0)
      problems.push(
        apiProblem(
          api,
          'No route of it is in these files.',
          'Hand in the state or template that has them, or the document that it was imported from.',
        ),
      );
    return gatewayApi(
      {
        name: textAt(node, 'name') || (document ? textAt(document, 'info', 'title') : '') || api.name,
        style: isWebSocket ? 'WEBSOCKET' : 'REST',
        locator: proofOf(node),
        methods,
        doors: doorsOf(estate, api, context),
        purpose: textAt(node, 'description'),
        facts: tagFacts(resourceTags(node)),
      },
      budget,
    );
  });
  return { apis, problems };
};
