import {
  APIGatewayClient,
  BadRequestException,
  ConflictException,
  CreateBasePathMappingCommand,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  DeleteBasePathMappingCommand,
  DeleteRestApiCommand,
  DeleteStageCommand,
  GetBasePathMappingCommand,
  GetDeploymentsCommand,
  GetModelsCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStageCommand,
  NotFoundException,
  PutRestApiCommand,
  TooManyRequestsException,
  UpdateBasePathMappingCommand,
  UpdateMethodCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { gatewayWriter } from '../../../aws/api-gateway/gateway-writer.ts';
import { retrying } from '../../../aws/api-gateway/retrying.ts';
import { migrationId } from '../../../core/identifiers.ts';

const client = new APIGatewayClient({
  region: 'eu-central-1',
  credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
});
const aws = mockClient(client);
const waits: number[] = [];
const writer = gatewayWriter(client, (call) =>
  retrying(call, async (milliseconds) => void waits.push(milliseconds)),
);
const id = migrationId('m-1');
const absent = () => new NotFoundException({ message: 'absent', $metadata: {} });
const inputs = (command: Parameters<typeof aws.commandCalls>[0]) =>
  aws.commandCalls(command).map((call) => call.args[0].input);

beforeEach(() => {
  aws.reset();
  waits.length = 0;
});

describe('gatewayWriter', () => {
  test('finds the target by its tag, over all pages', async () => {
    aws.on(GetRestApisCommand, { limit: 500 }).resolves({ items: [{ id: 'a' }], position: 'p' });
    aws.on(GetRestApisCommand, { limit: 500, position: 'p' }).resolves({
      items: [{ id: 'b', tags: { 'gatehouse:migration-id': 'm-1', 'gatehouse:plan-hash': 'h' } }],
    });
    expect(await writer.findTarget(id)).toEqual({ gatewayId: 'b', planHash: 'h' });
  });

  test('creates a target closed: regional, tagged, default endpoint off, policy from the start', async () => {
    aws.on(CreateRestApiCommand).resolves({ id: 't' });
    expect(
      await writer.createTarget({ name: 'accounts', migrationId: id, planHash: 'h', policy: '{}' }),
    ).toBe('t');
    expect(inputs(CreateRestApiCommand)).toEqual([
      expect.objectContaining({
        endpointConfiguration: { types: ['REGIONAL'] },
        disableExecuteApiEndpoint: true,
        policy: '{}',
        tags: { 'gatehouse:migration-id': 'm-1', 'gatehouse:plan-hash': 'h', managedBy: 'gatehouse' },
      }),
    ]);
  });

  test('overwrites with failOnWarnings; a refused document is data, another error is not', async () => {
    aws
      .on(PutRestApiCommand)
      .resolvesOnce({})
      .rejectsOnce(new BadRequestException({ message: 'Warnings found', $metadata: {} }))
      .rejects(new Error('network'));
    expect(await writer.putDefinition('t', '{}')).toEqual({ accepted: true });
    expect(inputs(PutRestApiCommand)[0]).toMatchObject({
      mode: 'overwrite',
      failOnWarnings: true,
      parameters: { ignore: 'documentation' },
    });
    expect(await writer.putDefinition('t', '{}')).toEqual({ accepted: false, message: 'Warnings found' });
    await expect(writer.putDefinition('t', '{}')).rejects.toThrow('network');
  });

  test('puts off a call that collides or comes too fast, and gives up with the last refusal', async () => {
    aws
      .on(UpdateRestApiCommand)
      .rejectsOnce(new ConflictException({ message: 'concurrent modification', $metadata: {} }))
      .rejectsOnce(new TooManyRequestsException({ message: 'slow', retryAfterSeconds: '30', $metadata: {} }))
      .resolves({});
    await writer.setPolicy('t', '{}');
    expect(waits).toHaveLength(2);
    expect(waits[1]).toBe(30_000);
    aws.on(UpdateRestApiCommand).rejects(new ConflictException({ message: 'still', $metadata: {} }));
    await expect(writer.setPolicy('t', '{}')).rejects.toThrow('still');
  });

  test('deletes only what carries this migration’s tag; gone is fine', async () => {
    aws
      .on(GetRestApisCommand)
      .resolves({ items: [{ id: 'other', tags: { 'gatehouse:migration-id': 'm-2' } }] });
    await writer.deleteTarget('other', id);
    expect(inputs(DeleteRestApiCommand)).toEqual([]);
    aws.on(GetRestApisCommand).resolves({ items: [{ id: 't', tags: { 'gatehouse:migration-id': 'm-1' } }] });
    aws.on(DeleteRestApiCommand).rejects(absent());
    await writer.deleteTarget('t', id);
    expect(inputs(DeleteRestApiCommand)).toEqual([{ restApiId: 't' }]);
  });

  test('reads models as JSON', async () => {
    aws.on(GetModelsCommand).resolves({ items: [{ name: 'A', schema: '{"type":"object"}' }, { name: 'B' }] });
    expect(await writer.models('t')).toEqual({ A: { type: 'object' } });
  });

  test('adds or replaces the default model where it differs', async () => {
    const resourceMethods = {
      POST: {},
      PUT: { requestModels: { $default: 'Old' } },
      PATCH: { requestModels: { $default: 'New' } },
    };
    aws.on(GetResourcesCommand).resolves({ items: [{ id: 'r', path: '/a', resourceMethods }] });
    aws.on(UpdateMethodCommand).resolves({});
    await writer.setDefaultModels(
      't',
      ['POST', 'PUT', 'PATCH'].map((method) => ({ path: '/a', method, model: 'New' })),
    );
    expect(
      inputs(UpdateMethodCommand).map(
        (input) => (input as { patchOperations: unknown[] }).patchOperations[0],
      ),
    ).toEqual([
      { op: 'add', path: '/requestModels/$default', value: 'New' },
      { op: 'replace', path: '/requestModels/$default', value: 'New' },
    ]);
    await expect(
      writer.setDefaultModels('t', [{ path: '/b', method: 'POST', model: 'New' }]),
    ).rejects.toThrow('no resource /b');
  });

  test('finds a deployment by what it is of', async () => {
    aws.on(GetDeploymentsCommand).resolves({ items: [{ id: 'd1', description: 'h closed' }] });
    aws.on(CreateDeploymentCommand).resolves({ id: 'd2' });
    expect(await writer.findDeployment('t', 'h closed')).toBe('d1');
    expect(await writer.findDeployment('t', 'h open')).toBeUndefined();
    expect(await writer.createDeployment('t', 'h open')).toBe('d2');
    expect(inputs(CreateDeploymentCommand)).toEqual([{ restApiId: 't', description: 'h open' }]);
  });

  test('creates a stage, repoints it, and leaves it alone when it is right', async () => {
    aws.on(CreateStageCommand).resolves({}).on(UpdateStageCommand).resolves({});
    aws.on(GetStageCommand).rejectsOnce(absent()).resolves({ deploymentId: 'd1' });
    await writer.putStage('t', 'live', 'd1');
    await writer.putStage('t', 'live', 'd1');
    await writer.putStage('t', 'live', 'd2');
    expect(inputs(CreateStageCommand)).toEqual([
      { restApiId: 't', stageName: 'live', deploymentId: 'd1', tags: { managedBy: 'gatehouse' } },
    ]);
    expect(inputs(UpdateStageCommand)).toEqual([
      expect.objectContaining({ patchOperations: [{ op: 'replace', path: '/deploymentId', value: 'd2' }] }),
    ]);
  });

  test('deletes a stage, and says whether there was one', async () => {
    aws.on(DeleteStageCommand).resolvesOnce({}).rejects(absent());
    expect([await writer.deleteStage('t', 'live'), await writer.deleteStage('t', 'live')]).toEqual([
      true,
      false,
    ]);
  });

  test('sets logs, throttles and tracing, and never data traces', async () => {
    aws.on(UpdateStageCommand).resolves({});
    await writer.setStageSettings('t', 'live', {
      accessLog: { destinationArn: 'arn', format: '{}' },
      throttle: { rateLimit: 50, burstLimit: 100 },
      loggingLevel: 'ERROR',
      tracing: true,
    });
    const [input] = inputs(UpdateStageCommand) as { patchOperations: { path: string; value: string }[] }[];
    expect(
      Object.fromEntries((input?.patchOperations ?? []).map(({ path, value }) => [path, value])),
    ).toMatchObject({
      '/accessLogSettings/destinationArn': 'arn',
      '/*/*/throttling/rateLimit': '50',
      '/*/*/logging/dataTrace': 'false',
      '/tracingEnabled': 'true',
    });
  });

  test('maps a base path, repoints it, removes it, each as often as asked', async () => {
    const at = { domainName: 'api.test', basePath: 'accounts' };
    aws
      .on(CreateBasePathMappingCommand)
      .resolves({})
      .on(UpdateBasePathMappingCommand)
      .resolves({})
      .on(DeleteBasePathMappingCommand)
      .rejects(absent());
    aws.on(GetBasePathMappingCommand).rejectsOnce(absent()).resolves({ restApiId: 't', stage: 'live' });
    await writer.putMapping(at, { gatewayId: 't', stage: 'live' });
    await writer.putMapping(at, { gatewayId: 't', stage: 'live' });
    await writer.putMapping(at, { gatewayId: 's', stage: 'prod' });
    expect(inputs(CreateBasePathMappingCommand)).toEqual([{ ...at, restApiId: 't', stage: 'live' }]);
    expect(inputs(UpdateBasePathMappingCommand)).toEqual([
      {
        ...at,
        patchOperations: [
          { op: 'replace', path: '/restapiId', value: 's' },
          { op: 'replace', path: '/stage', value: 'prod' },
        ],
      },
    ]);
    await writer.deleteMapping(at);
  });
});
