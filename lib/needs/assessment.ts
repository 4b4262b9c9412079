import type { MachineNeeds } from './function-needs.ts';

export const needs: MachineNeeds = {
  PlanAssessment: { governance: ['Query'], evidence: 'read-write' },
  AssessApi: { governance: ['GetItem', 'PutItem'], evidence: 'read-write' },
  SummariseAssessment: { governance: ['UpdateItem'], evidence: 'read', timeoutSeconds: 120 },
};
