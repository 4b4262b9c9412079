import { partitionOf } from './arn.ts';
import { type Creator, creatorOf } from './creator.ts';
import { hostReference } from './host-name.ts';

/** What a creation event of CloudTrail tells: what was made, where, when and by whom. */
export interface CreationEvent {
  readonly account: string;
  readonly region: string;
  /** ARN, or `host:NAME`. */
  readonly resource: string;
  readonly gatewayId?: string;
  readonly name?: string;
  readonly creator: Creator;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Text at a path of an object that nobody vouches for; `undefined` when it is not there. */
const text = (value: unknown, ...path: readonly (string | number)[]): string | undefined => {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return typeof here === 'string' && here !== '' ? here : undefined;
};

interface Place {
  readonly account: string;
  readonly region: string;
}
type Created = Pick<CreationEvent, 'resource' | 'gatewayId' | 'name'>;
type Reader = (answer: unknown, place: Place) => Created | undefined;

const named = (resource: string | undefined, name: string | undefined): Created | undefined =>
  resource === undefined ? undefined : { resource, ...(name ? { name } : {}) };

const gatewayApi =
  (folder: 'restapis' | 'apis', idField: string): Reader =>
  (answer, { region }) => {
    const gatewayId = text(answer, idField);
    if (!gatewayId) return undefined;
    const resource = `arn:${partitionOf(region)}:apigateway:${region}::/${folder}/${gatewayId}`;
    return { resource, gatewayId, ...named(resource, text(answer, 'name')) };
  };

const distribution: Reader = (answer) =>
  named(text(answer, 'distribution', 'aRN') ?? text(answer, 'distribution', 'ARN'), undefined);

const restApi = gatewayApi('restapis', 'id');
const httpApi = gatewayApi('apis', 'apiId');

/** By event source and name: several services have an operation of one name, and `CreateService` of ECS makes no API. */
const readers: Readonly<Record<string, Reader>> = {
  'apigateway CreateRestApi': restApi,
  'apigateway ImportRestApi': restApi,
  'apigateway CreateApi': httpApi,
  'apigateway ImportApi': httpApi,
  'appsync CreateGraphqlApi': (answer) =>
    named(text(answer, 'graphqlApi', 'arn'), text(answer, 'graphqlApi', 'name')),
  'appsync CreateApi': (answer) => named(text(answer, 'api', 'apiArn'), text(answer, 'api', 'name')),
  'elasticloadbalancing CreateLoadBalancer': (answer) =>
    named(
      text(answer, 'loadBalancers', 0, 'loadBalancerArn'),
      text(answer, 'loadBalancers', 0, 'loadBalancerName'),
    ),
  'cloudfront CreateDistribution': distribution,
  'cloudfront CreateDistributionWithTags': distribution,
  'lambda CreateFunctionUrlConfig': (answer) => {
    const url = text(answer, 'functionUrl');
    return named(url && hostReference(url), text(answer, 'functionArn')?.split(':')[6]);
  },
  'vpc-lattice CreateService': (answer) => named(text(answer, 'arn'), text(answer, 'name')),
  'apprunner CreateService': (answer) =>
    named(text(answer, 'service', 'serviceArn'), text(answer, 'service', 'serviceName')),
  'ec2 CreateVpcEndpointServiceConfiguration': (answer, { account, region }) => {
    const wrapped = 'CreateVpcEndpointServiceConfigurationResponse';
    const id =
      text(answer, 'serviceConfiguration', 'serviceId') ??
      text(answer, wrapped, 'serviceConfiguration', 'serviceId');
    return named(
      id && `arn:${partitionOf(region)}:ec2:${region}:${account}:vpc-endpoint-service/${id}`,
      undefined,
    );
  },
};

/** Names of the events, each once. Those of CloudFront, a global service, are recorded in us-east-1 alone. */
export const creationEventNames = (region: string): readonly string[] => [
  ...new Set(
    Object.keys(readers)
      .filter((key) => region === 'us-east-1' || !key.startsWith('cloudfront '))
      .map((key) => key.split(' ')[1] ?? ''),
  ),
];

/**
 * Reads the `CloudTrailEvent` text of one event. `undefined` for a call that failed, one of another service, and a
 * text that is none.
 */
export const readCreationEvent = (
  json: string,
  mailDomains: readonly string[],
): CreationEvent | undefined => {
  let event: unknown;
  try {
    event = JSON.parse(json);
  } catch {
    return undefined;
  }
  const place = { account: text(event, 'recipientAccountId') ?? '', region: text(event, 'awsRegion') ?? '' };
  const at = text(event, 'eventTime');
  const service = text(event, 'eventSource')?.replace(/\.amazonaws\.com$/, '');
  if (!at || text(event, 'errorCode')) return undefined;
  const answer = (event as { responseElements?: unknown }).responseElements;
  const created = readers[`${service} ${text(event, 'eventName')}`]?.(answer, place);
  if (!created) return undefined;
  const identity = ['type', 'arn', 'userName', 'invokedBy'].map((field) => [
    field,
    text(event, 'userIdentity', field),
  ]);
  const creator = creatorOf(
    {
      ...Object.fromEntries(identity),
      issuer: text(event, 'userIdentity', 'sessionContext', 'sessionIssuer', 'userName'),
    },
    mailDomains,
  );
  return { ...place, ...created, creator, at };
};
