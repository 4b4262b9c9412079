import { GetStagesCommand, type RouteSettings, type Stage } from '@aws-sdk/client-apigatewayv2';
import {
  type DeployedOperation,
  type GatewayOperation,
  type GatewayStage,
  type GatewayStageSettings,
  known,
  type MethodSettings,
  type Reading,
  unread,
} from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { defined } from './defined.ts';
import { httpPages } from './pages.ts';
import { mapReading, type Trail } from './readings.ts';
import { routeTarget } from './route-key.ts';

const settingOf = (settings: RouteSettings): MethodSettings =>
  defined({
    throttlingRateLimit: settings.ThrottlingRateLimit,
    throttlingBurstLimit: settings.ThrottlingBurstLimit,
    dataTraceEnabled: settings.DataTraceEnabled,
    loggingLevel: settings.LoggingLevel,
    metricsEnabled: settings.DetailedMetricsEnabled,
  });

/** Keys as REST APIs have them: a star, slash, star for the default and `~1rates/GET` for `GET /rates`. */
const settingsOf = ({ DefaultRouteSettings, RouteSettings: routes = {} }: Stage) => ({
  ...(DefaultRouteSettings ? { '*/*': settingOf(DefaultRouteSettings) } : {}),
  ...Object.fromEntries(
    Object.entries(routes).map(([routeKey, settings]) => {
      const { method, path } = routeTarget(routeKey);
      return [`${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`, settingOf(settings)];
    }),
  ),
});

const stageOf = (stage: Stage): GatewayStageSettings => ({
  name: stage.StageName ?? '',
  autoDeploy: stage.AutoDeploy ?? false,
  methodSettings: settingsOf(stage),
  ...(stage.AccessLogSettings?.DestinationArn
    ? {
        accessLog: {
          destinationArn: stage.AccessLogSettings.DestinationArn,
          format: stage.AccessLogSettings.Format ?? '',
        },
      }
    : {}),
  ...defined({
    deploymentId: stage.DeploymentId,
    createdAt: stage.CreatedDate?.toISOString(),
    lastUpdatedAt: stage.LastUpdatedDate?.toISOString(),
    lastDeploymentStatus: stage.LastDeploymentStatusMessage,
    clientCertificateId: stage.ClientCertificateId,
  }),
  // Variables may hold secrets: their values end here.
  variableNames: Object.keys(stage.StageVariables ?? {}).sort(),
  tags: stage.Tags ?? {},
});

/** The stages of an HTTP or WebSocket API, without what each serves. */
export const listHttpStages = async (
  { http }: GatewayClients,
  ApiId: string,
  trail: Trail,
): Promise<Reading<readonly GatewayStageSettings[]>> =>
  mapReading(
    await trail.read('GetStages', () =>
      httpPages((page) => http.send(new GetStagesCommand({ ApiId, ...page }))),
    ),
    (stages) => known(stages.map(stageOf)),
  );

/** What a stage serves. One that deploys by itself serves the latest configuration. */
export const servedBy = (
  stage: GatewayStageSettings,
  draft: Reading<readonly GatewayOperation[]>,
): Reading<readonly DeployedOperation[]> => {
  if (!stage.autoDeploy)
    return unread(
      'UNSUPPORTED',
      `The stage ${stage.name} does not deploy by itself, and API Gateway tells nothing of the routes of its deployment.`,
    );
  if (/fail/i.test(stage.lastDeploymentStatus ?? ''))
    return unread('STALE', `The last deployment of the stage ${stage.name} failed: it serves an older one.`);
  return mapReading(draft, (operations) =>
    known(
      operations.map(({ method, path, authorizationType, apiKeyRequired }) => ({
        method,
        path,
        authorizationType,
        apiKeyRequired,
      })),
    ),
  );
};

export const withServed = (
  stages: readonly GatewayStageSettings[],
  draft: Reading<readonly GatewayOperation[]>,
): GatewayStage[] =>
  // Canaries are of REST APIs only.
  stages.map(({ canary: _, ...stage }) => ({ ...stage, deployed: servedBy(stage, draft) }));
