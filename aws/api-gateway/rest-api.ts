import { notShared } from '../../core/gateway/gateway-account.ts';
import { type GatewayApi, known, type ListedApi } from '../../core/gateway/gateway-api.ts';
import type { ApiReadingOptions } from '../../core/gateway/sweep-ports.ts';
import { sameStages } from '../../core/gateway/unchanged.ts';
import type { GatewayClients } from './clients.ts';
import type { Trail } from './readings.ts';
import { withDeployed } from './rest-deployments.ts';
import { readDraft } from './rest-methods.ts';
import {
  readAuthorizers,
  readDocumentationVersions,
  readGatewayResponses,
  readModels,
  readValidators,
} from './rest-parts.ts';
import { listStages } from './rest-stages.ts';

/**
 * Reads one REST API: three calls, one for each deployment that is new, and up to four more as far as its allowance
 * goes. None is made per method. What is refused is unread.
 */
export const readRestApi = async (
  clients: GatewayClients,
  listed: ListedApi,
  trail: Trail,
  { last, confirm = false }: ApiReadingOptions = {},
): Promise<GatewayApi> => {
  const id = listed.gatewayId;
  const stages = await listStages(clients, id, trail);
  if (confirm && last && stages.known && sameStages(stages.value, last))
    return { ...last, confirmedAt: trail.startedAt };
  const draft = await readDraft(clients, id, trail);
  return {
    ...listed,
    draft,
    stages: stages.known ? known(await withDeployed(clients, listed, stages.value, trail, last)) : stages,
    authorizers: await readAuthorizers(clients, id, trail),
    // In order of what a control depends on: the last ones wait first.
    validators: await trail.spare('GetRequestValidators', () => readValidators(clients, id, trail)),
    gatewayResponses: await trail.spare('GetGatewayResponses', () =>
      readGatewayResponses(clients, id, trail),
    ),
    models: await trail.spare('GetModels', () => readModels(clients, id, trail)),
    documentationVersions: await trail.spare('GetDocumentationVersions', () =>
      readDocumentationVersions(clients, id, trail),
    ),
    domains: notShared,
    observedAt: trail.startedAt,
    calls: trail.calls,
  };
};
