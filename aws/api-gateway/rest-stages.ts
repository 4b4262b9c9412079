import {
  type Deployment,
  GetDeploymentCommand,
  GetStagesCommand,
  type Stage,
} from '@aws-sdk/client-api-gateway';
import {
  type DeployedOperation,
  type GatewayStage,
  known,
  type MethodSettings,
  type Reading,
  unread,
} from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { defined } from './defined.ts';
import { mapReading, type Trail } from './readings.ts';

type Deployed = Reading<readonly DeployedOperation[]>;

const deployedOperations = ({ apiSummary }: Deployment): Deployed => {
  if (!apiSummary)
    return unread(
      'UNSUPPORTED',
      'GetDeployment does not tell the methods: the endpoint ignores embed=apisummary.',
    );
  const operations: DeployedOperation[] = [];
  for (const [path, methods] of Object.entries(apiSummary)) {
    for (const [method, { authorizationType, apiKeyRequired = false }] of Object.entries(methods)) {
      if (!authorizationType)
        return unread('UNSUPPORTED', `The deployment does not tell the authorization of ${method} ${path}.`);
      operations.push({ method, path, authorizationType, apiKeyRequired });
    }
  }
  return known(operations);
};

const settingsOf = (stage: Stage): Record<string, MethodSettings> =>
  Object.fromEntries(
    Object.entries(stage.methodSettings ?? {}).map(([key, setting]) => [
      key,
      defined({
        throttlingRateLimit: setting.throttlingRateLimit,
        throttlingBurstLimit: setting.throttlingBurstLimit,
        dataTraceEnabled: setting.dataTraceEnabled,
        loggingLevel: setting.loggingLevel,
        metricsEnabled: setting.metricsEnabled,
      }),
    ]),
  );

const accessLogOf = ({ accessLogSettings }: Stage) =>
  accessLogSettings?.destinationArn
    ? {
        accessLog: {
          destinationArn: accessLogSettings.destinationArn,
          format: accessLogSettings.format ?? '',
        },
      }
    : {};

/** Stages with what each really serves, its canary included. Stage variables are not kept: they may hold secrets. */
export const readStages = async (
  { rest }: GatewayClients,
  restApiId: string,
  trail: Trail,
): Promise<Reading<readonly GatewayStage[]>> => {
  const stages = await trail.read('GetStages', () => rest.send(new GetStagesCommand({ restApiId })));
  if (!stages.known) return stages;
  // A deployment is immutable: stages that serve the same one share the answer.
  const deployments = new Map<string, Deployed>();
  const deployed = async (deploymentId: string | undefined): Promise<Deployed> => {
    if (!deploymentId) return unread('UNSUPPORTED', 'GetStages names no deployment of the stage.');
    const before = deployments.get(deploymentId);
    if (before) return before;
    const answer = mapReading(
      await trail.read('GetDeployment', () =>
        rest.send(new GetDeploymentCommand({ restApiId, deploymentId, embed: ['apisummary'] })),
      ),
      deployedOperations,
    );
    deployments.set(deploymentId, answer);
    return answer;
  };
  const read: GatewayStage[] = [];
  for (const stage of stages.value.item ?? []) {
    const canaryId = stage.canarySettings?.deploymentId;
    read.push({
      name: stage.stageName ?? '',
      methodSettings: settingsOf(stage),
      deployed: await deployed(stage.deploymentId),
      ...(canaryId
        ? {
            canary: {
              deploymentId: canaryId,
              percentTraffic: stage.canarySettings?.percentTraffic ?? 0,
              deployed: await deployed(canaryId),
            },
          }
        : {}),
      ...accessLogOf(stage),
      ...defined({
        deploymentId: stage.deploymentId,
        tracingEnabled: stage.tracingEnabled,
        webAclArn: stage.webAclArn,
      }),
      tags: stage.tags ?? {},
    });
  }
  return known(read);
};
