import type { MachineNeeds } from './function-needs.ts';

/** Reading and writing a cycle, the catalogue's results and their overflow in the evidence bucket. */
const cycleRow = ['GetItem', 'PutItem', 'UpdateItem', 'Query'] as const;

export const needs: MachineNeeds = {
  PlanCycle: { governance: [...cycleRow, 'DeleteItem'], intake: 'read', evidence: 'read-write' },
  TriageApis: { governance: cycleRow, intake: 'read', evidence: 'read-write', timeoutSeconds: 120 },
  StartReviews: { governance: cycleRow, intake: 'read', evidence: 'read', starts: ['risk-review'] },
  StartMigrations: { governance: cycleRow, evidence: 'read', starts: ['migration'] },
  PublishReport: {
    governance: cycleRow,
    evidence: 'read-write',
    reports: 'write',
    timeoutSeconds: 120,
    memoryMb: 1024,
  },
  // Starts the cycle that answers what was changed while this one ran.
  FinishCycle: { governance: ['GetItem', 'UpdateItem', 'Query'], starts: ['governance-cycle'] },
  RecordFailure: { governance: ['UpdateItem'] },
};
