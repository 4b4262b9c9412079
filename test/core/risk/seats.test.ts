import { describe, expect, test } from '@jest/globals';
import { maximumCandidates, resolveSeats, seatsProblem } from '../../../core/risk/seats.ts';
import { people, person, policy, theException } from '../../support/risk-world.ts';

const dossier = {
  tier: 'MEDIUM' as const,
  requester: { person: person('olga'), name: 'Olga' },
  apiOwner: person('bruno'),
};
const named = (subject: string, seats: readonly ('RISK' | 'SECURITY')[]) => ({
  person: person(subject),
  name: subject,
  mail: `${subject}@bank.test`,
  roles: [],
  seats,
});

test('asks every holder of the seat but requester and owner', () => {
  expect(resolveSeats(dossier, people, policy)).toEqual({
    kind: 'FILLABLE',
    seats: [{ seat: 'RISK', state: 'OPEN', candidates: [person('rita'), person('sven')] }],
  });
});

test('same-email-different-sub-is-different-human', () => {
  const namesake = { ...named('olga-2', ['RISK']), mail: 'olga@bank.test' };
  expect(resolveSeats(dossier, [namesake], policy)).toMatchObject({ kind: 'FILLABLE' });
});

test('same-sub-new-email-is-same', () => {
  const moved = { ...named('olga', ['RISK']), mail: 'o.new@bank.test' };
  expect(resolveSeats(dossier, [moved], policy)).toEqual({ kind: 'UNFILLABLE', seats: ['RISK'] });
});

describe('what cannot be filled is said before anybody is asked', () => {
  test('only requester and owner hold the seat', () => {
    const own = people.filter((each) => [person('olga'), person('bruno')].includes(each.person));
    expect(resolveSeats(dossier, own, policy)).toEqual({ kind: 'UNFILLABLE', seats: ['RISK'] });
    expect(seatsProblem(theException, { empty: ['RISK'] }).message).toContain('RISK');
  });

  test('same-human-two-seats: one person cannot fill two', () => {
    const two = { ...policy, seats: { ...policy.seats, MEDIUM: ['RISK' as const, 'SECURITY' as const] } };
    const both = named('rita', ['RISK', 'SECURITY']);
    expect(resolveSeats(dossier, [both], two)).toMatchObject({ kind: 'UNFILLABLE' });
    expect(resolveSeats(dossier, [both, named('sven', ['RISK'])], two)).toMatchObject({ kind: 'FILLABLE' });
  });

  test('more people than one transaction can hold', () => {
    const crowd = Array.from({ length: maximumCandidates + 1 }, (_, n) => named(`p${n}`, ['RISK']));
    expect(resolveSeats(dossier, crowd, policy)).toEqual({
      kind: 'TOO_MANY',
      candidates: maximumCandidates + 1,
    });
    expect(seatsProblem(theException, { empty: [], candidates: 33 }).message).toContain('33');
    expect(resolveSeats(dossier, crowd.slice(1), policy)).toMatchObject({ kind: 'FILLABLE' });
  });
});
