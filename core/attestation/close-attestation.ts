import type { LedgerFact } from '../audit/ledgers.ts';
import type { PersonId } from '../identifiers.ts';
import { answersOf, closeList } from './answering.ts';
import type { Attestations } from './ports.ts';
import type { AttestationList } from './question.ts';

/**
 * Ends a list for good, with the event that records it: who answered what, or that nobody did. Answers to statements
 * that were known to be false stand in the ledger as such and nowhere else.
 */
export const closeAttestation = (
  before: AttestationList,
  state: 'SUBMITTED' | 'LAPSED',
  actor: PersonId | 'gatehouse',
  now: Date,
  attestations: Pick<Attestations, 'close'>,
): Promise<'COMMITTED' | 'CONFLICT'> => {
  const after = closeList(before, state, now);
  const given = state === 'SUBMITTED' ? answersOf(after) : [];
  const answers = given.map(({ question: { questionId, apiId, fact, shown, seeded }, answer }) => ({
    questionId,
    apiId,
    fact,
    shown,
    answer: answer.kind,
    ...(answer.kind === 'correct' ? { value: answer.value } : {}),
    ...(answer.kind === 'reassign' ? { to: answer.to } : {}),
    ...(seeded ? { seeded } : {}),
  }));
  const { listId, person, questions } = before;
  const fact: LedgerFact = {
    at: now.toISOString(),
    actor,
    kind: state === 'SUBMITTED' ? 'ATTESTED' : 'ATTESTATION_LAPSED',
    payload: { listId, person, questions: questions.length, answers },
  };
  return attestations.close({
    before,
    after,
    answers: given.filter(({ question }) => !question.seeded),
    fact,
  });
};
