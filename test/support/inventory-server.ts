import type { Page } from 'playwright-core';
import type { AttestationList, Question } from '../../core/attestation/question.ts';
import { cycleId } from '../../core/identifiers.ts';
import { openAudit } from '../../core/inventory/audit/audit.ts';
import { networkFrame } from '../../core/inventory/audit/network-frame.ts';
import type { Claim } from '../../core/workshop/claim.ts';
import { discovery, inventoryPorts, payments } from './inventory-portal.ts';
import { memoryAttestations } from './memory/attestations.ts';
import { memoryAudits } from './memory/audits.ts';
import { memoryCorrections } from './memory/corrections.ts';
import { memoryWorkshops } from './memory/workshops.ts';
import { portalServer } from './portal-server.ts';
import { opened, person } from './risk-world.ts';

const claim = (
  claimId: string,
  subject: string,
  what: string,
  more: Partial<Claim['capture']> = {},
  list: Claim['list'] = 'before',
): Claim => ({
  claimId,
  sessionId: subject === 'pia' ? 'w-open' : 'w-over',
  person: person(subject),
  roles: ['business'],
  at: opened,
  list,
  capture: { what, touches: ['payments'], sure: 'think', stillUsed: 'yes', ...more },
});

const question = (questionId: string, { shown = 'payments-team', ...more }: Partial<Question>): Question => ({
  questionId,
  apiId: payments.apiId,
  apiName: 'payments',
  fact: 'owner',
  ...(shown ? { shown } : {}),
  others: ['cards-squad', 'legacy@bank.test'],
  reason: 'CONFLICT',
  why: 'Sources disagree on the owner (Backstage catalogue, Workshop, API Gateway REST API).',
  tier: 'MEDIUM',
  priority: 60,
  mode: 'ticked',
  identity: {},
  ...more,
});

const list: AttestationList = {
  listId: 'att-2026-W48-0123456789ab-1',
  person: person('ivan'),
  week: '2026-W48',
  plannedAt: '2026-11-23T06:00:00.000Z',
  questions: [
    question('q-owner', {}),
    question('q-class', {
      fact: 'dataClass',
      shown: 'confidential',
      others: [],
      tier: 'CRITICAL',
      mode: 'typed',
      why: 'The API is of tier critical and nobody has confirmed its data class yet.',
    }),
    question('q-purpose', {
      apiName: 'fx-rates',
      fact: 'purpose',
      shown: '',
      others: [],
      why: 'No source knows the purpose.',
    }),
  ],
  drafts: {
    'q-purpose': {
      answer: { kind: 'correct', value: 'Rates for the partners’ price lists' },
      savedAt: opened,
      seconds: 31,
      edits: 0,
    },
  },
  state: 'OPEN',
  version: 1,
};

/** The portal of a bank whose discovery has run, with a workshop that is open, one that is over, questions, and an audit. */
export const inventoryServer = async () => {
  const workshops = memoryWorkshops();
  const session = { openedBy: person('ela'), openedAt: opened, endsAt: '2026-11-24T12:00:00.000Z' };
  await workshops.open({
    ...session,
    sessionId: 'w-open',
    title: 'What do we offer to fintechs?',
    invited: [person('pia')],
  });
  await workshops.open({
    ...session,
    sessionId: 'w-over',
    title: 'Card and loan APIs',
    invited: [person('bea'), person('ela')],
    endsAt: '2026-11-24T07:00:00.000Z',
  });
  for (const one of [
    claim('c1', 'pia', 'Account balance for Kestrel', {
      partner: 'Kestrel Lending',
      where: 'api.bank.test/accounts',
      sure: 'sure',
    }),
    claim('c2', 'pia', 'Old loan file drop', { sure: 'heard', stillUsed: 'no' }),
    claim('c3', 'bea', 'Payments', { partner: 'Blue Harbour Pay', where: 'api.demo-bank.test' }),
    claim('c4', 'bea', 'Gift card balance'),
    claim('c5', 'ela', 'Gift card balances', {}, 'after'),
  ])
    await workshops.addClaim(one);
  const audits = memoryAudits();
  const frame = networkFrame({ records: [payments], leads: discovery.leads });
  await audits.open(
    openAudit(
      {
        auditId: 'na-1',
        cycleId: discovery.cycleId,
        openedBy: person('inga'),
        openedAt: opened,
        seed: 'c2VlZA',
      },
      frame,
      59,
    ),
  );
  await audits.answer('na-1', {
    endpoint: 'pay.demo-bank.test',
    classification: 'IN_INVENTORY',
    by: person('inga'),
    at: opened,
    note: 'Answers with our certificate.',
  });
  const attestations = memoryAttestations([list]);
  await attestations.replaceUnowned([
    { apiId: payments.apiId, apiName: 'payments', reason: 'NO_ANSWER', since: opened },
  ]);
  const corrections = memoryCorrections([
    {
      correctionId: 'c-1',
      kind: 'settle',
      apiId: payments.apiId,
      field: 'purpose',
      value: 'Payment initiation for fintech partners',
      reason: 'As the contract of March 2026 says it.',
      by: person('ela'),
      at: opened,
    },
  ]);
  const ports = await inventoryPorts({ workshops, audits, attestations, corrections });
  const history = async () => [
    {
      apiId: payments.apiId,
      cycleId: cycleId('cycle-20261124-020000'),
      changes: [
        'POST /v1/payments was managed and is zombie',
        'hosts was api.demo-bank.test and is api.demo-bank.test, pay.demo-bank.test',
      ],
      fields: [],
    },
    {
      apiId: payments.apiId,
      cycleId: cycleId('cycle-20261001-020000'),
      changes: ['It was found first'],
      fields: [],
    },
  ];
  const server = await portalServer({ ...ports, catalogue: { ...ports.catalogue, history } });
  return {
    ...server,
    /** Opens a page as somebody who has just signed in. */
    as: async (subject: string, page: Page, path: string) => {
      server.who.subject = subject;
      await page.goto(`${server.origin}${path}`);
    },
  };
};
