import * as z from 'zod';
import type { GatewayAccount } from '../gateway/gateway-account.ts';
import { type GatewayApi, known, type Reading, unread } from '../gateway/gateway-api.ts';
import { apiId, cycleId } from '../identifiers.ts';
import type { InputProblem } from '../input-problem.ts';
import type { ApiRecord } from '../inventory/api-record.ts';

import { cycleKeys } from '../inventory/cycle-keys.ts';
import { ifStored } from '../inventory/gateway-store.ts';
import type { Catalogue, Clock, Documents } from '../ports.ts';
import { assessApi } from './assess.ts';
import type { AssessmentResult, StatusCounts } from './assessment.ts';
import type { AccountThrottle } from './check.ts';

/** One API to assess. */
export const assessBatch = z.object({ cycleId: z.string(), apiId: z.string() });
export type AssessBatch = z.output<typeof assessBatch>;

/** Writes the batches: every API of the catalogue, on a gateway or not, so that none is passed over in silence. */
export const planAssessment = async (
  cycle: string,
  catalogue: Pick<Catalogue, 'list'>,
  documents: Pick<Documents, 'putJson'>,
): Promise<{ readonly batchesKey: string; readonly apis: number }> => {
  const records = await catalogue.list();
  const batches: AssessBatch[] = records.map((record) => ({ cycleId: cycle, apiId: record.apiId }));
  const { assessBatches } = cycleKeys(cycle);
  await documents.putJson(assessBatches, batches);
  return { batchesKey: assessBatches, apis: batches.length };
};

/** What this cycle's discovery read of the API's gateway; an older reading is not taken for today's. */
const readingOf = async (
  cycle: string,
  { gateway, name }: ApiRecord,
  documents: Pick<Documents, 'getJson'>,
): Promise<{ api: Reading<GatewayApi | undefined>; accountThrottle: Reading<AccountThrottle> }> => {
  const notOnGateway = 'The API is not on Amazon API Gateway.';
  if (!gateway) return { api: known(undefined), accountThrottle: unread('UNSUPPORTED', notOnGateway) };
  const keys = cycleKeys(cycle);
  const api = await ifStored<GatewayApi>(documents, keys.gateway(gateway));
  const { account, region } = gateway;
  const shared = await ifStored<GatewayAccount>(documents, keys.gatewayAccount(account, region));
  const throttle = shared?.settings.known ? shared.settings.value.throttle : undefined;
  const { rateLimit, burstLimit } = throttle ?? {};
  return {
    api: api
      ? known(api)
      : unread('UNAVAILABLE', `The gateway's configuration of ${name.value} was not read in this cycle.`),
    accountThrottle:
      rateLimit !== undefined && burstLimit !== undefined
        ? known({ rateLimit, burstLimit })
        : unread('UNAVAILABLE', `GetAccount gave no limits for ${account} in ${region}.`),
  };
};

/** An API that was planned has left the catalogue. */
export class ApiNotInCatalogue extends Error {
  override readonly name = 'ApiNotInCatalogue';
}

export interface AssessmentPorts {
  readonly catalogue: Pick<Catalogue, 'get' | 'putAssessment'>;
  readonly documents: Pick<Documents, 'getJson' | 'putJson'>;
  readonly clock: Clock;
}

/** Assesses one API on what this cycle read, and keeps the result with the cycle and as the API's newest. */
export const assessInCycle = async (batch: AssessBatch, ports: AssessmentPorts): Promise<StatusCounts> => {
  const record = await ports.catalogue.get(apiId(batch.apiId));
  if (!record) throw new ApiNotInCatalogue(`${batch.apiId} is not in the catalogue.`);
  const readings = await readingOf(batch.cycleId, record, ports.documents);
  const at = ports.clock.now().toISOString();
  const result = assessApi({ record, ...readings }, cycleId(batch.cycleId), at);
  await ports.documents.putJson(cycleKeys(batch.cycleId).assessment(batch.apiId), result);
  await ports.catalogue.putAssessment(result);
  return result.counts;
};

export interface AssessmentSummary {
  readonly counts: Readonly<Record<string, number>>;
  readonly problems: readonly InputProblem[];
}

/** Adds up a cycle's results. An API whose assessment left no result is a problem with its name, never a gap in a sum. */
export const summariseAssessment = async (
  cycle: string,
  documents: Pick<Documents, 'getJson'>,
): Promise<AssessmentSummary> => {
  const keys = cycleKeys(cycle);
  const batches = await documents.getJson<AssessBatch[]>(keys.assessBatches);
  const sum = { pass: 0, fail: 0, unknown: 0, notApplicable: 0, capabilityGap: 0 };
  const missing: string[] = [];
  for (const batch of batches) {
    const result = await ifStored<AssessmentResult>(documents, keys.assessment(batch.apiId));
    if (!result) missing.push(batch.apiId);
    else
      for (const status of Object.keys(sum) as (keyof StatusCounts)[]) sum[status] += result.counts[status];
  }
  return {
    counts: {
      apisAssessed: batches.length - missing.length,
      apisNotAssessed: missing.length,
      checksPassed: sum.pass,
      checksFailed: sum.fail,
      checksUnknown: sum.unknown,
      checksNotApplicable: sum.notApplicable,
      checksCapabilityGap: sum.capabilityGap,
    },
    problems: missing.map((one) => ({
      file: keys.assessment(one),
      message: `${one} could not be assessed.`,
      fix: 'Look up the failed child of AssessApis in the execution history and start the cycle again.',
    })),
  };
};
