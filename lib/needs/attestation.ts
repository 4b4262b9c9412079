import type { MachineNeeds } from './function-needs.ts';

/** Questions are asked by mail and answered in the portal; what closes without an answer goes into the ledger. */
export const needs: MachineNeeds = {
  FollowUp: {
    governance: ['GetItem', 'Query', 'PutItem', 'DeleteItem'],
    audit: 'append',
    mail: true,
    timeoutSeconds: 600,
  },
  PlanQuestions: {
    governance: ['GetItem', 'Query', 'PutItem', 'DeleteItem'],
    evidence: 'read',
    linkKey: ['GenerateMac'],
    timeoutSeconds: 600,
    memoryMb: 3008,
  },
  SendQuestions: {
    governance: ['GetItem', 'Query', 'PutItem', 'DeleteItem'],
    mail: true,
    timeoutSeconds: 600,
  },
};
