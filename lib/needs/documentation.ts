import type { MachineNeeds } from './function-needs.ts';

export const needs: MachineNeeds = {
  PlanDocuments: { evidence: 'read-write' },
  ScoreDocument: {
    governance: ['PutItem'],
    intake: 'read',
    evidence: 'read-write',
    timeoutSeconds: 120,
    memoryMb: 1024,
  },
  SummariseDocumentation: { governance: ['UpdateItem'], evidence: 'read', timeoutSeconds: 120 },
};
