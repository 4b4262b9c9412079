import type { MachineNeeds } from './function-needs.ts';

/** Mailing the people of a review: who they are, marks that a mail went out, their link's MAC. */
const mails = { mail: true, linkKey: ['GenerateMac'] } as const;

export const needs: MachineNeeds = {
  LoadCase: { governance: ['GetItem', 'Query', 'UpdateItem'], intake: 'read', evidence: 'write' },
  ResolveSeats: { governance: ['GetItem', 'Query'], evidence: 'read' },
  ParkForAdmin: { governance: ['UpdateItem'] },
  OpenRound: {
    governance: ['GetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem'],
    audit: 'append',
    evidence: 'read',
    completes: 'risk-review',
    ...mails,
  },
  LoadRoundOutcome: { governance: ['GetItem'] },
  Milestone: { governance: ['GetItem'] },
  SendReminders: { governance: ['GetItem', 'Query', 'PutItem', 'DeleteItem'], ...mails },
  LapseRound: { governance: ['GetItem', 'PutItem', 'DeleteItem'], audit: 'append' },
  CloseNotices: { governance: ['GetItem', 'Query', 'PutItem', 'DeleteItem'], ...mails },
  RecordFailure: { governance: ['UpdateItem'] },
};
