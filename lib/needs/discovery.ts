import type { MachineNeeds } from './function-needs.ts';

export const needs: MachineNeeds = {
  PlanCollection: { governance: ['UpdateItem'], intake: 'read', logs: 'read', evidence: 'write' },
  // 500 APIs at half of the control plane's quota take five minutes; fifteen are what Lambda has.
  // The quota's token bucket is a row of the table.
  CollectSource: {
    governance: ['GetItem', 'UpdateItem'],
    gateway: 'read',
    evidence: 'write',
    timeoutSeconds: 900,
  },
  ReadDeclarations: {
    governance: ['UpdateItem'],
    intake: 'read',
    evidence: 'read-write',
    timeoutSeconds: 300,
    memoryMb: 1024,
  },
  ReadLogObject: { logs: 'read', evidence: 'read-write', timeoutSeconds: 900, memoryMb: 1769 },
  MergeEvidence: { governance: ['UpdateItem'], evidence: 'read-write', timeoutSeconds: 600, memoryMb: 1769 },
  WriteCatalogue: {
    governance: ['GetItem', 'PutItem', 'UpdateItem', 'Query'],
    evidence: 'read-write',
    timeoutSeconds: 300,
    memoryMb: 1024,
  },
};
