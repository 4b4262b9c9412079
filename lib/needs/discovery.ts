import type { MachineNeeds } from './function-needs.ts';

export const needs: MachineNeeds = {
  PlanCollection: {
    governance: ['GetItem', 'UpdateItem', 'Query'],
    intake: 'read',
    logs: 'read',
    evidence: 'write',
    organization: true,
    timeoutSeconds: 120,
  },
  // Five calls of API Gateway a second: a large account takes several turns of fifteen minutes, which are what Lambda
  // has. The quota's token bucket is a row of the table.
  CollectSource: {
    governance: ['GetItem', 'UpdateItem', 'Query'],
    collectors: true,
    evidence: 'read-write',
    timeoutSeconds: 900,
    memoryMb: 1024,
  },
  // Files of strangers are opened here and nowhere else.
  ReadImport: {
    intake: 'read',
    evidence: 'write',
    network: 'isolated',
    timeoutSeconds: 300,
    memoryMb: 1769,
  },
  ReadDeclarations: {
    governance: ['GetItem', 'UpdateItem', 'Query'],
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
    heapMb: 240,
  },
};
