import { readFileSync } from 'node:fs';
import * as account from '@aws-sdk/client-account';
import * as acm from '@aws-sdk/client-acm';
import * as apigateway from '@aws-sdk/client-api-gateway';
import * as apigatewayv2 from '@aws-sdk/client-apigatewayv2';
import * as apprunner from '@aws-sdk/client-apprunner';
import * as appsync from '@aws-sdk/client-appsync';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as cloudfront from '@aws-sdk/client-cloudfront';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as config from '@aws-sdk/client-config-service';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elasticloadbalancing from '@aws-sdk/client-elastic-load-balancing-v2';
import * as lambda from '@aws-sdk/client-lambda';
import * as organizations from '@aws-sdk/client-organizations';
import * as route53 from '@aws-sdk/client-route-53';
import * as sts from '@aws-sdk/client-sts';
import * as vpcLattice from '@aws-sdk/client-vpc-lattice';
import * as wafv2 from '@aws-sdk/client-wafv2';
import { NormalizedSchema } from '@smithy/core/schema';
import { payloadOf, xmlMembers } from './xml-answer.ts';

/** IAM prefix, protocol on the wire, models; by the first label of the endpoint's name. */
const endpoints = {
  account: ['account', 'rest-json', account],
  acm: ['acm', 'json', acm],
  apigateway: ['apigateway', 'rest-json', apigateway, apigatewayv2],
  apprunner: ['apprunner', 'json', apprunner],
  appsync: ['appsync', 'rest-json', appsync],
  cloudformation: ['cloudformation', 'query', cloudformation],
  cloudfront: ['cloudfront', 'rest-xml', cloudfront],
  cloudtrail: ['cloudtrail', 'json', cloudtrail],
  config: ['config', 'json', config],
  ec2: ['ec2', 'ec2', ec2],
  elasticloadbalancing: ['elasticloadbalancing', 'query', elasticloadbalancing],
  lambda: ['lambda', 'rest-json', lambda],
  organizations: ['organizations', 'json', organizations],
  route53: ['route53', 'rest-xml', route53],
  sts: ['sts', 'query', sts],
  'vpc-lattice': ['vpc-lattice', 'rest-json', vpcLattice],
  wafv2: ['wafv2', 'json', wafv2],
} as const;

type Operation = readonly [9, string, string, { http?: readonly [string, string, number] }, unknown, unknown];

interface Request {
  readonly hostname: string;
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Failure {
  readonly name: string;
  readonly status?: number;
  readonly message?: string;
  /** The connection fails with this code instead of an answer. */
  readonly code?: string;
}

/**
 * One answer: the output as `aws … --output json` prints it, or an error. The first one whose `when` is part of the
 * request is given; one that is `once` is given once.
 */
export interface Recorded {
  readonly when?: Readonly<Record<string, unknown>>;
  readonly answer?: unknown;
  readonly error?: Failure;
  readonly once?: boolean;
}

/** `acm:ListCertificates` → its answers. */
export type Recording = Readonly<Record<string, readonly Recorded[]>>;

const bodyText = (body: Request['body']): string =>
  body === undefined ? '' : typeof body === 'string' ? body : new TextDecoder().decode(body);

const operationsOf = (models: readonly object[]): Operation[] =>
  models
    .flatMap((model) => Object.values(model))
    .filter((one): one is Operation => Array.isArray(one) && one[0] === 9);

/** Labels of a REST path, when the template fits. */
const labels = (template: string, path: string): Record<string, string> | undefined => {
  const names: string[] = [];
  const pattern = (template.split('?')[0] ?? '')
    .replace(/\/$/, '')
    .replace(/\{([A-Za-z0-9]+)\+?\}/g, (_, name: string) => {
      names.push(name);
      return '([^/]+)';
    });
  const found = new RegExp(`^${pattern}/?$`).exec(path);
  return (
    (found &&
      Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]))) ||
    undefined
  );
};

/** Which operation a request on the wire is, with its parameters as plain values. */
const understand = (request: Request, protocol: string, models: readonly object[]) => {
  const operations = operationsOf(models);
  const byName = (name: string) => operations.find((one) => one[2] === name);
  if (protocol === 'query' || protocol === 'ec2') {
    const form = Object.fromEntries(new URLSearchParams(bodyText(request.body)));
    return { operation: byName(form.Action ?? ''), parameters: form as Record<string, unknown> };
  }
  if (protocol === 'json') {
    const target = request.headers['x-amz-target'] ?? '';
    return {
      operation: byName(target.split('.').at(-1) ?? ''),
      parameters: JSON.parse(bodyText(request.body) || '{}') as Record<string, unknown>,
    };
  }
  const fitting = operations
    .filter(([, , , traits]) => traits.http?.[0] === request.method)
    .map((operation) => ({ operation, found: labels(operation[3].http?.[1] ?? '', request.path) }))
    .filter(({ found }) => found !== undefined)
    // A fixed segment is a better fit than a label.
    .sort((a, b) => Object.keys(a.found ?? {}).length - Object.keys(b.found ?? {}).length);
  const [best] = fitting;
  const text = bodyText(request.body);
  return {
    operation: best?.operation,
    parameters: {
      ...request.query,
      ...best?.found,
      ...(text.startsWith('{') ? (JSON.parse(text) as object) : {}),
    } as Record<string, unknown>,
  };
};

const isPart = (when: Readonly<Record<string, unknown>> = {}, parameters: Record<string, unknown>): boolean =>
  Object.entries(when).every(([name, value]) => JSON.stringify(parameters[name]) === JSON.stringify(value));

const outputOf = (operation: Operation): NormalizedSchema =>
  NormalizedSchema.of((operation[5] as () => never)());

const answered = (protocol: string, operation: Operation, output: unknown): string => {
  const [, , name] = operation;
  const schema = outputOf(operation);
  const payload = payloadOf(schema);
  const whole = (output ?? {}) as Record<string, unknown>;
  if (protocol === 'json') return JSON.stringify(whole);
  if (protocol === 'rest-json') return JSON.stringify(payload ? whole[payload[0]] : whole);
  if (protocol === 'query')
    return `<${name}Response><${name}Result>${xmlMembers(schema, whole)}</${name}Result></${name}Response>`;
  if (protocol === 'ec2') return `<${name}Response>${xmlMembers(schema, whole)}</${name}Response>`;
  if (!payload) return `<${name}Response>${xmlMembers(schema, whole)}</${name}Response>`;
  const [member, own] = payload;
  return `<${own.getName() ?? member}>${xmlMembers(own, whole[member])}</${own.getName() ?? member}>`;
};

const refused = (protocol: string, { name, message = name }: Failure) => {
  if (protocol === 'json' || protocol === 'rest-json')
    return { headers: { 'x-amzn-errortype': name }, body: JSON.stringify({ __type: name, message }) };
  const error = `<Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error>`;
  const body =
    protocol === 'ec2'
      ? `<Response><Errors><Error><Code>${name}</Code><Message>${message}</Message></Error></Errors></Response>`
      : `<ErrorResponse>${error}</ErrorResponse>`;
  return { headers: {}, body };
};

/** A request that the test did not record: a mistake of the test or of the code, never an answer of AWS. */
export class NotRecorded extends Error {
  override readonly name = 'NotRecorded';
}

/**
 * AWS on the wire, from recorded answers: the SDK's own middleware, retries, requests and parsing run, only the network
 * is not there. Request and answer go through each service's own protocol by the SDK's model of it.
 */
export const recordedAws = (recording: Recording) => {
  const actions: string[] = [];
  const given = new Set<Recorded>();
  const handle = async (request: Request) => {
    const [label = ''] = request.hostname.split('.');
    const endpoint = endpoints[label as keyof typeof endpoints];
    if (!endpoint) throw new NotRecorded(`No endpoint ${request.hostname}.`);
    const [prefix, protocol, ...models] = endpoint;
    const { operation, parameters } = understand(request, protocol, models);
    if (!operation) throw new NotRecorded(`No operation ${prefix} ${request.method} ${request.path}.`);
    const action = `${prefix}:${operation[2]}`;
    actions.push(action);
    const found = (recording[action] ?? []).find((one) => !given.has(one) && isPart(one.when, parameters));
    if (!found) throw new NotRecorded(`No answer for ${action} ${JSON.stringify(parameters)}.`);
    if (found.once) given.add(found);
    if (found.error?.code) throw Object.assign(new Error(found.error.name), { code: found.error.code });
    const { headers, body } = found.error
      ? refused(protocol, found.error)
      : { headers: {}, body: answered(protocol, operation, found.answer) };
    return {
      response: {
        statusCode: found.error ? (found.error.status ?? 400) : 200,
        reason: '',
        headers: {
          'content-type': protocol.endsWith('json') ? 'application/json' : 'text/xml',
          ...headers,
        },
        body: Buffer.from(body),
      },
    };
  };
  return { actions, requestHandler: { handle } as never };
};

/** A recording from `test/fixtures/aws/`. */
export const recordingOf = (name: string): Recording =>
  JSON.parse(readFileSync(`test/fixtures/aws/${name}.json`, 'utf8')) as Recording;
