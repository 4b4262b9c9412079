import { describe, expect, test } from '@jest/globals';
import { closeList, saveAnswer } from '../../../core/attestation/answering.ts';
import type { Attestations } from '../../../core/attestation/ports.ts';
import type { AttestationList, GivenAnswer, Question, Unowned } from '../../../core/attestation/question.ts';
import { day, monday, owned, who } from '../attestation-world.ts';

const question: Question = {
  questionId: 'q-1',
  apiId: owned('pay').apiId,
  apiName: 'pay',
  fact: 'purpose',
  shown: 'pays',
  others: [],
  reason: 'DUE',
  why: 'It is time.',
  priority: 1,
  mode: 'ticked',
  identity: {},
};
const list = (listId: string, more: Partial<AttestationList> = {}): AttestationList => ({
  listId,
  person: who('ada'),
  week: '2026-W48',
  plannedAt: monday.toISOString(),
  questions: [question],
  drafts: {},
  state: 'OPEN',
  version: 1,
  ...more,
});
const answer = (value: string, at: string): GivenAnswer => ({
  listId: 'l-1',
  person: who('ada'),
  question,
  answer: { kind: 'correct', value },
  at,
  seconds: 9,
  edits: 0,
});
const closing = (before: AttestationList, answers: readonly GivenAnswer[] = []) => ({
  before,
  after: closeList(before, 'SUBMITTED', day(1)),
  answers,
  fact: {
    at: day(1).toISOString(),
    actor: who('ada'),
    kind: 'ATTESTED' as const,
    payload: { listId: before.listId },
  },
});

/** What every store of attestations keeps to. */
export const attestationsContract = (name: string, make: () => Attestations): void => {
  describe(`attestations in ${name}`, () => {
    test('a list is opened once and read by its person', async () => {
      const store = make();
      await store.open(list('l-1'));
      await store.open(list('l-1', { week: '2026-W49' }));
      expect(await store.read(who('ada'), 'l-1')).toEqual(list('l-1'));
      expect(await store.read(who('bo'), 'l-1')).toBeUndefined();
      expect(await store.read(who('ada'), 'l-2')).toBeUndefined();
    });

    test('drafts are saved from the version that was read, or not at all', async () => {
      const store = make();
      await store.open(list('l-1'));
      const saved = saveAnswer(list('l-1'), 'q-1', { kind: 'confirm' }, { now: monday, shownAt: monday });
      expect(await store.save(list('l-1'), saved)).toBe('COMMITTED');
      expect(await store.save(list('l-1'), saved)).toBe('CONFLICT');
      expect(await store.read(who('ada'), 'l-1')).toEqual(saved);
    });

    test('a list is closed once, with its answers; only open ones are asked', async () => {
      const store = make();
      await store.open(list('l-1'));
      await store.open(list('l-2'));
      await store.open(list('l-3', { person: who('bo') }));
      expect(await store.close(closing(list('l-1'), [answer('a', monday.toISOString())]))).toBe('COMMITTED');
      expect(await store.close(closing(list('l-1'), [answer('b', monday.toISOString())]))).toBe('CONFLICT');
      expect((await store.openLists(who('ada'))).map(({ listId }) => listId)).toEqual(['l-2']);
      expect((await store.read(who('ada'), 'l-1'))?.state).toBe('SUBMITTED');
      expect((await store.answers()).map((one) => one.answer)).toEqual([{ kind: 'correct', value: 'a' }]);
    });

    test('the newest answer about a fact takes the place of the one before', async () => {
      const store = make();
      for (const [index, listId] of ['l-1', 'l-2'].entries()) {
        await store.open(list(listId));
        await store.close(closing(list(listId), [answer(listId, day(index).toISOString())]));
      }
      expect((await store.answers()).map((one) => one.answer)).toEqual([{ kind: 'correct', value: 'l-2' }]);
    });

    test('lists are found by when they were planned', async () => {
      const store = make();
      await store.open(list('l-1', { plannedAt: day(-10).toISOString() }));
      await store.open(list('l-2', { plannedAt: day(1).toISOString(), person: who('bo') }));
      expect((await store.listsSince(monday.toISOString())).map(({ listId }) => listId)).toEqual(['l-2']);
      expect(await store.listsSince(day(-11).toISOString())).toHaveLength(2);
    });

    test('what nobody answers for is replaced as a whole', async () => {
      const store = make();
      const unowned = (name_: string): Unowned => ({
        apiId: owned(name_).apiId,
        apiName: name_,
        reason: 'LEFT',
        since: monday.toISOString(),
      });
      await store.replaceUnowned([unowned('a'), unowned('b')]);
      await store.replaceUnowned([unowned('b'), unowned('c')]);
      expect((await store.unowned()).map(({ apiName }) => apiName).sort()).toEqual(['b', 'c']);
      await store.replaceUnowned([]);
      expect(await store.unowned()).toEqual([]);
    });
  });
};
export const attestationExample = { list, closing, answer };
