import { describe, expect, test } from '@jest/globals';
import { answerEvidence } from '../../../core/attestation/answer-evidence.ts';
import {
  answersOf,
  closeList,
  readAnswer,
  saveAnswer,
  unanswered,
  undoAnswer,
} from '../../../core/attestation/answering.ts';
import { careReport } from '../../../core/attestation/care.ts';
import type { AttestationList, Question } from '../../../core/attestation/question.ts';
import { faded } from '../../../core/inventory/resolution/confidence.ts';
import { day, given, monday, owned, who } from '../../support/attestation-world.ts';

const question = (more: Partial<Question> = {}): Question => ({
  questionId: 'q-1',
  apiId: owned('pay').apiId,
  apiName: 'pay',
  fact: 'dataClass',
  shown: 'confidential',
  others: [],
  reason: 'DUE',
  why: 'It is time.',
  tier: 'MEDIUM',
  priority: 1,
  mode: 'ticked',
  identity: { host: 'pay.bank.test' },
  ...more,
});
const personOf = (text: string) => (text === 'bo@bank.test' ? who('bo') : undefined);
const read = (fields: Record<string, string>, more: Partial<Question> = {}) =>
  readAnswer(question(more), fields, personOf);

describe('an answer', () => {
  test.each([
    [{ answer: 'confirm' }, { kind: 'confirm' }],
    [
      { answer: 'correct', value: ' Secret ' },
      { kind: 'correct', value: 'secret' },
    ],
    [{ answer: 'correct', value: 'Confidential' }, { kind: 'confirm' }],
    [{ answer: 'disown' }, { kind: 'disown' }],
    [{ answer: 'unknown' }, { kind: 'unknown' }],
    [
      { answer: 'reassign', to: 'bo@bank.test' },
      { kind: 'reassign', to: who('bo') },
    ],
  ])('%j', (fields, answer) => {
    expect(read(fields as Record<string, string>)).toEqual({ ok: true, answer });
  });

  test.each([
    [{}],
    [{ answer: 'all' }],
    [{ answer: 'correct', value: '  ' }],
    [{ answer: 'correct', value: 'top secret' }],
    [{ answer: 'correct', value: 'x'.repeat(201) }],
    [{ answer: 'reassign' }],
    [{ answer: 'reassign', to: 'mallory@bank.test' }],
  ])('%j is none, and says what is', (fields) => {
    const result = read(fields as Record<string, string>);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.message).toMatch(/\.$/);
  });

  test('of a high tier is typed: a tick confirms nothing, writing what is shown does', () => {
    const typed = { mode: 'typed' } as const;
    expect(read({ answer: 'confirm' }, typed).ok).toBe(false);
    expect(read({ answer: 'correct', value: 'confidential' }, typed)).toEqual({
      ok: true,
      answer: { kind: 'confirm' },
    });
    expect(read({ answer: 'correct', value: 'secret' }, typed)).toMatchObject({
      answer: { kind: 'correct' },
    });
    const existence = { mode: 'typed', fact: 'existence', shown: 'never seen in use' } as const;
    expect(read({ answer: 'correct', value: 'pay' }, existence)).toMatchObject({
      answer: { kind: 'confirm' },
    });
    expect(read({ answer: 'correct', value: 'retired' }, existence)).toMatchObject({
      answer: { value: 'retired' },
    });
    expect(read({ answer: 'correct', value: 'never seen in use' }, existence).ok).toBe(false);
  });
});

const list = (questions: readonly Question[]): AttestationList => ({
  listId: 'att-1',
  person: who('ada'),
  week: '2026-W48',
  plannedAt: monday.toISOString(),
  questions,
  drafts: {},
  state: 'OPEN',
  version: 1,
});
const seconds = (count: number): Date => new Date(monday.getTime() + count * 1000);

describe('a list', () => {
  test('keeps drafts, counts changes, takes back, and is done when every question has an answer', () => {
    const open = list([question(), question({ questionId: 'q-2', fact: 'purpose', shown: 'pays' })]);
    const shownAt = monday;
    const once = saveAnswer(open, 'q-1', { kind: 'confirm' }, { now: seconds(12), shownAt });
    const twice = saveAnswer(once, 'q-1', { kind: 'disown' }, { now: seconds(90), shownAt: seconds(80) });
    expect(twice.drafts['q-1']).toEqual({
      answer: { kind: 'disown' },
      savedAt: seconds(90).toISOString(),
      seconds: 12,
      edits: 1,
    });
    expect(
      saveAnswer(twice, 'q-1', { kind: 'disown' }, { now: seconds(99), shownAt }).drafts['q-1']?.edits,
    ).toBe(1);
    expect(unanswered(twice).map(({ questionId }) => questionId)).toEqual(['q-2']);
    expect(unanswered(undoAnswer(twice, 'q-1'))).toHaveLength(2);
    expect([once.version, twice.version]).toEqual([2, 3]);
  });
});

describe('answers as evidence', () => {
  test('say what was confirmed or corrected, dated when the list was submitted', () => {
    expect(answerEvidence(given(question(), 'ada', { kind: 'confirm' }))).toEqual({
      source: 'attestation',
      locator: 'attestation/list/q-1',
      apiName: 'pay',
      host: 'pay.bank.test',
      dataClass: 'confidential',
      observedAt: monday.toISOString(),
      confidence: 0.8,
    });
    expect(answerEvidence(given(question(), 'ada', { kind: 'correct', value: 'secret' }))).toMatchObject({
      dataClass: 'secret',
    });
    expect(answerEvidence(given(question({ fact: 'existence' }), 'ada', { kind: 'confirm' }))).toMatchObject({
      lifecycle: 'active',
    });
  });

  test('fade like every other statement', () => {
    const evidence = answerEvidence(given(question(), 'ada', { kind: 'confirm' }));
    if (!evidence) throw new Error('An answer says nothing.');
    const at = (days: number) => faded(evidence, { at: day(days).toISOString(), halfLifeDays: 90 });
    expect(at(0)).toBeCloseTo(0.8);
    expect(at(90)).toBeCloseTo(0.4);
    expect(at(180)).toBeCloseTo(0.2);
  });

  test('passed on, disowned, not known, and false on purpose say nothing', () => {
    for (const answer of [
      { kind: 'disown' },
      { kind: 'unknown' },
      { kind: 'reassign', to: who('bo') },
    ] as const)
      expect(answerEvidence(given(question(), 'ada', answer))).toBeUndefined();
    expect(answerEvidence(given(question({ seeded: true }), 'ada', { kind: 'confirm' }))).toBeUndefined();
    expect(
      answerEvidence(given(question({ seeded: true }), 'ada', { kind: 'correct', value: 'secret' })),
    ).toBeUndefined();
  });
});

describe('care', () => {
  const answered = (seeded: boolean, kind: 'confirm' | 'disown', took: number) => {
    const asked = list([question(seeded ? { seeded: true } : {})]);
    return closeList(
      saveAnswer(asked, 'q-1', { kind }, { now: seconds(took), shownAt: monday }),
      'SUBMITTED',
      day(1),
    );
  };

  test('is how many false statements were caught, how long answers took, how many were changed', () => {
    const lists = [
      answered(true, 'confirm', 2),
      answered(true, 'disown', 30),
      answered(false, 'confirm', 10),
      { ...list([question()]), state: 'LAPSED' as const },
    ];
    expect(careReport(lists)).toEqual({
      asked: 4,
      answered: 3,
      lapsed: 1,
      seeded: 2,
      caught: 1,
      catchRate: 0.5,
      medianSeconds: 10,
      editRate: 0,
      correctedRate: 0,
      reassignedRate: 0,
    });
  });

  test('of nobody is no figure', () => {
    expect(careReport([])).toEqual({ asked: 0, answered: 0, lapsed: 0, seeded: 0, caught: 0 });
    expect(answersOf(list([question()]))).toEqual([]);
  });
});
