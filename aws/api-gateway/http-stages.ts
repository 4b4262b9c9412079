import { GetStagesCommand, type RouteSettings, type Stage } from '@aws-sdk/client-apigatewayv2';
import {
  type DeployedOperation,
  type GatewayOperation,
  type GatewayStage,
  known,
  type MethodSettings,
  type Reading,
  unread,
} from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { defined } from './defined.ts';
import { routeTarget } from './http-api.ts';
import { allPages } from './pages.ts';
import { mapReading, type Trail } from './readings.ts';

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

const deployedBy = (
  stage: Stage,
  draft: Reading<readonly GatewayOperation[]>,
): Reading<readonly DeployedOperation[]> => {
  if (!stage.AutoDeploy)
    return unread(
      'UNSUPPORTED',
      `The stage ${stage.StageName} does not deploy by itself, and API Gateway tells nothing of an HTTP API's deployment.`,
    );
  if (/fail/i.test(stage.LastDeploymentStatusMessage ?? ''))
    return unread(
      'STALE',
      `The last deployment of the stage ${stage.StageName} failed: it serves an older one.`,
    );
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

/** Stages of an HTTP API. One that deploys by itself serves the latest configuration. */
export const readHttpStages = async (
  { http }: GatewayClients,
  ApiId: string,
  trail: Trail,
  draft: Reading<readonly GatewayOperation[]>,
): Promise<Reading<readonly GatewayStage[]>> =>
  mapReading(
    await trail.read('GetStages', () =>
      allPages(async (NextToken) => {
        const page = await http.send(new GetStagesCommand({ ApiId, NextToken }));
        return { items: page.Items, next: page.NextToken };
      }),
    ),
    (stages) =>
      known(
        stages.map((stage) => ({
          name: stage.StageName ?? '',
          autoDeploy: stage.AutoDeploy ?? false,
          methodSettings: settingsOf(stage),
          deployed: deployedBy(stage, draft),
          ...(stage.AccessLogSettings?.DestinationArn
            ? {
                accessLog: {
                  destinationArn: stage.AccessLogSettings.DestinationArn,
                  format: stage.AccessLogSettings.Format ?? '',
                },
              }
            : {}),
          ...defined({ deploymentId: stage.DeploymentId }),
          tags: stage.Tags ?? {},
        })),
      ),
  );
