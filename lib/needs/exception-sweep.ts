import type { MachineNeeds } from './function-needs.ts';

export const needs: MachineNeeds = {
  RecoverRounds: {
    governance: ['GetItem', 'Query', 'PutItem'],
    starts: ['risk-review'],
    timeoutSeconds: 300,
  },
  VerifyAudit: { governance: ['GetItem', 'Query'], audit: 'read', timeoutSeconds: 600 },
};
