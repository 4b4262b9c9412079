import { isDeepStrictEqual } from 'node:util';
import type { GatewayAccount } from './gateway-account.ts';
import type { GatewayApi, GatewayStage, GatewayStageSettings, ListedApi, Reading } from './gateway-api.ts';

/** Members of `ListedApi`; the compiler holds the list complete. */
const listedMembers = Object.keys({
  kind: 0,
  account: 0,
  region: 0,
  gatewayId: 0,
  name: 0,
  description: 0,
  version: 0,
  createdAt: 0,
  tags: 0,
  endpointType: 0,
  vpcEndpointIds: 0,
  ipAddressType: 0,
  securityPolicy: 0,
  endpointAccessMode: 0,
  apiKeySource: 0,
  routeSelectionExpression: 0,
  cors: 0,
  disableExecuteApiEndpoint: 0,
  resourcePolicy: 0,
} satisfies Record<keyof ListedApi, 0>) as readonly (keyof ListedApi)[];

/** Whether the list tells of the API what was read of it before. */
export const sameSettings = (listed: ListedApi, last: ListedApi): boolean =>
  listedMembers.every((member) => isDeepStrictEqual(listed[member], last[member]));

const settingsOf = ({ deployed: _, canary, ...settings }: GatewayStage): GatewayStageSettings => {
  if (!canary) return settings;
  const { deployed: __, ...told } = canary;
  return { ...settings, canary: told };
};

/**
 * Whether the stages stand as they did. A deployment is immutable and a stage's change moves its date, so that what
 * was read of them is still so. The working copy may have been edited all the same.
 */
export const sameStages = (stages: readonly GatewayStageSettings[], last: GatewayApi): boolean =>
  last.stages.known && isDeepStrictEqual(stages, last.stages.value.map(settingsOf));

/**
 * Unread for a reason that may have passed. What the endpoint does not know at all will not be known tomorrow; what was
 * deferred comes with the API's next reading and is worth none of its own.
 */
const isOpen = (reading: Reading<unknown> | undefined): boolean =>
  reading === undefined ||
  (!reading.known && reading.reason !== 'UNSUPPORTED' && reading.reason !== 'DEFERRED');

const hasOpenDeployment = ({ stages }: GatewayApi): boolean =>
  stages.known &&
  stages.value.some(({ deployed, canary }) => isOpen(deployed) || (canary && isOpen(canary.deployed)));

/** Whether a part of the API is still to be read: it failed, or was not collected at that time. */
export const isIncomplete = (api: GatewayApi): boolean =>
  api.observedAt === undefined ||
  api.stale !== undefined ||
  [api.stages, api.draft, api.authorizers, api.validators, api.models].some(isOpen) ||
  [api.gatewayResponses, api.documentationVersions].some(isOpen) ||
  (api.kind === 'REST' ? hasOpenDeployment(api) : isOpen(api.deployments));

export const isAccountIncomplete = (shared: GatewayAccount): boolean =>
  shared.stale !== undefined ||
  [shared.settings, shared.domains, shared.usagePlans, shared.vpcLinks, shared.clientCertificates].some(
    isOpen,
  ) ||
  (shared.domains.known &&
    shared.domains.value.some(({ mappings, accessFrom }) => isOpen(mappings) || isOpen(accessFrom)));
