import {
  APIGatewayClient,
  BadRequestException,
  CreateBasePathMappingCommand,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  DeleteBasePathMappingCommand,
  DeleteRestApiCommand,
  DeleteStageCommand,
  GetBasePathMappingCommand,
  GetStageCommand,
  PutRestApiCommand,
  UpdateBasePathMappingCommand,
  UpdateModelCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import type { JsonObject } from '../../core/migration/json.ts';
import type { GatewayWriter, StageSettings } from '../../core/migration/ports.ts';
import { migrationTag, planTag } from '../../core/migration/snapshot.ts';
import { setDefaultModels } from './default-models.ts';
import { ifFound, retrying } from './retrying.ts';
import { allDeployments, allModels, allRestApis } from './writer-lists.ts';

/** Patches of UpdateStage. All methods are written as `*` under `*`. */
const stagePatches = ({ accessLog, throttle, loggingLevel, tracing }: StageSettings) =>
  [
    ['/accessLogSettings/destinationArn', accessLog.destinationArn],
    ['/accessLogSettings/format', accessLog.format],
    ['/*/*/throttling/rateLimit', String(throttle.rateLimit)],
    ['/*/*/throttling/burstLimit', String(throttle.burstLimit)],
    ['/*/*/logging/loglevel', loggingLevel],
    // Traces would write whole bodies of customers into the log.
    ['/*/*/logging/dataTrace', 'false'],
    ['/*/*/metrics/enabled', 'true'],
    ['/tracingEnabled', String(tracing)],
  ].map(([path, value]) => ({ op: 'replace' as const, path, value }));

/** Changes Amazon API Gateway in the account and Region of its credentials. */
export const gatewayWriter = (client = new APIGatewayClient({}), retry = retrying): GatewayWriter => {
  const writer: GatewayWriter = {
    async findTarget(migrationId) {
      for (const api of await allRestApis(client, retry)) {
        if (api.id && api.tags?.[migrationTag] === migrationId)
          return { gatewayId: api.id, planHash: api.tags[planTag] ?? '' };
      }
      return undefined;
    },
    async createTarget({ name, migrationId, planHash, policy }) {
      const { id } = await retry(() =>
        client.send(
          new CreateRestApiCommand({
            name,
            description: `Hardened by migration ${migrationId}`,
            endpointConfiguration: { types: ['REGIONAL'] },
            disableExecuteApiEndpoint: true,
            policy,
            tags: { [migrationTag]: migrationId, [planTag]: planHash, managedBy: 'gatehouse' },
          }),
        ),
      );
      if (!id) throw new Error('CreateRestApi answered without an id.');
      return id;
    },
    async deleteTarget(gatewayId, migrationId) {
      const found = await writer.findTarget(migrationId);
      if (found?.gatewayId !== gatewayId) return;
      await ifFound(retry(() => client.send(new DeleteRestApiCommand({ restApiId: gatewayId }))));
    },
    async putDefinition(gatewayId, body) {
      try {
        await retry(() =>
          client.send(
            new PutRestApiCommand({
              restApiId: gatewayId,
              mode: 'overwrite',
              failOnWarnings: true,
              parameters: { ignore: 'documentation' },
              body: Buffer.from(body),
            }),
          ),
        );
        return { accepted: true };
      } catch (error) {
        if (error instanceof BadRequestException) return { accepted: false, message: error.message };
        throw error;
      }
    },
    async models(gatewayId) {
      const models = await allModels(client, gatewayId, retry);
      return Object.fromEntries(
        models.flatMap(({ name, schema }) =>
          name && schema ? [[name, JSON.parse(schema) as JsonObject]] : [],
        ),
      );
    },
    async updateModel(gatewayId, name, schema) {
      const patchOperations = [{ op: 'replace' as const, path: '/schema', value: JSON.stringify(schema) }];
      await retry(() =>
        client.send(new UpdateModelCommand({ restApiId: gatewayId, modelName: name, patchOperations })),
      );
    },
    setDefaultModels: (gatewayId, models) => setDefaultModels(client, gatewayId, models, retry),
    async setPolicy(gatewayId, policy) {
      const patchOperations = [{ op: 'replace' as const, path: '/policy', value: policy }];
      await retry(() => client.send(new UpdateRestApiCommand({ restApiId: gatewayId, patchOperations })));
    },
    async findDeployment(gatewayId, description) {
      const deployments = await allDeployments(client, gatewayId, retry);
      return deployments.find((deployment) => deployment.description === description)?.id;
    },
    async createDeployment(gatewayId, description) {
      const { id } = await retry(() =>
        client.send(new CreateDeploymentCommand({ restApiId: gatewayId, description })),
      );
      if (!id) throw new Error('CreateDeployment answered without an id.');
      return id;
    },
    async putStage(gatewayId, stageName, deploymentId) {
      const at = { restApiId: gatewayId, stageName };
      const stage = await ifFound(retry(() => client.send(new GetStageCommand(at))));
      if (stage?.deploymentId === deploymentId) return;
      if (!stage) {
        await retry(() =>
          client.send(new CreateStageCommand({ ...at, deploymentId, tags: { managedBy: 'gatehouse' } })),
        );
        return;
      }
      const patchOperations = [{ op: 'replace' as const, path: '/deploymentId', value: deploymentId }];
      await retry(() => client.send(new UpdateStageCommand({ ...at, patchOperations })));
    },
    async setStageSettings(gatewayId, stageName, settings) {
      const patchOperations = stagePatches(settings);
      await retry(() =>
        client.send(new UpdateStageCommand({ restApiId: gatewayId, stageName, patchOperations })),
      );
    },
    async deleteStage(gatewayId, stageName) {
      const deleted = await ifFound(
        retry(() => client.send(new DeleteStageCommand({ restApiId: gatewayId, stageName }))),
      );
      return deleted !== undefined;
    },
    async mapping(at) {
      const found = await ifFound(retry(() => client.send(new GetBasePathMappingCommand(at))));
      return found?.restApiId && found.stage ? { gatewayId: found.restApiId, stage: found.stage } : undefined;
    },
    async putMapping(at, { gatewayId, stage }) {
      const now = await writer.mapping(at);
      if (now?.gatewayId === gatewayId && now.stage === stage) return;
      if (!now) {
        await retry(() =>
          client.send(new CreateBasePathMappingCommand({ ...at, restApiId: gatewayId, stage })),
        );
        return;
      }
      const patchOperations = [
        { op: 'replace' as const, path: '/restapiId', value: gatewayId },
        { op: 'replace' as const, path: '/stage', value: stage },
      ];
      await retry(() => client.send(new UpdateBasePathMappingCommand({ ...at, patchOperations })));
    },
    async deleteMapping(at) {
      await ifFound(retry(() => client.send(new DeleteBasePathMappingCommand(at))));
    },
  };
  return writer;
};
