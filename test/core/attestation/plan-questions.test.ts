import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isoWeek } from '../../../core/attestation/iso-week.ts';
import { type PlanInput, planQuestions } from '../../../core/attestation/plan-questions.ts';
import type { AttestationList, GivenAnswer, Question } from '../../../core/attestation/question.ts';
import type { ApiRecord } from '../../../core/inventory/api-record.ts';
import {
  day,
  given,
  monday,
  owned,
  policy,
  register,
  seenInUse,
  sourced,
  stakeholder,
  who,
} from '../../support/attestation-world.ts';

const plan = (records: readonly ApiRecord[], more: Partial<PlanInput> = {}) =>
  planQuestions({
    records,
    previousAnswers: [],
    lists: [],
    people: register,
    now: monday,
    policy: { ...policy, seededShare: 0 },
    seed: 'seed',
    ...more,
  });

const questionsOf = (result: ReturnType<typeof plan>, subject?: string): readonly Question[] =>
  result.asked
    .filter(({ person }) => !subject || person === who(subject))
    .flatMap(({ questions }) => questions);

const factsOf = (questions: readonly Question[]) =>
  questions.map(({ fact, reason }) => `${fact} ${reason}`).sort();

/** Everything that is asked is answered at once, until nobody is asked any more. */
const confirmAll = (records: readonly ApiRecord[], at = monday): GivenAnswer[] =>
  records.flatMap((record) =>
    questionsOf(plan([record], { now: at })).map((question) =>
      given(question, 'ada', { kind: 'confirm' }, at.toISOString()),
    ),
  );

const listOf = (questions: readonly Question[], more: Partial<AttestationList> = {}): AttestationList => ({
  listId: 'att-1',
  person: who('ada'),
  week: isoWeek(monday),
  plannedAt: monday.toISOString(),
  questions,
  drafts: {},
  state: 'OPEN',
  version: 1,
  ...more,
});

describe('what is asked', () => {
  test('of an API that nobody has confirmed: owner, purpose, exposure, data class; never what traffic shows', () => {
    const [record] = [owned('pay')];
    expect(factsOf(questionsOf(plan([record])))).toEqual([
      'dataClass DUE',
      'exposure DUE',
      'owner DUE',
      'purpose DUE',
    ]);
    expect(plan([record]).attestedByEvidence).toEqual([
      { apiId: record.apiId, lastSeen: monday.toISOString() },
    ]);
  });

  test('existence, when neither configuration nor traffic has shown it lately', () => {
    const old = owned('pay', { evidence: [seenInUse(day(-30).toISOString())] });
    const stale = owned('loan', { evidence: [{ ...seenInUse(), stale: true }] });
    for (const record of [old, stale, owned('fx', { evidence: [] })])
      expect(factsOf(questionsOf(plan([record])))).toContain('existence UNSEEN');
  });

  test('nothing that was confirmed and is as it was; again when it changed, is contested anew, or is old', () => {
    const record = owned('pay');
    const answers = confirmAll([record]);
    const askedAfter = (changed: Partial<ApiRecord>, now = day(1)) =>
      factsOf(questionsOf(plan([{ ...record, ...changed }], { previousAnswers: answers, now })));
    expect(askedAfter({})).toEqual([]);
    expect(askedAfter({ purpose: sourced('something else') })).toEqual(['purpose CHANGED']);
    expect(askedAfter({ exposure: sourced('partner', ['public']) })).toEqual(['exposure CONFLICT']);
    expect(
      askedAfter({
        exposure: { ...sourced('partner' as const, ['public' as const]), settledBy: who('eve') },
      }),
    ).toEqual([]);
    expect(
      askedAfter(
        { evidence: [seenInUse(day(policy.validDays.MEDIUM).toISOString())] },
        day(policy.validDays.MEDIUM),
      ),
    ).toEqual(['dataClass DUE', 'exposure DUE', 'owner DUE', 'purpose DUE']);
  });

  test('a conflict that the person has seen is not asked again', () => {
    const record = owned('pay', { exposure: sourced('partner', ['public']) });
    expect(questionsOf(plan([record], { previousAnswers: confirmAll([record]), now: day(7) }))).toEqual([]);
  });

  test('what the cycle changed, also when nobody has answered before', () => {
    const record = owned('pay');
    const diff = {
      changed: [
        {
          apiId: record.apiId,
          fields: ['purpose'],
          changes: [],
          endpointsAdded: [],
          endpointsRemoved: [],
          statesChanged: [],
        },
      ],
    };
    expect(factsOf(questionsOf(plan([record], { diff })))).toContain('purpose CHANGED');
  });

  test('of tier high and critical it is typed, and never-confirmed is a risk', () => {
    for (const tier of ['HIGH', 'CRITICAL'] as const)
      expect(questionsOf(plan([owned('pay', { tier })])).map(({ mode, reason }) => [mode, reason])).toEqual(
        Array(4).fill(['typed', 'RISKY']),
      );
    expect(questionsOf(plan([owned('pay', { tier: 'LOW' })])).every(({ mode }) => mode === 'ticked')).toBe(
      true,
    );
  });

  test('an exception that runs is asked after, whatever evidence says', () => {
    const record = owned('pay');
    const exceptions = [{ apiId: record.apiId, until: '2027-03-01' }];
    const previousAnswers = confirmAll([record]);
    expect(questionsOf(plan([record], { previousAnswers, exceptions }))).toMatchObject([
      { fact: 'exception', shown: 'runs nonconforming until 2027-03-01' },
    ]);
  });

  test('the most urgent first, and everybody is told why', () => {
    const calm = owned('calm', { tier: 'LOW' });
    const contested = owned('contested', { tier: 'CRITICAL', purpose: sourced('a', ['b']) });
    const questions = questionsOf(plan([calm, contested]));
    expect(questions[0]).toMatchObject({ apiName: 'contested', fact: 'purpose', others: ['b'] });
    expect(questions[0]?.why).toContain('disagree');
    expect(questions.map(({ priority }) => priority)).toEqual(
      questions.map(({ priority }) => priority).toSorted((a, b) => b - a),
    );
    for (const { why } of questions) expect(why).toMatch(/^[A-Z].{20,}\.$/);
  });
});

describe('who is asked', () => {
  test('the owner by mail, name, or a team they answer for, however it is spelled', () => {
    for (const [owner, subject] of [
      ['ADA@bank.test ', 'ada'],
      ['Ada Doe', 'ada'],
      ['Cards-Team', 'bo'],
    ] as const)
      expect(questionsOf(plan([owned('pay', { owner: sourced(owner) })]), subject)).toHaveLength(4);
  });

  test('without an owner of the register somebody who stands in, and the API is unowned', () => {
    const { owner: _, ...nobody } = owned('pay');
    for (const [record, reason] of [
      [nobody, 'NO_OWNER'],
      [owned('pay', { owner: sourced('gone@bank.test') }), 'LEFT'],
    ] as const) {
      const result = plan([record]);
      expect(result.unowned).toMatchObject([{ apiId: record.apiId, reason, since: monday.toISOString() }]);
      expect(result.asked.map(({ person }) => [who('eve'), who('emil')].includes(person))).toEqual([true]);
    }
  });

  test('an API stays unowned since the day it became so', () => {
    const record = owned('pay', { owner: sourced('gone@bank.test') });
    const unownedBefore = plan([record]).unowned;
    expect(plan([record], { unownedBefore, now: day(9) }).unowned).toEqual(unownedBefore);
  });

  test('who left is asked nothing: what they confirmed is open again at once', () => {
    const record = owned('pay');
    const previousAnswers = confirmAll([record]);
    const people = register.filter(({ person }) => person !== who('ada'));
    const result = plan([record], { previousAnswers, people, now: day(1) });
    expect(result.unowned).toMatchObject([{ reason: 'LEFT' }]);
    expect(factsOf(questionsOf(result))).toContain('owner OWNER_LEFT');
    expect(questionsOf(result, 'ada')).toEqual([]);
  });

  test('a new owner confirms for themselves what another person confirmed who left', () => {
    const record = owned('pay');
    const previousAnswers = confirmAll([record]);
    const people = [
      ...register.filter(({ person }) => person !== who('ada')),
      stakeholder('newt', ['it'], { answersFor: ['ada@bank.test'] }),
    ];
    expect(factsOf(questionsOf(plan([record], { previousAnswers, people, now: day(1) }), 'newt'))).toEqual([
      'owner OWNER_LEFT',
    ]);
  });

  test('"not mine" goes to somebody else, for every fact of the API', () => {
    const record = owned('pay');
    const [question] = questionsOf(plan([record]));
    if (!question) throw new Error('Nothing was asked.');
    const result = plan([record], {
      previousAnswers: [given(question, 'ada', { kind: 'disown' })],
      now: day(1),
    });
    expect(questionsOf(result, 'ada')).toEqual([]);
    expect(questionsOf(result).length).toBeGreaterThan(0);
    expect(result.unowned).toMatchObject([{ reason: 'DISOWNED' }]);
  });

  test('passed on, it is asked of that person', () => {
    const record = owned('pay');
    const question = questionsOf(plan([record])).find(({ fact }) => fact === 'owner');
    if (!question) throw new Error('Nothing was asked.');
    const result = plan([record], {
      previousAnswers: [given(question, 'ada', { kind: 'reassign', to: who('bo') })],
      now: day(1),
    });
    expect(questionsOf(result, 'ada')).toEqual([]);
    expect(factsOf(questionsOf(result, 'bo'))).toContain('owner DISOWNED');
  });

  test('without an answer the API is unowned and somebody stands in; it is never renewed by silence', () => {
    const record = owned('pay');
    const questions = questionsOf(plan([record]));
    const lapsed = listOf(questions, { state: 'LAPSED', closedAt: day(15).toISOString() });
    const result = plan([{ ...record, evidence: [seenInUse(day(16).toISOString())] }], {
      lists: [lapsed],
      now: day(16),
    });
    expect(result.unowned).toMatchObject([{ reason: 'NO_ANSWER' }]);
    expect(questionsOf(result, 'ada')).toEqual([]);
    expect(factsOf(questionsOf(result))).toContain('owner NO_ANSWER');
  });
});

describe('properties', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 1, maxLength: 40 });
  const records = names.chain((all) =>
    fc.tuple(
      ...all.map((name) =>
        fc
          .record({
            tier: fc.constantFrom('LOW', 'MEDIUM', 'HIGH', 'CRITICAL'),
            owner: fc.constantFrom('ada@bank.test', 'cards-team', 'gone@bank.test'),
            contested: fc.boolean(),
            seen: fc.boolean(),
          })
          .map(({ tier, owner, contested, seen }) =>
            owned(name, {
              tier: tier as 'LOW',
              owner: sourced(owner),
              purpose: sourced('p', contested ? ['q'] : []),
              evidence: seen ? [seenInUse()] : [],
            }),
          ),
      ),
    ),
  );

  test('never more than the week allows, however often it is planned and whatever lies there already', () => {
    fc.assert(
      fc.property(
        records,
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 8 }),
        (all, steps) => {
          let lists: AttestationList[] = [];
          let now = monday;
          for (const [index, step] of steps.entries()) {
            now = day(step, now);
            const result = plan(all, { lists, now, policy });
            lists = [
              ...lists,
              ...result.asked.map(({ person, questions }) =>
                listOf(questions, {
                  listId: `att-${index}-${person}`,
                  person,
                  week: isoWeek(now),
                  plannedAt: now.toISOString(),
                }),
              ),
            ];
            // Some answer at once, others never.
            lists = lists.map((list) =>
              list.listId.length % 2 ? { ...list, state: 'SUBMITTED' as const } : list,
            );
          }
          for (const [, own] of Map.groupBy(lists, ({ person, week }) => `${person} ${week}`))
            expect(own.flatMap(({ questions }) => questions).length).toBeLessThanOrEqual(
              policy.questionsPerWeek,
            );
          const open = lists.filter(({ state }) => state === 'OPEN');
          for (const [, own] of Map.groupBy(open, ({ person }) => person))
            expect(own.flatMap(({ questions }) => questions).length).toBeLessThanOrEqual(
              policy.questionsPerWeek,
            );
        },
      ),
      { numRuns: 60 },
    );
  });

  test('no fact is asked twice, neither in one plan nor while it is open', () => {
    fc.assert(
      fc.property(records, (all) => {
        const first = plan(all, { policy });
        const lists = first.asked.map(({ person, questions }) =>
          listOf(questions, { person, listId: person }),
        );
        const second = plan(all, { policy, lists, now: day(8) });
        const asked = [...questionsOf(first), ...questionsOf(second)].map(
          ({ apiId, fact }) => `${apiId} ${fact}`,
        );
        expect(new Set(asked).size).toBe(asked.length);
      }),
      { numRuns: 60 },
    );
  });

  test('a plan depends on nothing but what it is given', () => {
    fc.assert(
      fc.property(records, (all) => {
        const once = plan(all, { policy });
        expect(
          plan(all.toReversed(), { policy }).asked.toSorted((a, b) => (a.person < b.person ? -1 : 1)),
        ).toEqual(once.asked.toSorted((a, b) => (a.person < b.person ? -1 : 1)));
      }),
      { numRuns: 40 },
    );
  });
});

describe('statements known to be false', () => {
  const people = Array.from({ length: 400 }, (_, n) => stakeholder(`p${n}`, ['it']));
  const records = people.flatMap(({ mail }, n) =>
    Array.from({ length: 6 }, (_, k) => owned(`api${n}x${k}`, { owner: sourced(mail) })),
  );
  const answers = confirmAll(records.filter((_, index) => index % 6 > 2)).map((one) => ({
    ...one,
    person: people.find(({ mail }) => mail === one.question.shown)?.person ?? one.person,
  }));
  const questions = questionsOf(plan(records, { policy, people, previousAnswers: answers }));
  const seeded = questions.filter((question) => question.seeded);

  test('are three in a hundred', () => {
    expect(questions.length).toBeGreaterThan(4000);
    expect(seeded.length / questions.length).toBeGreaterThan(0.024);
    expect(seeded.length / questions.length).toBeLessThan(0.036);
  });

  test('are false, of facts that are known, and look like any other question', () => {
    const byId = new Map(records.map((record) => [record.apiId, record]));
    for (const { apiId, fact, shown, reason, others, why, mode } of seeded) {
      const record = byId.get(apiId);
      expect(fact === 'exposure' || fact === 'dataClass').toBe(true);
      expect(shown).toBeDefined();
      expect(shown).not.toBe(fact === 'exposure' ? record?.exposure?.value : record?.dataClass?.value);
      expect({ reason, others, mode }).toEqual({ reason: 'DUE', others: [], mode: 'ticked' });
      expect(why).toBe(questions.find((one) => !one.seeded && one.fact === fact)?.why);
    }
  });

  test('are the same for the same secret, and others for another', () => {
    const ids = (seed: string) =>
      questionsOf(plan(records, { policy, people, previousAnswers: answers, seed }))
        .filter((question) => question.seeded)
        .map(({ questionId }) => questionId);
    expect(ids('seed')).toEqual(seeded.map(({ questionId }) => questionId));
    expect(ids('another')).not.toEqual(ids('seed'));
  });

  test('an answer to one is no answer to the fact', () => {
    const [one] = seeded;
    if (!one) throw new Error('Nothing was seeded.');
    const record = records.filter(({ apiId }) => apiId === one.apiId);
    const again = plan(record, {
      people,
      previousAnswers: [given(one, 'p0', { kind: 'confirm' })],
      now: day(8),
    });
    expect(questionsOf(again).map(({ fact }) => fact)).toContain(one.fact);
  });
});

test('ten thousand APIs are planned in one pass', () => {
  const many = Array.from({ length: 10_000 }, (_, n) =>
    owned(`api${n}`, { owner: sourced(n % 2 ? 'ada@bank.test' : 'gone@bank.test') }),
  );
  const result = plan(many, { policy });
  expect(result.asked.map(({ questions }) => questions.length)).toEqual([15, 15, 15]);
  expect(result.waiting).toBeGreaterThan(39_000);
  expect(result.unowned).toHaveLength(5000);
});
