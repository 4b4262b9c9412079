import {
  type DeployedOperation,
  type DomainMapping,
  type GatewayApi,
  type GatewayOperation,
  type GatewayStage,
  known,
} from '../../core/gateway/gateway-api.ts';

export const operation = (method: string, path: string, authorizationType = 'CUSTOM'): GatewayOperation => ({
  method,
  path,
  authorizationType,
  apiKeyRequired: false,
  requestModels: {},
  requestParameters: {},
});

const frozen = ({
  method,
  path,
  authorizationType,
  apiKeyRequired,
}: GatewayOperation): DeployedOperation => ({
  method,
  path,
  authorizationType,
  apiKeyRequired,
});

export const mapping = (domainName: string, basePath = '(none)', stage = 'live'): DomainMapping => ({
  domainName,
  basePath,
  stage,
});

export const stage = (operations: readonly GatewayOperation[], name = 'live'): GatewayStage => ({
  name,
  deploymentId: 'd1',
  methodSettings: {},
  deployed: known(operations.map(frozen)),
  tags: {},
});

/** A REST API whose draft is deployed to the stage `live`, unless told otherwise. */
export const gatewayApi = (
  gatewayId: string,
  name: string,
  operations: readonly GatewayOperation[] = [operation('GET', '/')],
  rest: Partial<GatewayApi> = {},
): GatewayApi => ({
  kind: 'REST',
  account: '000000000000',
  region: 'us-east-1',
  gatewayId,
  name,
  tags: {},
  disableExecuteApiEndpoint: known(true),
  domains: known([]),
  authorizers: known([]),
  validators: known([]),
  draft: known(operations),
  stages: known([stage(operations)]),
  calls: [{ call: 'GetRestApi', observedAt: '2026-11-20T00:00:00.000Z' }],
  ...rest,
});
