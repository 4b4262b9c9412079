import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadPolicy } from '../../../aws/policy.ts';
import { cyclePolicy } from '../../../core/inventory/cycle-plan.ts';
import { roles, type Stakeholder } from '../../../core/inventory/stakeholder.ts';
import { isFilled, requiredPosts, standingOf } from '../../../core/people/posts.ts';
import { vacancies, vacancyProblem } from '../../../core/people/vacancies.ts';
import { stakeholder } from '../../support/attestation-world.ts';

const policy = loadPolicy('cycle', cyclePolicy);
const today = '2026-11-24';
const others = roles.filter((role) => role !== 'risk').map((role) => stakeholder(role, [role]));
const rhea = stakeholder('rhea', ['risk'], { seats: ['RISK'] });
const magnus = stakeholder('magnus', ['risk']);

const messages = (people: readonly Stakeholder[], day = today) =>
  vacancies(people, policy, day).map((vacancy) => vacancyProblem(vacancy, 'stakeholders.yaml').message);
const fixes = (people: readonly Stakeholder[]) =>
  vacancies(people, policy, today).map((vacancy) => vacancyProblem(vacancy, 'stakeholders.yaml').fix);

describe('a cycle needs somebody for every post', () => {
  test('who holds it and is there fills it', () => {
    expect(messages([...others, rhea])).toEqual([]);
  });

  test('an empty seat is named, with who could hold it', () => {
    expect(messages([...others, magnus])).toEqual(['Nobody holds the seat RISK.']);
    expect(fixes([...others, magnus])[0]).toContain('Magnus Doe');
  });

  test('an empty constituency is named', () => {
    expect(messages([...others.slice(1), rhea])).toEqual(['Nobody holds the role business.']);
  });

  test('absent without a deputy: not on these days, and on the day after again', () => {
    const away = { ...rhea, absent: [{ from: '2026-11-20', until: today }] };
    expect(messages([...others, away, magnus])).toEqual([
      'Nobody can act for the seat RISK: Rhea Doe is absent and no deputy is there.',
    ]);
    expect(messages([...others, away, magnus], '2026-11-25')).toEqual([]);
    expect(messages([...others, away, magnus], '2026-11-19')).toEqual([]);
  });

  test.each([
    ['in time', { until: today }, []],
    ['from today', { from: today, until: '2026-12-01' }, []],
    ['over', { until: '2026-11-23' }, ['absent']],
    ['not yet', { from: '2026-11-25', until: '2026-12-01' }, ['absent']],
  ])('a deputy %s', (_, period, expected) => {
    const away = { ...rhea, absent: [{ from: today, until: today }] };
    const deputy = { ...magnus, deputyFor: [{ seat: 'RISK' as const, ...period }] };
    const found = messages([...others, away, deputy]);
    expect(found.map((message) => (message.includes('absent') ? 'absent' : message))).toEqual(expected);
  });

  test('a deputy who is absent, or may not hold the seat, is none', () => {
    const away = { ...rhea, absent: [{ from: today, until: today }] };
    const deputyFor = [{ seat: 'RISK' as const, until: '2027-01-01' }];
    expect(messages([...others, away, stakeholder('tom', ['it'], { deputyFor })])).toContain(
      'Nobody can act for the seat RISK: Rhea Doe is absent and no deputy is there.',
    );
    expect(messages([...others, away, { ...magnus, deputyFor, absent: away.absent }])).not.toEqual([]);
  });

  test('a deputy for a role fills the role and no seat of the same people', () => {
    const deputy = stakeholder('dora', ['it'], { deputyFor: [{ role: 'business', until: '2027-01-01' }] });
    expect(messages([...others.slice(1), rhea, deputy])).toEqual([]);
  });

  test('somebody of the wrong constituency does not fill a seat', () => {
    const seated = stakeholder('tom', ['it'], { seats: ['RISK'] });
    expect(messages([...others, magnus, seated])[0]).toContain('Tom Doe has none of the roles');
  });

  test('whatever the register: refused exactly when a required post has nobody to act', () => {
    const person = fc.record({
      roles: fc.subarray([...roles]),
      seats: fc.subarray(['RISK' as const, 'SECURITY' as const]),
      absent: fc.boolean(),
      deputy: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 6 }), (register) => {
        const people = register.map(({ roles: held, seats, absent, deputy }, n) =>
          stakeholder(`p${n}`, held, {
            seats,
            ...(absent ? { absent: [{ from: today, until: today }] } : {}),
            ...(deputy ? { deputyFor: [{ seat: 'RISK', until: today }] } : {}),
          }),
        );
        const acting = (can: (one: Stakeholder) => boolean) => people.some((one) => !one.absent && can(one));
        const expected = requiredPosts(policy).filter((post) =>
          post.kind === 'role'
            ? !acting((one) => one.roles.includes(post.name))
            : !acting(
                (one) =>
                  one.roles.includes('risk') && (one.seats.includes('RISK') || one.deputyFor !== undefined),
              ),
        );
        expect(vacancies(people, policy, today).map(({ post }) => post)).toEqual(expected);
        for (const post of requiredPosts(policy)) {
          const standing = standingOf(post, people, policy, today);
          const holders = [...standing.present, ...standing.absent, ...standing.ineligible];
          expect(new Set(holders).size).toBe(holders.length);
          expect(isFilled(standing)).toBe(
            !expected.includes(post) && !expected.some((one) => one.name === post.name),
          );
        }
      }),
    );
  });
});
