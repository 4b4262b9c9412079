import { apiId, cycleId } from '../../core/identifiers.ts';
import type { ApiRecord } from '../../core/inventory/api-record.ts';
import type { NextAction, TriageResult } from '../../core/inventory/triage.ts';
import { memoryCatalogue } from './memory/catalogue.ts';
import { memoryCycles } from './memory/cycles.ts';
import { memoryDocuments } from './memory/documents.ts';
import { memoryIntake } from './memory/intake.ts';
import { memoryMigrations } from './memory/migrations.ts';
import { memoryReviews } from './memory/reviews.ts';
import { memoryWorkflows } from './memory/workflows.ts';
import { plainRecord, said } from './provenanced.ts';

export const cycle = cycleId('cycle-2');

/** A catalogue record as the cycle left it. */
export const record = (name: string, more: Partial<ApiRecord> = {}): ApiRecord => ({
  apiId: apiId(`${name}-00000000`),
  name: said(name),
  ...plainRecord,
  partners: [],
  hosts: [],
  endpoints: [],
  evidence: [],
  confidence: 0.7,
  firstSeenCycle: 'cycle-1',
  lastSeenCycle: cycle,
  ...more,
});

export const triaged = (of: ApiRecord, action: NextAction): TriageResult => ({
  apiId: of.apiId,
  cycleId: cycle,
  verdict: action === 'migrate' || action === 'none' ? 'conforming' : 'nonconforming',
  action,
  reasons: [],
  mendedByMigration: [],
  blocking: [],
  policyVersion: '1',
});

/** The cycle's own steps over in-memory ports. */
export const governanceWorld = async (
  records: readonly ApiRecord[],
  files: Readonly<Record<string, string>> = {},
) => {
  const cycles = memoryCycles();
  await cycles.start({
    cycleId: cycle,
    trigger: 'person',
    state: 'RUNNING',
    startedAt: '2026-11-24T10:00:00.000Z',
    counts: {},
    problems: [],
  });
  return {
    cycles,
    catalogue: memoryCatalogue(records),
    intake: memoryIntake(files),
    documents: memoryDocuments(),
    reviews: memoryReviews().reviews,
    migrations: memoryMigrations(),
    workflows: memoryWorkflows(),
  };
};
