import type { MachineNeeds } from './function-needs.ts';

/** The portal reads everything, writes sessions and what people decide, with the audit trail, and wakes the waiting round. */
export const needs: MachineNeeds = {
  Portal: {
    governance: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    audit: 'append',
    evidence: 'read',
    linkKey: ['GenerateMac'],
    completes: 'risk-review',
    timeoutSeconds: 15,
    memoryMb: 1024,
  },
};
