import type { DeployedOperation, GatewayApi, GatewayOperation, Reading } from '../../gateway/gateway-api.ts';

const none: GatewayOperation['requestModels'] & GatewayOperation['requestParameters'] = {};

const outlined = (
  { method, path, authorizationType, apiKeyRequired, integration }: GatewayOperation,
  known: Set<string>,
): GatewayOperation => {
  const target = `${integration?.type} ${integration?.uri}`;
  const isNew = integration !== undefined && !known.has(target);
  known.add(target);
  return {
    method,
    path,
    authorizationType,
    apiKeyRequired,
    requestModels: none,
    requestParameters: none,
    ...(isNew
      ? { integration: { type: integration.type, ...(integration.uri ? { uri: integration.uri } : {}) } }
      : {}),
  };
};

/**
 * A gateway API reduced to what the catalogue is resolved from: names, doors, routes, each backend once. Ten thousand of
 * them are held at once, where one with its models and policies may have a megabyte.
 */
export const gatewayOutline = (api: GatewayApi): GatewayApi => {
  const backends = new Set<string>();
  const draft: GatewayApi['draft'] = api.draft.known
    ? { known: true, value: api.draft.value.map((operation) => outlined(operation, backends)) }
    : api.draft;
  const operations = new Map(
    (draft.known ? draft.value : []).map((one) => [`${one.method} ${one.path}`, one] as const),
  );
  // Most of what is deployed is what is configured: one object for both.
  const shared = (deployed: Reading<readonly DeployedOperation[]>): typeof deployed =>
    deployed.known
      ? {
          known: true,
          value: deployed.value.map((one) => operations.get(`${one.method} ${one.path}`) ?? one),
        }
      : deployed;
  return {
    kind: api.kind,
    account: api.account,
    region: api.region,
    gatewayId: api.gatewayId,
    name: api.name,
    ...(api.description ? { description: api.description } : {}),
    tags: api.tags,
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    domains: api.domains,
    authorizers: { known: true, value: [] },
    validators: { known: true, value: [] },
    draft,
    stages: api.stages.known
      ? {
          known: true,
          value: api.stages.value.map(({ name, deployed }) => ({
            name,
            methodSettings: {},
            deployed: shared(deployed),
            tags: {},
          })),
        }
      : api.stages,
    calls: api.calls.slice(0, 1),
    ...(api.observedAt ? { observedAt: api.observedAt } : {}),
    ...(api.confirmedAt ? { confirmedAt: api.confirmedAt } : {}),
    ...(api.stale ? { stale: api.stale } : {}),
  };
};
