import {
  type CanarySettings,
  GetStagesCommand,
  type MethodSetting,
  type Stage,
} from '@aws-sdk/client-api-gateway';
import {
  type GatewayStageSettings,
  known,
  type MethodSettings,
  type Reading,
} from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { defined } from './defined.ts';
import { mapReading, type Trail } from './readings.ts';

const methodSettings = (setting: MethodSetting): MethodSettings =>
  defined({
    throttlingRateLimit: setting.throttlingRateLimit,
    throttlingBurstLimit: setting.throttlingBurstLimit,
    dataTraceEnabled: setting.dataTraceEnabled,
    loggingLevel: setting.loggingLevel,
    metricsEnabled: setting.metricsEnabled,
    cachingEnabled: setting.cachingEnabled,
    cacheTtlSeconds: setting.cacheTtlInSeconds,
    cacheDataEncrypted: setting.cacheDataEncrypted,
    requireAuthorizationForCacheControl: setting.requireAuthorizationForCacheControl,
  });

/** Variables may hold secrets: their values end here. */
const namesOf = (variables: Readonly<Record<string, string>> | undefined): string[] =>
  Object.keys(variables ?? {}).sort();

const canaryOf = (settings: CanarySettings | undefined) =>
  settings?.deploymentId
    ? {
        canary: {
          deploymentId: settings.deploymentId,
          percentTraffic: settings.percentTraffic ?? 0,
          ...defined({ useStageCache: settings.useStageCache }),
          variableNames: namesOf(settings.stageVariableOverrides),
        },
      }
    : {};

const stageOf = (stage: Stage): GatewayStageSettings => ({
  name: stage.stageName ?? '',
  methodSettings: Object.fromEntries(
    Object.entries(stage.methodSettings ?? {}).map(([key, setting]) => [key, methodSettings(setting)]),
  ),
  ...canaryOf(stage.canarySettings),
  ...(stage.accessLogSettings?.destinationArn
    ? {
        accessLog: {
          destinationArn: stage.accessLogSettings.destinationArn,
          format: stage.accessLogSettings.format ?? '',
        },
      }
    : {}),
  ...defined({
    deploymentId: stage.deploymentId,
    createdAt: stage.createdDate?.toISOString(),
    lastUpdatedAt: stage.lastUpdatedDate?.toISOString(),
    tracingEnabled: stage.tracingEnabled,
    webAclArn: stage.webAclArn,
    clientCertificateId: stage.clientCertificateId,
    documentationVersion: stage.documentationVersion,
  }),
  ...(stage.cacheClusterEnabled === undefined
    ? {}
    : { cache: { enabled: stage.cacheClusterEnabled, ...defined({ size: stage.cacheClusterSize }) } }),
  variableNames: namesOf(stage.variables),
  tags: stage.tags ?? {},
});

/** The stages of a REST API, without what each serves. */
export const listStages = async (
  { rest }: GatewayClients,
  restApiId: string,
  trail: Trail,
): Promise<Reading<readonly GatewayStageSettings[]>> =>
  mapReading(
    await trail.read('GetStages', () => rest.send(new GetStagesCommand({ restApiId }))),
    ({ item }) => known((item ?? []).map(stageOf)),
  );
