import { isMapping, type Mapping, mappingAt } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { AwsResource } from '../aws-resources/estate.ts';
import { type GatewayDoor, type GatewayMethod, gatewayApi } from '../aws-resources/gateway-api.ts';
import {
  authorizationControls,
  domainControls,
  throttleControls,
  validationControls,
} from '../aws-resources/gateway-controls.ts';
import { bodyMethods } from '../aws-resources/openapi-body.ts';
import { apiProblem } from '../aws-resources/resource-facts.ts';
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
import type { ImportedApi, RouteControl } from '../importer.ts';
import { templateOf } from '../path-template.ts';
import { hostOf } from '../place.ts';
import { problemAt } from '../proof-problem.ts';
import type { RouteBudget } from '../route-budget.ts';
import { strongest } from '../route-controls.ts';
import { methodOf } from '../served-requests.ts';
import { namesIn } from './intrinsics.ts';
import { eventControls } from './sam-authorizers.ts';
import type { Template } from './template.ts';

type Kind = 'Api' | 'HttpApi';
const kinds: readonly Kind[] = ['Api', 'HttpApi'];

/** What SAM makes for events that name no API. */
const implicit: Readonly<Record<Kind, string>> = { Api: 'ServerlessRestApi', HttpApi: 'ServerlessHttpApi' };

interface SamEvent {
  readonly node: ConfigNode;
  readonly kind: Kind;
  /** Logical name of its API. */
  readonly api: string;
}

const eventsOf = ({ resources }: Template): readonly SamEvent[] =>
  resources
    .filter(({ kind }) => kind === 'AWS::Serverless::Function' || kind === 'AWS::Serverless::StateMachine')
    .flatMap(({ node }) =>
      entriesAt(node, 'Events').flatMap(([, event]): readonly SamEvent[] => {
        const kind = kinds.find((one) => one === textAt(event, 'Type'));
        if (!kind) return [];
        const at = nodeAt(event, 'Properties');
        const named = nodeAt(at, kind === 'Api' ? 'RestApiId' : 'ApiId');
        const [api] = namesIn(named.value);
        return [{ node: at, kind, api: api ?? (textAt(named) || implicit[kind]) }];
      }),
    );

/** `Globals` first, and over them what the API says itself; `Auth` is merged one level deeper. */
const withGlobals = (template: Template, kind: Kind, own: ConfigNode): ConfigNode => {
  const globals = mappingAt(template.root.value, 'Globals', kind);
  const properties: Mapping = isMapping(own.value) ? own.value : {};
  return {
    ...own,
    value: {
      ...globals,
      ...properties,
      Auth: { ...mappingAt(globals, 'Auth'), ...mappingAt(properties, 'Auth') },
    },
  };
};

const pathOf = (event: ConfigNode, kind: Kind): string | undefined => {
  const path = textAt(event, 'Path');
  if (path === '$default' || (kind === 'HttpApi' && !hasAt(event, 'Path'))) return '/{proxy+}';
  return path ? templateOf(path) : undefined;
};

const isRequired = (parameter: ConfigNode): boolean =>
  entriesAt(parameter).some(([, one]) => isTrueAt(one, 'Required'));

const eventMethod = (
  { node, kind }: SamEvent,
  auth: ConfigNode,
  problems: InputProblem[],
): readonly GatewayMethod[] => {
  const path = pathOf(node, kind);
  const pointer = proofOf(node);
  if (path === undefined) {
    const message = 'The path of this event is filled in when the template is deployed.';
    problems.push(problemAt(pointer, message, 'Hand in the processed template, or collect the account.'));
    return [];
  }
  const model = nodeAt(node, 'RequestModel');
  const validator = {
    body: isTrueAt(model, 'ValidateBody'),
    parameters: isTrueAt(model, 'ValidateParameters'),
  };
  const validation = hasAt(model)
    ? validationControls(
        validator,
        ['application/json'],
        itemsAt(node, 'RequestParameters').some(isRequired),
        proofOf(model),
      )
    : [];
  return [
    {
      method: methodOf(textAt(node, 'Method') || 'ANY'),
      path,
      controls: [
        ...eventControls(auth, node),
        ...validation,
        ...throttleControls(nodeAt(node, 'RouteSettings')),
      ],
      leadsTo: [],
      pointer,
    },
  ];
};

const stageControls = (api: ConfigNode): readonly RouteControl[] => {
  const everywhere = itemsAt(api, 'MethodSettings').filter(
    (one) => textAt(one, 'HttpMethod') === '*' && ['/*', ''].includes(textAt(one, 'ResourcePath')),
  );
  const log = ['AccessLogSetting', 'AccessLogSettings']
    .map((name) => nodeAt(api, name))
    .find((one) => hasAt(one, 'DestinationArn'));
  return [
    ...everywhere.flatMap(throttleControls),
    ...throttleControls(nodeAt(api, 'DefaultRouteSettings')),
    ...(log ? [{ control: 'access-log', effective: 'yes', proof: proofOf(log) } as const] : []),
    ...(isTrueAt(api, 'TracingEnabled')
      ? [{ control: 'tracing', effective: 'yes', proof: proofOf(nodeAt(api, 'TracingEnabled')) } as const]
      : []),
  ];
};

const planControls = (auth: ConfigNode): readonly RouteControl[] => {
  const plan = nodeAt(auth, 'UsagePlan');
  if (!hasAt(plan) || textAt(plan, 'CreateUsagePlan') === 'NONE') return [];
  const as = (
    control: 'consumer-rate-limit' | 'quota',
    ...limit: readonly string[]
  ): readonly RouteControl[] =>
    Number(textAt(plan, ...limit)) > 0 ? [{ control, effective: 'yes', proof: proofOf(plan) }] : [];
  return [...as('consumer-rate-limit', 'Throttle', 'RateLimit'), ...as('quota', 'Quota', 'Limit')];
};

const doorsOf = (
  api: ConfigNode,
  resource: AwsResource | undefined,
  kind: Kind,
  auth: ConfigNode,
): readonly GatewayDoor[] => {
  const controls = strongest([...stageControls(api), ...planControls(auth)]);
  const written =
    textAt(api, 'StageName') || (hasAt(api, 'StageName') ? '' : kind === 'Api' && !resource ? 'Prod' : '');
  const base = written && written !== '$default' ? `/${written}` : '';
  const domain = nodeAt(api, 'Domain');
  const host = hostOf(textAt(domain, 'DomainName'));
  const paths = itemsAt(domain, 'BasePath')
    .map((one) => textAt(one))
    .concat(textAt(domain, 'BasePath') || []);
  const own = resource ? domainControls({ ...resource, node: domain }) : [];
  const domains = hasAt(domain)
    ? (paths.length > 0 ? paths : ['']).map(
        (path): GatewayDoor => ({
          ...(host ? { host } : {}),
          base: path.startsWith('/') ? path : `/${path}`,
          controls: strongest([...controls, ...own]),
        }),
      )
    : [];
  return [...(isTrueAt(api, 'DisableExecuteApiEndpoint') ? [] : [{ base, controls }]), ...domains];
};

const documentMethods = (api: ConfigNode, auth: ConfigNode): readonly GatewayMethod[] => {
  const document = nodeAt(api, 'DefinitionBody');
  if (!isMapping(document.value)) return [];
  const isDefault = textAt(auth, 'DefaultAuthorizer') !== '';
  return bodyMethods(document.value, (path) => document.proofAt([...document.path, ...path])).map((method) =>
    // The default authorizer is put on every operation that asks for nothing itself.
    isDefault && method.controls.length === 0
      ? { ...method, controls: eventControls(auth, { ...document, value: {} }) }
      : method,
  );
};

/** Functions with a URL of their own. */
const functionUrls = ({ resources }: Template): readonly ImportedApi[] =>
  resources
    .filter(({ kind, node }) => kind === 'AWS::Serverless::Function' && hasAt(node, 'FunctionUrlConfig'))
    .map(({ node, name }) => {
      const url = nodeAt(node, 'FunctionUrlConfig');
      const pointer = proofOf(url);
      return {
        name: textAt(node, 'FunctionName') || name,
        style: 'REST',
        locator: pointer,
        routes: [
          {
            method: 'ANY',
            template: '/{proxy+}',
            pointer,
            controls: authorizationControls(textAt(url, 'AuthType'), [], false, pointer),
          },
        ],
      };
    });

/** APIs of the Serverless Application Model, those that events alone bring about among them. */
export const samApis = (
  template: Template,
  budget: RouteBudget,
): { readonly apis: readonly ImportedApi[]; readonly problems: readonly InputProblem[] } => {
  const problems: InputProblem[] = [];
  const events = Map.groupBy(eventsOf(template), ({ api }) => api);
  const declared = new Map(
    template.resources
      .filter(({ kind }) => kinds.some((one) => kind === `AWS::Serverless::${one}`))
      .map((resource) => [resource.name, resource]),
  );
  const apis = [...new Set([...declared.keys(), ...events.keys()])].map((name) => {
    const resource = declared.get(name);
    const own = events.get(name) ?? [];
    const kind: Kind = resource
      ? resource.kind.endsWith('HttpApi')
        ? 'HttpApi'
        : 'Api'
      : (own[0]?.kind ?? 'Api');
    const [first] = own;
    const at: ConfigNode = resource
      ? resource.node
      : { value: {}, path: first?.node.path ?? [], proofAt: template.root.proofAt };
    const api = withGlobals(template, kind, at);
    const auth = nodeAt(api, 'Auth');
    const methods = [
      ...documentMethods(api, auth),
      ...own.flatMap((event) => eventMethod(event, auth, problems)),
    ];
    if (resource && hasAt(api, 'DefinitionUri'))
      problems.push(
        apiProblem(
          resource,
          'Its document stands elsewhere (DefinitionUri) and is not read.',
          'Hand in that document as well.',
        ),
      );
    if (JSON.stringify(nodeAt(api, 'DefinitionBody').value ?? '').includes('"Fn::Transform"') && resource)
      problems.push(
        apiProblem(
          resource,
          'Its document is included from elsewhere (Fn::Transform) and is not read.',
          'Hand in that document as well.',
        ),
      );
    return gatewayApi(
      {
        name: textAt(api, 'Name') || textAt(nodeAt(api, 'DefinitionBody'), 'info', 'title') || name,
        style: 'REST',
        locator: proofOf(at),
        methods,
        doors: doorsOf(api, resource, kind, auth),
        purpose: textAt(api, 'Description'),
      },
      budget,
    );
  });
  return { apis: [...apis, ...functionUrls(template)], problems };
};
