import type { ApiRecord } from '../../inventory/api-record.ts';
import { baseUrlOf, keysOf } from '../keys.ts';
import type { BasePath, Placement } from '../ports.ts';
import { proofProblem } from '../probes/run.ts';
import type { Snapshot } from '../snapshot.ts';
import { type ProbingPorts, probe, summary } from './probing.ts';
import { forward, type MigrationPorts, type StepInput, type StepResult } from './step.ts';
import { targetOf } from './target.ts';

type Ports = ProbingPorts & Pick<MigrationPorts, 'migrations' | 'catalogue' | 'clock'>;

const placedAt = (record: ApiRecord, at: BasePath, { gatewayId, stage }: Placement): ApiRecord =>
  record.gateway
    ? {
        ...record,
        gateway: { ...record.gateway, kind: 'REST', gatewayId, stages: [stage], domains: [{ ...at, stage }] },
      }
    : record;

/** Proves the migrated API on its public name, tells the catalogue, and ends the migration. */
export const verifyMigration = async (input: StepInput, ports: Ports): Promise<StepResult> => {
  const { migrations, documents, catalogue, clock } = ports;
  const before = await migrations.get(input.migrationId);
  if (before?.state === 'VERIFIED') {
    await migrations.unlock(before.apiId, before.migrationId);
    return { outcome: 'DONE' };
  }
  const result = await forward('VerifyMigration', input, ports, async (migration) => {
    const keys = keysOf(migration.migrationId);
    const target = targetOf(migration);
    const { at, record } = await documents.getJson<Snapshot>(keys.snapshot);
    const settled = await probe(migration, baseUrlOf(at), target, ports, true);
    await documents.putJson(keys.probesAfter, settled);
    const probesAfter = settled.results;
    const problem = proofProblem(settled);
    if (problem !== undefined)
      return { outcome: 'FAILED', reason: problem, change: (current) => ({ ...current, probesAfter }) };
    await catalogue.put(placedAt((await catalogue.get(migration.apiId)) ?? record, at, target));
    return {
      outcome: 'DONE',
      detail: summary(settled),
      change: (current) => ({
        ...current,
        probesAfter,
        state: 'VERIFIED',
        finishedAt: clock.now().toISOString(),
      }),
    };
  });
  const after = await migrations.get(input.migrationId);
  if (after?.state === 'VERIFIED') await migrations.unlock(after.apiId, after.migrationId);
  return result;
};
