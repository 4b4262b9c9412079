import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chao2 } from '../../../../core/inventory/estimate/chao2.ts';
import { estimateUnknown } from '../../../../core/inventory/estimate/estimate.ts';
import { incidenceOf } from '../../../../core/inventory/estimate/incidence.ts';
import { jackknife } from '../../../../core/inventory/estimate/jackknife.ts';
import { sampleCoverage } from '../../../../core/inventory/estimate/sample-coverage.ts';
import type { Evidence, EvidenceSource } from '../../../../core/inventory/evidence.ts';
import type { SourceFamily } from '../../../../core/inventory/evidence-sources.ts';

const by = (source: EvidenceSource, rest: Partial<Evidence> = {}): Evidence => ({
  source,
  locator: 'somewhere',
  observedAt: '2026-11-24T00:00:00.000Z',
  confidence: 0.5,
  ...rest,
});
const found = (...sources: EvidenceSource[]) => ({ evidence: sources.map((source) => by(source)) });
const families: readonly SourceFamily[] = ['configuration', 'dns', 'code', 'traffic', 'people', 'contract'];
const repeat = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

describe('finds by family', () => {
  test('sources of one family are one find', () => {
    const { distinct, finds, foundByOne } = incidenceOf(
      [found('api-gateway-rest', 'load-balancer', 'lambda-url')],
      families,
    );
    expect({ distinct, finds, foundByOne }).toEqual({ distinct: 1, finds: 1, foundByOne: 1 });
  });

  test('registers, families that the policy leaves out and claims after the reveal find nothing', () => {
    const records = [
      found('spreadsheet', 'backstage', 'servicenow', 'attestation', 'exception-request'),
      found('burp'),
      { evidence: [by('workshop', { afterReveal: true })] },
      { evidence: [by('workshop', { afterReveal: true }), by('workshop')] },
    ];
    expect(incidenceOf(records, families)).toMatchObject({
      families: [{ family: 'people', found: 1 }],
      distinct: 1,
    });
  });

  test('a policy that names registers is not followed: they are fed from the others', () => {
    expect(incidenceOf([found('spreadsheet')], [...families, 'record']).distinct).toBe(0);
  });

  test('what is found by one and by two is counted, families most first', () => {
    const records = [
      found('api-gateway-rest'),
      found('api-gateway-rest', 'route53'),
      found('api-gateway-rest', 'route53', 'har'),
      found('api-gateway-rest', 'har'),
    ];
    expect(incidenceOf(records, families)).toEqual({
      families: [
        { family: 'configuration', found: 4 },
        { family: 'dns', found: 2 },
        { family: 'traffic', found: 2 },
      ],
      distinct: 4,
      finds: 8,
      foundByOne: 1,
      foundByTwo: 2,
    });
  });
});

describe('the estimators, by hand', () => {
  const counts = { families: 5, distinct: 100, foundByOne: 20, foundByTwo: 30 };

  test('jackknife: 100 + 20 · 4/5', () => expect(jackknife(counts)).toBe(116));

  test('Chao2: 100 + 4/5 · 20 · 19 / 62', () => {
    const { total, low, high } = chao2(counts);
    expect(total).toBeCloseTo(104.903226, 6);
    // r = 2/3: var = 30 (0.8 r²/2 + 0.64 r³ + 0.16 r⁴) = 11.970370
    const k = Math.exp(1.96 * Math.sqrt(Math.log(1 + 11.97037037 / 4.90322581 ** 2)));
    expect(low).toBeCloseTo(100 + 4.90322581 / k, 5);
    expect(high).toBeCloseTo(100 + 4.90322581 * k, 5);
  });

  test('Good-Turing: 1 - 20/280 · 80/(80 + 60)', () => {
    expect(
      sampleCoverage({
        families: repeat(5, { family: 'dns' as const, found: 1 }),
        distinct: 100,
        finds: 280,
        foundByOne: 20,
        foundByTwo: 30,
      }),
    ).toBeCloseTo(0.959184, 6);
  });

  test('nothing found once: there is nothing left to estimate', () => {
    expect(chao2({ ...counts, foundByOne: 0 })).toEqual({ total: 100, low: 100, high: 100 });
    expect(jackknife({ ...counts, foundByOne: 0 })).toBe(100);
    expect(jackknife({ families: 0, distinct: 0, foundByOne: 0 })).toBe(0);
  });

  test('for any counts the interval stands around the estimate and never under what was found', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 9 }),
        fc.nat(500),
        fc.nat(500),
        fc.nat(500),
        (m, one, two, more) => {
          const given = { families: m, distinct: one + two + more, foundByOne: one, foundByTwo: two };
          const { total, low, high } = chao2(given);
          for (const figure of [total, low, high]) expect(Number.isFinite(figure)).toBe(true);
          expect(low).toBeGreaterThanOrEqual(given.distinct);
          expect(low).toBeLessThanOrEqual(total);
          expect(high).toBeGreaterThanOrEqual(total);
          expect(jackknife(given)).toBeGreaterThanOrEqual(given.distinct);
          expect(jackknife(given)).toBeLessThanOrEqual(given.distinct + one);
        },
      ),
    );
  });
});

describe('a share is said or refused', () => {
  const four: readonly EvidenceSource[] = ['api-gateway-rest', 'route53', 'openapi-document', 'har'];
  const pairs = repeat(5, found('api-gateway-rest', 'route53'));

  test('three families are too few, whatever they found', () => {
    const records = [...repeat(100, found('api-gateway-rest', 'route53')), found('har')];
    expect(estimateUnknown(records, families)).toMatchObject({
      kind: 'REFUSED',
      reasons: ['Independent families that found APIs: 3, and it takes 4.'],
    });
  });

  test('four APIs that two families found are too few', () => {
    const records = [...pairs.slice(1), found(...four)];
    expect(estimateUnknown(records, families)).toMatchObject({
      kind: 'REFUSED',
      reasons: ['APIs that exactly two families found: 4, and it takes 5.'],
    });
  });

  test('four families and five pairs are enough', () => {
    const records = [...pairs, found(...four), ...repeat(4, found('har')), found('spreadsheet')];
    expect(estimateUnknown(records, families)).toMatchObject({
      kind: 'ESTIMATED',
      known: 11,
      incidence: { distinct: 10, foundByOne: 4, foundByTwo: 5 },
      jackknife: { total: 13, share: 10 / 13 },
      chao2: { total: 10.75 },
    });
  });

  test('no records: refused, and no figure is made up', () => {
    expect(estimateUnknown([], families)).toMatchObject({ kind: 'REFUSED', known: 0 });
  });
});
