import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { personId } from '../../../../core/identifiers.ts';
import type { Evidence } from '../../../../core/inventory/evidence.ts';
import { faded, noisyOr } from '../../../../core/inventory/resolution/confidence.ts';
import { fieldOf } from '../../../../core/inventory/resolution/fields.ts';
import { observedAt, stated } from '../../../support/evidence.ts';

const fading = { at: observedAt, halfLifeDays: 90 };
const owner = (evidence: readonly Evidence[], settled?: Parameters<typeof fieldOf>[4]) =>
  fieldOf('owner', evidence, (one) => one.owner, fading, settled);
const days = (count: number): string => new Date(Date.parse(observedAt) - count * 86_400_000).toISOString();

describe('confidence', () => {
  test.each([
    [0, 0.8],
    [90, 0.4],
    [180, 0.2],
    [-5, 0.8],
  ])('after %i days of silence 0.8 is %f', (age, expected) => {
    expect(faded({ confidence: 0.8, observedAt: days(age) }, fading)).toBeCloseTo(expected, 10);
  });

  test('of independent sources is noisy-or, and one kind of source is one voice', () => {
    const voices = [stated('workshop'), stated('workshop', { locator: 'other' }), stated('openapi-document')];
    expect(noisyOr(voices, fading)).toBe(0.76);
    expect(noisyOr([], fading)).toBe(0);
  });

  test('grows with every voice and never passes 1', () => {
    const voice = fc.record({
      source: fc.constantFrom('workshop' as const, 'kong' as const, 'har' as const),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      observedAt: fc.nat({ max: 1000 }).map(days),
    });
    fc.assert(
      fc.property(fc.array(voice), voice, (voices, more) => {
        const [before, after] = [noisyOr(voices, fading), noisyOr([...voices, more], fading)];
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a field', () => {
  test('takes the surest value and lists the others, strongest first', () => {
    const evidence = [
      stated('workshop', { owner: 'somebody', locator: 'w' }),
      stated('openapi-document', { owner: 'pay-team', locator: 'd' }),
      stated('backstage', { owner: 'old-team', locator: 'b' }),
    ];
    expect(owner(evidence)).toEqual({
      value: 'pay-team',
      source: 'openapi-document',
      locator: 'd',
      confidence: 0.7,
      others: [
        { value: 'old-team', source: 'backstage', locator: 'b', confidence: 0.3 },
        { value: 'somebody', source: 'workshop', locator: 'w', confidence: 0.2 },
      ],
    });
  });

  test.each([
    ['pay-team@bank.test', 'Pay Team'],
    ['PAY-TEAM', 'pay-team'],
    ['mailto:pay.team@bank.test', 'Pay.Team@other.test'],
  ])('%s and %s are one owner, and the voices add up', (a, b) => {
    const known = owner([stated('openapi-document', { owner: a }), stated('backstage', { owner: b })]);
    expect(known).toMatchObject({ value: a, confidence: 0.79, others: [] });
  });

  test('voices that agree beat one that is stronger than each of them', () => {
    const evidence = [
      stated('attestation', { owner: 'a' }),
      stated('openapi-document', { owner: 'b' }),
      stated('exception-request', { owner: 'b' }),
    ];
    expect(owner(evidence)).toMatchObject({ value: 'b', confidence: 0.91 });
  });

  test('an owner that a person confirmed beats a tag that was not seen for long, by its confidence alone', () => {
    const tag = (age: number) => stated('api-gateway-rest', { owner: 'old-team', observedAt: days(age) });
    const attested = stated('attestation', { owner: 'new-team' });
    expect(owner([tag(0), attested])?.value).toBe('old-team');
    expect(owner([tag(60), attested])?.value).toBe('new-team');
  });

  test('that a person settled is what they said, with what the sources still say', () => {
    const by = personId('https://id.test', 'anna');
    const settled = { value: 'c', by, correctionId: '7' };
    expect(owner([stated('backstage', { owner: 'a' })], settled)).toMatchObject({
      value: 'c',
      locator: 'correction 7',
      confidence: 1,
      settledBy: by,
      others: [{ value: 'a' }],
    });
    expect(owner([stated('backstage', { owner: 'C', locator: 'b' })], settled)).toMatchObject({
      value: 'c',
      locator: 'b',
      others: [],
    });
  });

  test('that nobody knows is absent', () => {
    expect(owner([stated('workshop', { owner: '' }), stated('kong')])).toBeUndefined();
  });

  test('is the same in whatever order it is said', () => {
    const said = fc.record({
      source: fc.constantFrom('workshop' as const, 'backstage' as const, 'kong' as const),
      owner: fc.constantFrom('a', 'A', 'b'),
      locator: fc.constantFrom('1', '2'),
    });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 6 }), (all) => {
        const evidence = all.map(({ source, ...rest }) => stated(source, rest));
        expect(owner(evidence.toReversed())).toEqual(owner(evidence));
      }),
    );
  });
});
