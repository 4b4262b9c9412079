/** The local AWS as it runs, with policies evaluated: one emulator, one front door, one issuer for all of it. */

import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  APIGatewayClient,
  CreateBasePathMappingCommand,
  CreateDeploymentCommand,
  CreateDomainNameCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  CreateUsagePlanCommand,
  DeleteDeploymentCommand,
  DeleteRestApiCommand,
  GetBasePathMappingsCommand,
  GetDeploymentCommand,
  GetModelsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStageCommand,
  GetUsagePlanCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
  UpdateBasePathMappingCommand,
  UpdateDomainNameCommand,
  UpdateMethodCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { RootClient } from '../../local/front-door/root-client.ts';
import { signed } from '../../local/front-door/signature.ts';
import { Upstream } from '../../local/front-door/upstream.ts';
import { readJson, writeJson } from '../../local/json-file.ts';
import {
  type LocalAws,
  localStatus,
  resetLocalAws,
  startLocalAws,
  stopLocalAws,
} from '../../local/local-aws.ts';
import { mailbox } from '../../local/mailbox.ts';

const home = mkdtempSync(join(tmpdir(), 'gatehouse-local-'));
const minutes = 60_000;

let aws: LocalAws;
let gateway: APIGatewayClient;
let backend: Server;
let backendUrl: string;

const client = (accessKeyId: string, secretAccessKey: string) =>
  new APIGatewayClient({
    endpoint: aws.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });

interface Sent {
  readonly method?: string;
  readonly host?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A call to an API; fetch may not set `Host`. */
const send = (target: string, { method = 'GET', host, headers = {}, body }: Sent = {}) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(aws.endpoint);
    const named = host ? { host } : {};
    const call = request(
      { hostname, port, path: target, method, headers: { ...named, ...headers } },
      (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    call.once('error', reject);
    call.end(body);
  });

const json = (body: object): Sent => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const mock = (text: string) => ({
  responses: { 200: { description: 'ok' } },
  'x-amazon-apigateway-integration': {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode":200}' },
    responses: { default: { statusCode: '200', responseTemplates: { 'application/json': text } } },
  },
});

const bank = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authorizer': {
    type: 'token',
    authorizerUri:
      'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:none/invocations',
  },
};

const payments = () => ({
  openapi: '3.0.1',
  info: { title: 'payments', version: '1' },
  'x-amazon-apigateway-request-validators': {
    all: { validateRequestBody: true, validateRequestParameters: true },
  },
  'x-amazon-apigateway-request-validator': 'all',
  components: {
    securitySchemes: { bank },
    schemas: {
      Payment: {
        type: 'object',
        required: ['amount'],
        properties: { amount: { $ref: '#/components/schemas/Amount' } },
      },
      Amount: { type: 'integer', minimum: 1 },
    },
  },
  paths: {
    '/payments': {
      post: {
        responses: {},
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Payment' } } },
        },
        'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'POST', uri: backendUrl },
      },
    },
    '/payments/{id}': {
      get: {
        ...mock('{}'),
        security: [{ bank: [] }],
        parameters: [{ name: 'id', in: 'path', required: true }],
      },
    },
  },
});

const put = (
  restApiId: string,
  document: object,
  mode: 'merge' | 'overwrite' = 'overwrite',
  failOnWarnings = true,
) =>
  gateway.send(
    new PutRestApiCommand({ restApiId, mode, failOnWarnings, body: Buffer.from(JSON.stringify(document)) }),
  );

const created = async (document?: object): Promise<string> => {
  const { id = '' } = await gateway.send(
    new CreateRestApiCommand({ name: 'new', endpointConfiguration: { types: ['REGIONAL'] } }),
  );
  if (document) await put(id, document);
  return id;
};

const deploy = async (restApiId: string, stageName = 'v1'): Promise<string> =>
  (await gateway.send(new CreateDeploymentCommand({ restApiId, stageName }))).id ?? '';

const simple = (text: string, more: object = {}) => ({
  openapi: '3.0.1',
  info: { title: 'simple' },
  paths: { '/it': { get: mock(text) } },
  ...more,
});

const at = (apiId: string, path: string, stage = 'v1') => `/_aws/execute-api/${apiId}/${stage}${path}`;
const admin = (method: string, path: string, body?: unknown) =>
  fetch(`${aws.endpoint}/_gatehouse/${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });

beforeAll(async () => {
  writeJson(join(home, 'issuer.json'), {
    stakeholders: [{ subject: 'anna', name: 'Anna', mail: 'anna@demo-bank.test' }],
    clients: [{ clientId: 'fintech', secret: 'secret', scopes: ['payments:read'] }],
  });
  aws = await startLocalAws({ home, auth: true });
  gateway = client('test', 'test');
  const { cert, key } = aws.certificates;
  backend = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (_, response) => {
    response.end('{"backend":true}');
  });
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  backendUrl = `https://127.0.0.1:${(backend.address() as AddressInfo).port}/payments`;
}, 5 * minutes);

afterAll(async () => {
  backend?.close();
  backend?.closeAllConnections();
  await resetLocalAws(home);
  rmSync(home, { recursive: true, force: true });
}, minutes);

describe('import', () => {
  test('makes resources, authorizer, validator and models, which the data plane enforces', async () => {
    const id = await created(payments());
    const deploymentId = await deploy(id);
    const { apiSummary } = await gateway.send(
      new GetDeploymentCommand({ restApiId: id, deploymentId, embed: ['apisummary'] }),
    );
    expect(apiSummary).toEqual({
      '/payments': { POST: { authorizationType: 'NONE', apiKeyRequired: false } },
      '/payments/{id}': { GET: { authorizationType: 'CUSTOM', apiKeyRequired: false } },
    });
    // An https integration whose certificate the local authority signed.
    expect(await send(at(id, '/payments'), json({ amount: 1 }))).toEqual({
      status: 200,
      text: '{"backend":true}',
    });
    expect((await send(at(id, '/payments'), json({ amount: 0 }))).status).toBe(400);
    expect((await send(at(id, '/payments/1'))).status).toBe(401);
  });

  test('changes nothing when it is refused', async () => {
    const id = await created(payments());
    const before = await gateway.send(new GetResourcesCommand({ restApiId: id, embed: ['methods'] }));
    const siblings = { ...payments(), paths: { '/a/{x}': { get: {} }, '/a/{y}/b': { get: {} } } };
    await expect(put(id, siblings)).rejects.toMatchObject({
      name: 'BadRequestException',
      message: expect.stringContaining('A sibling ({x}) of this resource already has a variable path part'),
    });
    await expect(put(id, { ...payments(), openapi: '3.1.0' })).rejects.toThrow('Invalid OpenAPI input.');
    await expect(put(id, simple('{}', { components: { schemas: { 'A-B': {} } } }))).rejects.toThrow(
      /Warnings found/,
    );
    const after = await gateway.send(new GetResourcesCommand({ restApiId: id, embed: ['methods'] }));
    expect(after.items).toEqual(before.items);
  });

  test('answers its warnings when it goes on in spite of them', async () => {
    const id = await created();
    const { warnings } = await put(
      id,
      simple('{}', { components: { schemas: { 'A-B': {} } } }),
      'overwrite',
      false,
    );
    expect(warnings).toEqual(["Model name must be alphanumeric, ignoring model 'A-B'"]);
  });

  test('merge keeps what it does not name, overwrite removes it', async () => {
    const id = await created(payments());
    await put(id, simple('{}'), 'merge');
    const pathsOf = async () =>
      (await gateway.send(new GetResourcesCommand({ restApiId: id }))).items?.map(({ path }) => path).sort();
    expect(await pathsOf()).toEqual(['/', '/it', '/payments', '/payments/{id}']);
    await put(id, simple('{}'), 'overwrite');
    expect(await pathsOf()).toEqual(['/', '/it']);
    expect((await gateway.send(new GetModelsCommand({ restApiId: id }))).items).toEqual([]);
  });

  test('makes a whole API at once', async () => {
    const made = await gateway.send(
      new ImportRestApiCommand({
        body: Buffer.from(
          JSON.stringify({ ...simple('{"made":true}'), tags: [{ name: 't', description: 'd' }] }),
        ),
        parameters: { endpointConfigurationTypes: 'REGIONAL' },
      }),
    );
    expect(made).toMatchObject({ name: 'simple', endpointConfiguration: { types: ['REGIONAL'] } });
    await deploy(made.id ?? '');
    expect((await send(at(made.id ?? '', '/it'))).text).toBe('{"made":true}');
  });
});

describe('deployments', () => {
  test('are what is served, whatever becomes of the working copy, and can be gone back to', async () => {
    const id = await created(simple('{"n":1}'));
    const first = await deploy(id);
    await put(id, simple('{"n":2}'));
    expect((await send(at(id, '/it'))).text).toBe('{"n":1}');
    const second = await deploy(id);
    expect((await send(at(id, '/it'))).text).toBe('{"n":2}');
    await gateway.send(
      new UpdateStageCommand({
        restApiId: id,
        stageName: 'v1',
        patchOperations: [{ op: 'replace', path: '/deploymentId', value: first }],
      }),
    );
    expect((await send(at(id, '/it'))).text).toBe('{"n":1}');
    await expect(
      gateway.send(new DeleteDeploymentCommand({ restApiId: id, deploymentId: first })),
    ).rejects.toThrow(/Active stages/);
    await gateway.send(new DeleteDeploymentCommand({ restApiId: id, deploymentId: second }));
  });

  test('keep a door open that the working copy has closed', async () => {
    const open = simple('{}');
    const id = await created(open);
    const deploymentId = await deploy(id);
    const closed = { get: { ...mock('{}'), security: [{ bank: [] }] } };
    await put(id, { ...open, components: { securitySchemes: { bank } }, paths: { '/it': closed } });
    const { apiSummary } = await gateway.send(
      new GetDeploymentCommand({ restApiId: id, deploymentId, embed: ['apisummary'] }),
    );
    expect(apiSummary?.['/it']?.GET?.authorizationType).toBe('NONE');
    const { items } = await gateway.send(new GetResourcesCommand({ restApiId: id, embed: ['methods'] }));
    const draft = items?.find(({ path }) => path === '/it')?.resourceMethods?.GET;
    expect(draft?.authorizationType).toBe('CUSTOM');
    expect((await send(at(id, '/it'))).status).toBe(200);
  });

  test('are refused without methods, and without an integration', async () => {
    await expect(deploy(await created())).rejects.toThrow("The REST API doesn't contain any methods");
    const bare = await created({ ...simple('{}'), paths: { '/a': { get: { responses: {} } } } });
    await expect(deploy(bare)).rejects.toThrow('No integration defined for method');
  });

  test('serve different stages from different ones', async () => {
    const id = await created(simple('{"n":1}'));
    const first = await deploy(id, 'old');
    await put(id, simple('{"n":2}'));
    await deploy(id, 'new');
    expect((await send(at(id, '/it', 'old'))).text).toBe('{"n":1}');
    expect((await send(at(id, '/it', 'new'))).text).toBe('{"n":2}');
    const stage = { restApiId: id, stageName: 'old', deploymentId: first };
    await expect(gateway.send(new CreateStageCommand(stage))).rejects.toThrow('Stage already exists');
  });

  test('never show among the APIs, and go with theirs', async () => {
    const id = await created(simple('{}'));
    await deploy(id);
    const ids = async () =>
      (await gateway.send(new GetRestApisCommand({ limit: 500 }))).items?.map((api) => api.id);
    expect((await ids())?.filter((one) => one?.startsWith(id))).toEqual([id]);
    await gateway.send(new DeleteRestApiCommand({ restApiId: id }));
    const behind = new RootClient(new Upstream(aws.emulatorUrl));
    expect((await behind.list('/restapis')).filter((api) => String(api.id).startsWith(id))).toEqual([]);
  });
});

describe('settings', () => {
  test('of an API come back as they were set', async () => {
    const id = await created();
    const updated = await gateway.send(
      new UpdateRestApiCommand({
        restApiId: id,
        patchOperations: [
          { op: 'replace', path: '/disableExecuteApiEndpoint', value: 'true' },
          { op: 'add', path: '/binaryMediaTypes/image~1png' },
          { op: 'replace', path: '/endpointConfiguration/types/REGIONAL', value: 'EDGE' },
        ],
      }),
    );
    const expected = {
      disableExecuteApiEndpoint: true,
      binaryMediaTypes: ['image/png'],
      endpointConfiguration: { types: ['EDGE'] },
    };
    expect(updated).toMatchObject(expected);
    expect(await gateway.send(new GetRestApiCommand({ restApiId: id }))).toMatchObject(expected);
  });

  test('of a method too', async () => {
    const id = await created(payments());
    const { items } = await gateway.send(new GetResourcesCommand({ restApiId: id }));
    const resourceId = items?.find(({ path }) => path === '/payments')?.id;
    const method = await gateway.send(
      new UpdateMethodCommand({
        restApiId: id,
        resourceId,
        httpMethod: 'POST',
        patchOperations: [
          { op: 'replace', path: '/apiKeyRequired', value: 'true' },
          { op: 'add', path: '/requestModels/text~1plain', value: 'Payment' },
        ],
      }),
    );
    expect(method).toMatchObject({
      apiKeyRequired: true,
      requestModels: { 'application/json': 'Payment', 'text/plain': 'Payment' },
    });
  });

  test('of a stage: access log, throttles, tracing', async () => {
    const id = await created(simple('{}'));
    await deploy(id);
    const replace = (path: string, value: string) => ({ op: 'replace' as const, path, value });
    const destinationArn = `arn:aws:logs:us-east-1:000000000000:log-group:access-${id}`;
    await gateway.send(
      new UpdateStageCommand({
        restApiId: id,
        stageName: 'v1',
        patchOperations: [
          replace('/accessLogSettings/destinationArn', destinationArn),
          replace('/accessLogSettings/format', '$context.httpMethod $context.resourcePath $context.status'),
          replace('/*/*/throttling/rateLimit', '100'),
          replace('/~1it/GET/throttling/burstLimit', '1'),
          replace('/~1it/GET/throttling/rateLimit', '0.001'),
          replace('/tracingEnabled', 'true'),
        ],
      }),
    );
    const stage = await gateway.send(new GetStageCommand({ restApiId: id, stageName: 'v1' }));
    expect(stage).toMatchObject({ tracingEnabled: true, accessLogSettings: { destinationArn } });
    expect(stage.methodSettings?.['*/*']?.throttlingRateLimit).toBe(100);
    expect(stage.methodSettings?.['~1it/GET']?.throttlingBurstLimit).toBe(1);

    expect((await send(at(id, '/it'))).status).toBe(200);
    expect((await send(at(id, '/it'))).status).toBe(429);
    const behind = new RootClient(new Upstream(aws.emulatorUrl));
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'Logs_20140328.FilterLogEvents',
    };
    const { value } = await behind.ask(
      'POST',
      '/',
      { logGroupName: `access-${id}` },
      { service: 'logs', headers },
    );
    expect((value.events as { message: string }[]).map(({ message }) => message)).toEqual([
      'GET /it 200',
      'GET /it 429',
    ]);
  });

  test('of a usage plan: stages join and leave, and no deployment shows', async () => {
    const id = await created(simple('{}'));
    await deploy(id);
    const stage = { apiId: id, stage: 'v1' };
    const { id: usagePlanId } = await gateway.send(new CreateUsagePlanCommand({ name: 'partner' }));
    const patchOperations = [
      { op: 'add' as const, path: '/apiStages', value: `${id}:v1` },
      { op: 'replace' as const, path: '/throttle/rateLimit', value: '5' },
    ];
    expect(await gateway.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }))).toMatchObject({
      apiStages: [stage],
      throttle: { rateLimit: 5 },
    });
    await deploy(id);
    expect((await gateway.send(new GetUsagePlanCommand({ usagePlanId }))).apiStages).toEqual([stage]);
    const remove = [{ op: 'remove' as const, path: '/apiStages', value: `${id}:v1` }];
    await gateway.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations: remove }));
    expect((await gateway.send(new GetUsagePlanCommand({ usagePlanId }))).apiStages).toEqual([]);
  });
});

describe('custom domains', () => {
  const domainName = 'api.demo-bank.test';
  const through = (target: string) => send(target, { host: domainName });
  let one: string;
  let other: string;

  beforeAll(async () => {
    one = await created(simple('{"api":1}'));
    other = await created(simple('{"api":2}'));
    await deploy(one);
    await deploy(other, 'v2');
    await gateway.send(
      new CreateDomainNameCommand({ domainName, endpointConfiguration: { types: ['REGIONAL'] } }),
    );
  }, minutes);

  test('lead nowhere until they are mapped, and then where they are mapped to', async () => {
    expect(await through('/pay/it')).toEqual({ status: 403, text: '{"message":"Forbidden"}' });
    const mapping = { domainName, basePath: 'pay', restApiId: one, stage: 'v1' };
    await gateway.send(new CreateBasePathMappingCommand(mapping));
    expect((await through('/pay/it')).text).toBe('{"api":1}');
    await expect(gateway.send(new CreateBasePathMappingCommand(mapping))).rejects.toThrow(/already exists/);

    await gateway.send(
      new UpdateBasePathMappingCommand({
        domainName,
        basePath: 'pay',
        patchOperations: [
          { op: 'replace', path: '/restapiId', value: other },
          { op: 'replace', path: '/stage', value: 'v2' },
        ],
      }),
    );
    expect((await through('/pay/it')).text).toBe('{"api":2}');
  });

  test('keep their mappings through an update', async () => {
    const before = await gateway.send(new GetBasePathMappingsCommand({ domainName }));
    const updated = await gateway.send(
      new UpdateDomainNameCommand({
        domainName,
        patchOperations: [{ op: 'replace', path: '/securityPolicy', value: 'TLS_1_2' }],
      }),
    );
    expect(updated.securityPolicy).toBe('TLS_1_2');
    expect((await gateway.send(new GetBasePathMappingsCommand({ domainName }))).items).toEqual(before.items);
  });

  test('are the only way to an API whose own endpoint is disabled', async () => {
    await gateway.send(
      new UpdateRestApiCommand({
        restApiId: other,
        patchOperations: [{ op: 'replace', path: '/disableExecuteApiEndpoint', value: 'true' }],
      }),
    );
    expect((await send(at(other, '/it', 'v2'))).status).toBe(403);
    const host = `${other}.execute-api.us-east-1.amazonaws.com`;
    expect((await send('/v2/it', { host })).status).toBe(403);
    expect((await through('/pay/it')).status).toBe(200);
  });

  test('are closed by a policy with the next deployment, not before', async () => {
    const Statement = [
      { Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
    ];
    await gateway.send(
      new UpdateRestApiCommand({
        restApiId: other,
        patchOperations: [
          { op: 'replace', path: '/policy', value: JSON.stringify({ Version: '2012-10-17', Statement }) },
        ],
      }),
    );
    expect((await through('/pay/it')).status).toBe(200);
    await deploy(other, 'v2');
    const denied = await through('/pay/it');
    expect(denied.status).toBe(403);
    expect(denied.text).toContain('with an explicit deny');
  });
});

describe('rights', () => {
  const iam = async (parameters: Record<string, string>): Promise<string> => {
    const body = new URLSearchParams({ Version: '2010-05-08', ...parameters }).toString();
    const headers = signed({ accessKey: 'test', region: 'us-east-1', service: 'iam' }, 'test', {
      method: 'POST',
      host: new URL(aws.endpoint).host,
      target: '/',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const { host: _, ...rest } = headers;
    return (await fetch(aws.endpoint, { method: 'POST', headers: rest, body })).text();
  };

  const userWith = async (name: string, ...actions: string[]): Promise<APIGatewayClient> => {
    await iam({ Action: 'CreateUser', UserName: name });
    const Statement = actions.map((Action) => ({ Effect: 'Allow', Action, Resource: '*' }));
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    if (actions.length > 0)
      await iam({ Action: 'PutUserPolicy', UserName: name, PolicyName: 'p', PolicyDocument });
    const made = await iam({ Action: 'CreateAccessKey', UserName: name });
    const value = (tag: string) => new RegExp(`<${tag}>([^<]+)`).exec(made)?.[1] ?? '';
    return client(value('AccessKeyId'), value('SecretAccessKey'));
  };

  const body = () => Buffer.from(JSON.stringify(simple('{}')));

  test('are asked of the caller for what the front door does itself, by the name of the action', async () => {
    const restApiId = await created(simple('{}'));
    const reader = await userWith('reader', 'apigateway:GET');
    expect((await reader.send(new GetRestApiCommand({ restApiId }))).id).toBe(restApiId);
    const refusals = [
      [reader.send(new PutRestApiCommand({ restApiId, mode: 'overwrite', body: body() })), 'apigateway:PUT'],
      [reader.send(new ImportRestApiCommand({ body: body() })), 'apigateway:POST'],
      [reader.send(new CreateDeploymentCommand({ restApiId, stageName: 'v1' })), 'apigateway:POST'],
      [
        reader.send(
          new UpdateBasePathMappingCommand({ domainName: 'a.test', basePath: 'b', patchOperations: [] }),
        ),
        'apigateway:PATCH',
      ],
      [reader.send(new UpdateRestApiCommand({ restApiId, patchOperations: [] })), 'apigateway:PATCH'],
    ] as const;
    for (const [call, action] of refusals)
      await expect(call).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringContaining(`not authorized to perform: ${action}`),
      });
  });

  test('are enough when the caller has just them', async () => {
    const restApiId = await created();
    const writer = await userWith('writer', 'apigateway:PUT');
    const { name } = await writer.send(new PutRestApiCommand({ restApiId, mode: 'overwrite', body: body() }));
    expect(name).toBe('simple');
  });

  test('are nobody’s with a wrong signature', async () => {
    const stranger = client('AKIAUNKNOWN', 'wrong');
    await expect(stranger.send(new GetRestApisCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });
});

describe('calls and faults', () => {
  beforeEach(async () => {
    await admin('DELETE', 'faults');
    await admin('DELETE', 'calls');
  });

  test('calls are counted by operation', async () => {
    await gateway.send(new GetRestApisCommand({}));
    await gateway.send(new GetRestApisCommand({}));
    const { calls } = (await (await admin('GET', 'calls')).json()) as {
      calls: { operation: string; count: number }[];
    };
    const total = calls
      .filter(({ operation }) => operation === 'GetRestApis')
      .reduce((sum, { count }) => sum + count, 0);
    expect(total).toBe(2);
    expect(calls.every(({ operation }) => operation === 'GetRestApis')).toBe(true);
  });

  test('a fault before the call keeps it from taking effect, one after does not', async () => {
    const restApiId = await created(simple('{}'));
    const title = async () => (await gateway.send(new GetRestApiCommand({ restApiId }))).name;
    const fault = { operation: 'PutRestApi', status: 429, code: 'TooManyRequestsException', message: 'slow' };
    const renamed = { ...simple('{}'), info: { title: 'renamed' } };
    await admin('PUT', 'faults', [fault]);
    await expect(put(restApiId, renamed)).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    expect(await title()).toBe('simple');
    await admin('PUT', 'faults', [{ ...fault, when: 'after' }]);
    await expect(put(restApiId, renamed)).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    expect(await title()).toBe('renamed');
  });

  test('a connection can be cut', async () => {
    await admin('PUT', 'faults', [{ operation: 'GetRestApis', status: 0 }]);
    await expect(gateway.send(new GetRestApisCommand({}))).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect((await gateway.send(new GetRestApisCommand({}))).items).toBeDefined();
  });

  test('what is no fault is refused, and the front door says what it stands in for', async () => {
    expect((await admin('PUT', 'faults', [{ operation: '' }])).status).toBe(400);
    const { standsInFor } = (await (await admin('GET', 'status')).json()) as { standsInFor: string[] };
    expect(standsInFor.join('\n')).toMatch(/PutRestApi/);
  });
});

describe('the portal door', () => {
  test('says so when no portal is deployed, and leads to it by name once there is one', async () => {
    const before = await fetch(aws.portalUrl);
    expect(before.status).toBe(503);
    expect(await before.text()).toMatch(/not deployed yet/);
    const options = { endpoint: aws.endpoint, region: 'us-east-1' };
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const v2 = new ApiGatewayV2Client({ ...options, credentials });
    await v2.send(new CreateApiCommand({ Name: 'gatehouse-portal', ProtocolType: 'HTTP' }));
    // It has no routes: the answer is the HTTP API's own.
    expect((await fetch(`${aws.portalUrl}/reviews`)).status).toBe(404);
  });
});

describe('the issuer', () => {
  const token = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${aws.issuerUrl}/token`, { method: 'POST', headers, body: new URLSearchParams(parameters) });
  const keys = () => createRemoteJWKSet(new URL(`${aws.issuerUrl}/jwks`));

  test('gives programs access tokens for the gateway, however they send their secret', async () => {
    const grant = { grant_type: 'client_credentials', scope: 'payments:read' };
    const inBody = await token({ ...grant, client_id: 'fintech', client_secret: 'secret' });
    const inHeader = await token(grant, { authorization: `Basic ${btoa('fintech:secret')}` });
    for (const response of [inBody, inHeader]) {
      const { access_token } = (await response.json()) as { access_token: string };
      const { payload } = await jwtVerify(access_token, keys(), {
        issuer: aws.issuerUrl,
        audience: 'gateway',
      });
      expect(payload).toMatchObject({ client_id: 'fintech', scope: 'payments:read' });
    }
    expect((await token({ ...grant, client_id: 'fintech', client_secret: 'wrong' })).status).toBe(401);
    const more = await token({
      ...grant,
      scope: 'payments:write',
      client_id: 'fintech',
      client_secret: 'secret',
    });
    const { access_token } = (await more.json()) as { access_token: string };
    expect(decodeJwt(access_token)).not.toHaveProperty('scope');
  });

  test('signs people in by code and PKCE, without JavaScript and without consent', async () => {
    const jar = new Map<string, string>();
    const visit = async (url: string, form?: Record<string, string>) => {
      const response = await fetch(new URL(url, aws.issuerUrl), {
        redirect: 'manual',
        headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
        jar.set(name, value);
      }
      return response;
    };
    const verifier = randomBytes(32).toString('base64url');
    const redirect_uri = `${aws.portalUrl}/signed-in`;
    const query = new URLSearchParams({
      client_id: 'gatehouse-portal',
      redirect_uri,
      response_type: 'code',
      scope: 'openid profile email',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      state: 's',
      nonce: 'n',
    });
    const signIn = (await visit(`/auth?${query}`)).headers.get('location') ?? '';
    const page = await visit(signIn);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(await page.text()).toContain('<button name="subject" value="anna">');
    expect((await visit(signIn, { subject: 'eve' })).status).toBe(400);
    const back = (await visit(signIn, { subject: 'anna' })).headers.get('location') ?? '';
    const landed = new URL((await visit(back)).headers.get('location') ?? '');
    expect(`${landed.origin}${landed.pathname}`).toBe(redirect_uri);
    const code = landed.searchParams.get('code') ?? '';
    const exchange = { grant_type: 'authorization_code', code, redirect_uri, client_id: 'gatehouse-portal' };
    const { id_token } = (await (await token({ ...exchange, code_verifier: verifier })).json()) as {
      id_token: string;
    };
    await jwtVerify(id_token, keys(), { issuer: aws.issuerUrl, audience: 'gatehouse-portal' });
    expect(decodeJwt(id_token)).toMatchObject({
      sub: 'anna',
      name: 'Anna',
      email: 'anna@demo-bank.test',
      amr: ['pwd', 'mfa'],
      auth_time: expect.any(Number),
      nonce: 'n',
    });
  });

  test('asks for PKCE', async () => {
    const query = `client_id=gatehouse-portal&redirect_uri=${encodeURIComponent(`${aws.portalUrl}/signed-in`)}&response_type=code&scope=openid`;
    const response = await fetch(`${aws.issuerUrl}/auth?${query}`, { redirect: 'manual' });
    expect(response.headers.get('location')).toMatch(/error=invalid_request/);
  });
});

describe('the mailbox', () => {
  test('is empty, and is no mailbox elsewhere', async () => {
    expect(await mailbox(aws.endpoint).read()).toEqual([]);
    await expect(mailbox(aws.issuerUrl).read()).rejects.toThrow(/has no mailbox/);
  });
});

describe('starting again', () => {
  test(
    'reuses what runs, repairs what was killed, and keeps addresses and stored state',
    async () => {
      const pids = () => Object.fromEntries(localStatus(home).processes.map(({ name, pid }) => [name, pid]));
      const before = pids();
      expect((await startLocalAws({ home, auth: true })).endpoint).toBe(aws.endpoint);
      expect(pids()).toEqual(before);

      process.kill(before['front-door'] as number, 'SIGKILL');
      const lines: string[] = [];
      await startLocalAws({ home, auth: true, report: (line) => lines.push(line) });
      expect(pids()).toMatchObject({ emulator: before.emulator, issuer: before.issuer });
      expect(pids()['front-door']).not.toBe(before['front-door']);

      const id = await created(simple('{"kept":true}'));
      await deploy(id);
      await stopLocalAws(home);
      expect(localStatus(home).processes).toEqual([]);
      await startLocalAws({ home, auth: true });
      expect((await send(at(id, '/it'))).text).toBe('{"kept":true}');
    },
    minutes,
  );

  test(
    'honours an endpoint that the user named',
    async () => {
      process.env.AWS_ENDPOINT_URL = aws.emulatorUrl;
      const elsewhere = mkdtempSync(join(tmpdir(), 'gatehouse-named-'));
      const lines: string[] = [];
      try {
        const named = await startLocalAws({ home: elsewhere, report: (line) => lines.push(line) });
        expect(named.emulatorUrl).toBe(aws.emulatorUrl);
        expect(named.endpoint).not.toBe(aws.endpoint);
        expect(lines).toContain(`AWS_ENDPOINT_URL names ${aws.emulatorUrl}: no emulator is started`);
        expect(
          localStatus(elsewhere)
            .processes.map(({ name }) => name)
            .sort(),
        ).toEqual(['front-door', 'issuer']);
        expect(readJson(join(elsewhere, 'issuer.json'), {})).toMatchObject({ portalUrl: named.portalUrl });
      } finally {
        delete process.env.AWS_ENDPOINT_URL;
        await resetLocalAws(elsewhere);
        rmSync(elsewhere, { recursive: true, force: true });
      }
    },
    minutes,
  );
});
