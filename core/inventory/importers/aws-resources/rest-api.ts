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
import { hostOf, placeOf } from '../place.ts';
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

const uriOf = (method: AwsResource, integrations: readonly AwsResource[]): string => {
  const inline = textAt(method.node, 'integration', 'uri');
  if (inline) return inline;
  const same = (name: string) => (one: AwsResource) => textAt(one.node, name) === textAt(method.node, name);
  const integration = integrations.find((one) => same('resourceId')(one) && same('httpMethod')(one));
  return integration ? textAt(integration.node, 'uri') : '';
};

const methodsOf = (estate: AwsEstate, api: AwsResource): readonly GatewayMethod[] => {
  const integrations = estate.naming(api, ['restApiId'], `${kind}Integration`);
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

const planControls = (estate: AwsEstate, api: AwsResource, stage: string): readonly RouteControl[] => {
  const plans = estate.all(`${kind}UsagePlan`).filter(({ node, references }) =>
    blocksAt(node, 'apiStages').some((one, index) => {
      const ids = references('apiStages', String(index), 'apiId');
      return ids.some((id) => api.keys.includes(id)) && [stage, ''].includes(textAt(one, 'stage'));
    }),
  );
  return plans.flatMap(({ node }): readonly RouteControl[] => {
    const set = (names: readonly string[], field: string): ConfigNode | undefined =>
      names.map((name) => blockAt(node, name)).find((one) => Number(textAt(one, field)) > 0);
    const throttle = set(['throttleSettings', 'throttle'], 'rateLimit');
    const quota = set(['quotaSettings', 'quota'], 'limit');
    return [
      ...(throttle
        ? [{ control: 'consumer-rate-limit', effective: 'yes', proof: proofOf(throttle) } as const]
        : []),
      ...(quota ? [{ control: 'quota', effective: 'yes', proof: proofOf(quota) } as const] : []),
    ];
  });
};

/** Settings for every method of a stage; those for one method are told of that method alone. */
const methodSettings = (
  estate: AwsEstate,
  api: AwsResource,
  stage: AwsResource,
  stageName: string,
): readonly RouteControl[] => {
  const own = blocksAt(stage.node, 'methodSettings').filter(
    (one) => textAt(one, 'httpMethod') === '*' && ['/*', ''].includes(textAt(one, 'resourcePath')),
  );
  const apart = estate
    .naming(api, ['restApiId'], `${kind}MethodSettings`)
    .filter(({ node }) => textAt(node, 'stageName') === stageName && textAt(node, 'methodPath') === '*/*')
    .flatMap(({ node }) => blocksAt(node, 'settings'));
  return [...own, ...apart].flatMap(throttleControls);
};

const doorsOf = (estate: AwsEstate, api: AwsResource, context: ImportContext): readonly GatewayDoor[] => {
  const stages = [
    ...estate.naming(api, ['restApiId'], `${kind}Stage`),
    ...estate
      .naming(api, ['restApiId'], `${kind}Deployment`)
      .filter(({ node }) => textAt(node, 'stageName') !== ''),
  ].map((stage) => {
    const name = textAt(stage.node, 'stageName');
    const place = placeOf(textAt(stage.node, 'invokeUrl'), context);
    const controls = strongest([
      ...stageControls(estate, stage),
      ...methodSettings(estate, api, stage, name),
      ...planControls(estate, api, name),
    ]);
    return { stage, name, place, controls };
  });
  const mapped = estate
    .naming(api, ['apiId'], `${kind}BasePathMapping`)
    .concat(estate.naming(api, ['restApiId'], `${kind}BasePathMapping`));
  const domains = [...new Set(mapped)].flatMap((mapping): readonly GatewayDoor[] => {
    const stageName = textAt(mapping.node, 'stageName') || textAt(mapping.node, 'stage');
    const stage =
      stages.find(({ name }) => name === stageName) ?? (stages.length === 1 ? stages[0] : undefined);
    const domain = estate.named(mapping, ['domainName'], `${kind}DomainName`);
    const host = hostOf(
      textAt(domain?.node ?? mapping.node, 'domainName') || textAt(mapping.node, 'domainName'),
    );
    const basePath = textAt(mapping.node, 'basePath').replace('(none)', '');
    // Without a stage of its own in the mapping the first segment names one.
    const base =
      stageName || hasAt(mapping.node, 'stage') || !stage ? `/${basePath}` : `/${basePath}/${stage.name}`;
    return [
      {
        ...(host ? { host } : {}),
        base,
        controls: strongest([...(stage?.controls ?? []), ...(domain ? domainControls(domain) : [])]),
      },
    ];
  });
  const isClosed = isTrueAt(api.node, 'disableExecuteApiEndpoint');
  const own = isClosed
    ? []
    : stages.map(
        ({ place, name, controls }): GatewayDoor => ({
          ...(place?.host ? { host: place.host } : {}),
          base: place?.path || `/${name}`,
          controls,
        }),
      );
  const doors = [...own, ...domains];
  return doors.length > 0 || isClosed ? doors : [{ base: '', controls: [] }];
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
