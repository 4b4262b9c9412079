import * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { dynamoGatewayChanges } from '../../aws/dynamodb/gateway-changes.ts';
import { organizationAccounts } from '../../aws/organizations/accounts.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { s3Intake } from '../../aws/s3/intake.ts';
import { s3LogObjects } from '../../aws/s3/log-objects.ts';
import { ownAccount } from '../../aws/settings.ts';
import { cycleId } from '../../core/identifiers.ts';
import { firstProblems } from '../../core/input-problem.ts';
import { type PlanPorts, planCollection } from '../../core/inventory/collection-plan.ts';
import { cycleKeys } from '../../core/inventory/cycle-keys.ts';
import type { Cycles, Documents, GatewayChanges } from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export interface Ports extends PlanPorts {
  readonly documents: Pick<Documents, 'putJson'>;
  readonly cycles: Pick<Cycles, 'get' | 'record'>;
  readonly changes: Pick<GatewayChanges, 'since'>;
}

/** How far back a change may lie that a change cycle answers: one that an earlier cycle died over is not lost. */
const changeDays = 2;

export const run = async (event: z.output<typeof input>, ports: Ports) => {
  const id = cycleId(event.cycleId);
  const keys = cycleKeys(id);
  const cycle = await ports.cycles.get(id);
  const from = new Date(cycle?.startedAt ?? 0).getTime() - changeDays * 86_400_000;
  const changes = await ports.changes.since(new Date(Math.max(0, from)).toISOString());
  const plan = await planCollection({ cycleId: id, trigger: cycle?.trigger ?? 'person' }, changes, ports);
  await ports.documents.putJson(keys.collectBatches, plan.collect);
  await ports.documents.putJson(keys.carriedBatches, plan.carried);
  await ports.documents.putJson(keys.logBatches, plan.logs);
  await ports.documents.putJson(keys.importBatches, plan.imports);
  const places = new Set(plan.collect.map(({ account, region }) => `${account}/${region}`));
  const counts = {
    accountsAndRegions: places.size,
    sourcesPlanned: plan.collect.length,
    logObjects: plan.logs.length,
    artefacts: plan.imports.length,
  };
  await ports.cycles.record(id, 'PlanCollection', counts, firstProblems(plan.problems));
  return {
    batchesKey: keys.collectBatches,
    batches: plan.collect.length,
    logBatchesKey: keys.logBatches,
    logBatches: plan.logs.length,
    importBatchesKey: keys.importBatches,
    importBatches: plan.imports.length,
  };
};

export const handler = task(input, run, () => ({
  intake: s3Intake(),
  logObjects: s3LogObjects(),
  organization: organizationAccounts({
    account: ownAccount() ?? '',
    // Organizations is global; its endpoint is in us-east-1.
    region: 'us-east-1',
    clock: systemClock,
  }),
  ownAccount: ownAccount() ?? '',
  documents: s3Documents(),
  cycles: dynamoCycles(),
  changes: dynamoGatewayChanges(),
}));
