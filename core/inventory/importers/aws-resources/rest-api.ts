import { isMapping } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { tagFacts } from '../../collectors/tag-facts.ts';
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
import type { ImportContext, ImportedApi, RouteControl } from '../importer.ts';
import { readTreeText } from '../member-text.ts';
import { hostOf, type Place, placeOf } from '../place.ts';
import type { RouteBudget } from '../route-budget.ts';
import { strongest } from '../route-controls.ts';
import { methodOf } from '../served-requests.ts';
import { type AwsEstate, type AwsResource, blockAt, blocksAt } from './estate.ts';
import { type GatewayDoor, type GatewayMethod, gatewayApi, integrationTarget } from './gateway-api.ts';
import {
  authorizationControls,
  domainControls,
  stageControls,
  throttleControls,
  validationControls,
} from './gateway-controls.ts';
import { bodyMethods } from './openapi-body.ts';
import { apiProblem, resourceTags } from './resource-facts.ts';

const kind = 'AWS::ApiGateway::';

/** Path of a resource: Terraform knows it, CloudFormation builds it from its parents. */
const pathOf = (estate: AwsEstate, resource: AwsResource, depth = 0): string => {
  const known = textAt(resource.node, 'path');
  if (known) return known;
  const parent = depth < 50 ? estate.named(resource, ['parentId'], `${kind}Resource`) : undefined;
  return `${parent ? pathOf(estate, parent, depth + 1) : ''}/${textAt(resource.node, 'pathPart') || '{id}'}`;
};

const validatorOf = (estate: AwsEstate, method: AwsResource) => {
  const validator = estate.named(method, ['requestValidatorId'], `${kind}RequestValidator`)?.node;
  return {
    body: validator !== undefined && isTrueAt(validator, 'validateRequestBody'),
    parameters: validator !== undefined && isTrueAt(validator, 'validateRequestParameters'),
  };
};

const placeKey = (node: ConfigNode): string => `${textAt(node, 'resourceId')} ${textAt(node, 'httpMethod')}`;

const uriOf = (method: AwsResource, integrations: ReadonlyMap<string, AwsResource>): string => {
  const apart = integrations.get(placeKey(method.node));
  return textAt(method.node, 'integration', 'uri') || (apart ? textAt(apart.node, 'uri') : '');
};

const methodsOf = (estate: AwsEstate, api: AwsResource): readonly GatewayMethod[] => {
  const integrations = new Map(
    estate.naming(api, ['restApiId'], `${kind}Integration`).map((one) => [placeKey(one.node), one]),
  );
  return estate.naming(api, ['restApiId'], `${kind}Method`).map((method) => {
    const { node } = method;
    const resource = estate.named(method, ['resourceId'], `${kind}Resource`);
    const proof = proofOf(node);
    const authorization = textAt(node, 'authorization') || textAt(node, 'authorizationType');
    const scopes = itemsAt(node, 'authorizationScopes').map((one) => textAt(one));
    const models = entriesAt(node, 'requestModels').map(([type]) => type);
    const required = entriesAt(node, 'requestParameters').some(([, one]) => isTrueAt(one));
    return {
      method: methodOf(textAt(node, 'httpMethod')),
      path: resource ? pathOf(estate, resource) : '/',
      controls: [
        ...authorizationControls(authorization, scopes, isTrueAt(node, 'apiKeyRequired'), proof),
        ...validationControls(validatorOf(estate, method), models, required, proof),
      ],
      leadsTo: integrationTarget(uriOf(method, integrations)),
      pointer: proof,
    };
  });
};

/** A document in the resource itself, as text or as a tree. */
export const documentIn = (node: ConfigNode): ConfigNode | undefined => {
  if (isMapping(node.value)) return node;
  if (typeof node.value !== 'string' || node.value === '') return undefined;
  const tree = readTreeText(node.value, '');
  if (!tree.ok || !isMapping(tree.value)) return undefined;
  return { ...node, value: tree.value, proofAt: () => proofOf(node) };
};

/** Limits of usage plans for an API, by the stage; those under an empty name are for a stage that is not written out. */
const planControls = (estate: AwsEstate, api: AwsResource): ReadonlyMap<string, readonly RouteControl[]> => {
  const byStage = new Map<string, readonly RouteControl[]>();
  for (const { node, references } of estate.all(`${kind}UsagePlan`)) {
    const set = (names: readonly string[], field: string): ConfigNode | undefined =>
      names.map((name) => blockAt(node, name)).find((one) => Number(textAt(one, field)) > 0);
    const throttle = set(['throttleSettings', 'throttle'], 'rateLimit');
    const quota = set(['quotaSettings', 'quota'], 'limit');
    const controls: readonly RouteControl[] = [
      ...(throttle
        ? [{ control: 'consumer-rate-limit', effective: 'yes', proof: proofOf(throttle) } as const]
        : []),
      ...(quota ? [{ control: 'quota', effective: 'yes', proof: proofOf(quota) } as const] : []),
    ];
    for (const [index, one] of blocksAt(node, 'apiStages').entries()) {
      if (!references('apiStages', String(index), 'apiId').some((id) => api.keys.includes(id))) continue;
      const stage = textAt(one, 'stage');
      byStage.set(stage, strongest([...(byStage.get(stage) ?? []), ...controls]));
    }
  }
  return byStage;
};

const ownSettings = (stage: AwsResource): readonly ConfigNode[] =>
  blocksAt(stage.node, 'methodSettings').filter(
    (one) => textAt(one, 'httpMethod') === '*' && ['/*', ''].includes(textAt(one, 'resourcePath')),
  );

/** Settings for every method of a stage, by its name; those for one method are told of that method alone. */
const settingsApart = (estate: AwsEstate, api: AwsResource): ReadonlyMap<string, readonly AwsResource[]> =>
  Map.groupBy(
    estate
      .naming(api, ['restApiId'], `${kind}MethodSettings`)
      .filter(({ node }) => textAt(node, 'methodPath') === '*/*'),
    ({ node }) => textAt(node, 'stageName'),
  );

interface Stage {
  readonly name: string;
  readonly place: Place | undefined;
  readonly controls: readonly RouteControl[];
}

const stagesOf = (estate: AwsEstate, api: AwsResource, context: ImportContext): readonly Stage[] => {
  const plans = planControls(estate, api);
  const settings = settingsApart(estate, api);
  const deployed = estate
    .naming(api, ['restApiId'], `${kind}Deployment`)
    .filter(({ node }) => textAt(node, 'stageName') !== '');
  return [...estate.naming(api, ['restApiId'], `${kind}Stage`), ...deployed].map((stage) => {
    const name = textAt(stage.node, 'stageName');
    const apart = (settings.get(name) ?? []).flatMap(({ node }) => blocksAt(node, 'settings'));
    return {
      name,
      place: placeOf(textAt(stage.node, 'invokeUrl'), context),
      controls: strongest([
        ...stageControls(estate, stage),
        ...[...ownSettings(stage), ...apart].flatMap(throttleControls),
        ...(plans.get(name) ?? []),
        ...(plans.get('') ?? []),
      ]),
    };
  });
};

/** A custom domain leads to one stage; without one in the mapping the first segment of the path names it. */
const domainDoor = (
  estate: AwsEstate,
  mapping: AwsResource,
  stages: ReadonlyMap<string, Stage>,
): GatewayDoor => {
  const { node } = mapping;
  const stageName = textAt(node, 'stageName') || textAt(node, 'stage');
  const [only] = stages.values();
  const stage = stages.get(stageName) ?? (stages.size === 1 ? only : undefined);
  const domain = estate.named(mapping, ['domainName'], `${kind}DomainName`);
  const host = hostOf(textAt(domain?.node ?? node, 'domainName') || textAt(node, 'domainName'));
  const basePath = textAt(node, 'basePath').replace('(none)', '');
  const isNamed = stageName !== '' || hasAt(node, 'stage') || !stage;
  return {
    ...(host ? { host } : {}),
    base: isNamed ? `/${basePath}` : `/${basePath}/${stage.name}`,
    controls: strongest([...(stage?.controls ?? []), ...(domain ? domainControls(domain) : [])]),
  };
};

const doorsOf = (estate: AwsEstate, api: AwsResource, context: ImportContext): readonly GatewayDoor[] => {
  const stages = stagesOf(estate, api, context);
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const mappings = [
    ...estate.naming(api, ['apiId'], `${kind}BasePathMapping`),
    ...estate.naming(api, ['restApiId'], `${kind}BasePathMapping`),
  ];
  const domains = mappings.map((mapping) => domainDoor(estate, mapping, byName));
  if (isTrueAt(api.node, 'disableExecuteApiEndpoint')) return domains;
  const own = stages.map(
    ({ place, name, controls }): GatewayDoor => ({
      ...(place?.host ? { host: place.host } : {}),
      base: place?.path || `/${name}`,
      controls,
    }),
  );
  const doors = [...own, ...domains];
  return doors.length > 0 ? doors : [{ base: '', controls: [] }];
};

/** REST APIs with their methods, from resources of their own or from a document. */
export const restApis = (
  estate: AwsEstate,
  context: ImportContext,
  budget: RouteBudget,
): { readonly apis: readonly ImportedApi[]; readonly problems: readonly InputProblem[] } => {
  const problems: InputProblem[] = [];
  const apis = estate.all(`${kind}RestApi`).map((api) => {
    const { node } = api;
    const document = documentIn(nodeAt(node, 'body'));
    const methods = [
      ...methodsOf(estate, api),
      ...(document && isMapping(document.value)
        ? bodyMethods(document.value, (path) => document.proofAt([...document.path, ...path]))
        : []),
    ];
    if (hasAt(node, 'bodyS3Location'))
      problems.push(
        apiProblem(
          api,
          'Its document stands in S3 (BodyS3Location) and is not read.',
          'Hand in that document as well.',
        ),
      );
    else if (methods.length === 0)
      problems.push(
        apiProblem(
          api,
          'No method of it is in these files.',
          'Hand in the state or template that has them, or the document that it was imported from.',
        ),
      );
    const isPrivate = [...itemsAt(blockAt(node, 'endpointConfiguration'), 'types')].some(
      (one) => textAt(one) === 'PRIVATE',
    );
    return gatewayApi(
      {
        name: textAt(node, 'name') || (document ? textAt(document, 'info', 'title') : '') || api.name,
        style: 'REST',
        locator: proofOf(node),
        methods,
        doors: doorsOf(estate, api, context),
        purpose: textAt(node, 'description'),
        ...(isPrivate ? { exposure: 'internal' } : {}),
        facts: tagFacts(resourceTags(node)),
      },
      budget,
    );
  });
  return { apis, problems };
};
