import type { MachineNeeds } from './function-needs.ts';

/** The portal reads everything, writes sessions, votes and the audit trail, and wakes the waiting round. */
export const needs: MachineNeeds = {
  Portal: {
    governance: ['GetItem', 'Query', 'PutItem', 'DeleteItem'],
    audit: 'append',
    evidence: 'read',
    linkKey: ['GenerateMac'],
    completes: 'risk-review',
    timeoutSeconds: 15,
    memoryMb: 1024,
  },
};
