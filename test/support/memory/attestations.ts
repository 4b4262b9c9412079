import type { Attestations } from '../../../core/attestation/ports.ts';
import type { AttestationList, GivenAnswer, Unowned } from '../../../core/attestation/question.ts';
import type { LedgerFact } from '../../../core/audit/ledgers.ts';

export const memoryAttestations = (lists: readonly AttestationList[] = []) => {
  const byId = new Map(lists.map((list) => [list.listId, list]));
  const answers = new Map<string, GivenAnswer>();
  const facts: LedgerFact[] = [];
  let unowned: readonly Unowned[] = [];
  const isCurrent = (before: AttestationList): boolean => byId.get(before.listId)?.version === before.version;
  const attestations: Attestations = {
    open: async (list) => {
      if (!byId.has(list.listId)) byId.set(list.listId, list);
    },
    read: async (person, listId) => {
      const list = byId.get(listId);
      return list?.person === person ? list : undefined;
    },
    openLists: async (person) =>
      [...byId.values()].filter((list) => list.person === person && list.state === 'OPEN'),
    listsSince: async (at) => [...byId.values()].filter(({ plannedAt }) => plannedAt >= at),
    save: async (before, after) => {
      if (!isCurrent(before)) return 'CONFLICT';
      byId.set(after.listId, after);
      return 'COMMITTED';
    },
    close: async ({ before, after, answers: given, fact }) => {
      if (!isCurrent(before)) return 'CONFLICT';
      byId.set(after.listId, after);
      for (const one of given) answers.set(`${one.question.apiId}#${one.question.fact}`, one);
      facts.push(fact);
      return 'COMMITTED';
    },
    answers: async () => [...answers.values()],
    unowned: async () => unowned,
    replaceUnowned: async (next) => {
      unowned = next;
    },
  };
  return { ...attestations, lists: byId, facts };
};
