import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AuditResult } from '../../../../core/inventory/audit/audit.ts';
import { lowerBound } from '../../../../core/inventory/audit/clopper-pearson.ts';
import { estimateUnknown, type UnknownEstimate } from '../../../../core/inventory/estimate/estimate.ts';
import { inventorySentence, inventorySentences } from '../../../../core/inventory/estimate/sentence.ts';
import { type EvidenceSource, evidenceSources } from '../../../../core/inventory/evidence-sources.ts';

const incidence = {
  families: (['configuration', 'dns', 'code', 'traffic', 'people'] as const).map((family) => ({
    family,
    found: 300,
  })),
  distinct: 412,
  finds: 1_500,
  foundByOne: 30,
  foundByTwo: 90,
};
const estimate: UnknownEstimate = {
  kind: 'ESTIMATED',
  known: 412,
  incidence,
  jackknife: { total: 438.3, share: 412 / 438.3 },
  chao2: { total: 416, low: 413, high: 425, share: 412 / 416 },
};
const closed = (inInventory: number, counted: number): AuditResult => ({
  kind: 'CLOSED',
  drawn: counted,
  inInventory,
  missing: counted - inInventory,
  notAnApi: 0,
  cannotTell: 0,
  counted,
  floor: lowerBound(inInventory, counted),
});
const refused: UnknownEstimate = {
  kind: 'REFUSED',
  known: 3,
  incidence: { ...incidence, families: [] },
  reasons: ['Independent families that found APIs: 3, and it takes 4.'],
};

describe('how much of what there is the inventory has', () => {
  test('floor, ceiling, and what nothing covers', () => {
    expect(
      inventorySentence({
        estimate,
        audit: closed(57, 60),
        notCovered: ['2 accounts', 'the on-premises site', 'partner-hosted callbacks'],
      }),
    ).toBe(
      '412 APIs known. Random audit: 57 of 60 network endpoints were in the inventory, so at least 87 % of what the network can show (95 % confidence). Overlap of 5 families suggests at most about 94 % (first-order jackknife; Chao2: at most about 100 %). Not covered by any source: 2 accounts, the on-premises site, partner-hosted callbacks, whatever lies outside of the accounts and files that were read.',
    );
  });

  test('too few sources: the reason, and no percentage', () => {
    const text = inventorySentence({ estimate: refused, notCovered: [] });
    expect(text).toContain(
      'not enough independent sources. Independent families that found APIs: 3, and it takes 4.',
    );
    expect(text).toContain('No random audit of the network was made');
    expect(text).not.toContain('%');
  });

  test('APIs that only registers name are known, and no part of the overlap', () => {
    const [, , overlap] = inventorySentences({ estimate: { ...estimate, known: 420 }, notCovered: [] });
    expect(overlap).toMatch(
      /^Overlap of 5 families suggests that the 412 which these found are at most about 94 % of all \(/,
    );
  });

  test.each<[AuditResult, string]>([
    [{ kind: 'OPEN', drawn: 60, answered: 12 }, '12 of 60 network endpoints were looked at so far'],
    [{ ...closed(0, 0), drawn: 4, notAnApi: 4 } as AuditResult, 'none of 4 network endpoints was an API'],
    [closed(59, 59), 'at least 95 %'],
    [closed(299, 299), 'at least 99 %'],
    [closed(30, 30), 'at least 90 %'],
    [closed(1, 1), '1 of 1 network endpoint was in the inventory, so at least 5 %'],
  ])('%j', (audit, words) => expect(inventorySentence({ estimate, audit, notCovered: [] })).toContain(words));
});

const sources = Object.keys(evidenceSources) as EvidenceSource[];
const records = fc.array(
  fc.record({
    evidence: fc.array(
      fc.record({
        source: fc.constantFrom(...sources),
        locator: fc.string(),
        observedAt: fc.constant('2026-11-24T00:00:00.000Z'),
        confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 5 },
    ),
  }),
  { maxLength: 60 },
);
const audits = fc.option(
  fc.oneof(
    fc.nat(100).chain((counted) => fc.nat(counted).map((known) => closed(known, counted))),
    fc.record({ kind: fc.constant('OPEN' as const), drawn: fc.nat(60), answered: fc.nat(60) }),
  ),
  { nil: undefined },
);

describe('whatever is known', () => {
  test('a percentage stands in a sentence with "at least" or "at most", and never alone', () => {
    fc.assert(
      fc.property(records, audits, fc.array(fc.string()), (known, audit, notCovered) => {
        const claim = {
          estimate: estimateUnknown(known, ['configuration', 'dns', 'code', 'traffic', 'people', 'contract']),
          notCovered,
          ...(audit ? { audit } : {}),
        };
        const sentences = inventorySentences(claim);
        for (const sentence of sentences.filter((one) => one.includes('%')))
          expect(sentence).toMatch(/at least \d+ %|at most about \d+ %/);
        if (claim.estimate.kind === 'REFUSED' && audit?.kind !== 'CLOSED')
          expect(sentences.join(' ')).not.toContain('%');
        expect(inventorySentence(claim)).toBe(sentences.join(' '));
      }),
      { numRuns: 300 },
    );
  });

  test('a ceiling is rounded up and a floor down', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), (counted, missed) => {
        const known = Math.max(0, counted - missed);
        const said = Number(
          /at least (\d+) %/.exec(
            inventorySentence({ estimate: refused, audit: closed(known, counted), notCovered: [] }),
          )?.[1],
        );
        expect(said / 100).toBeLessThanOrEqual(lowerBound(known, counted) + 1e-9);
        expect((said + 1) / 100).toBeGreaterThan(lowerBound(known, counted));
      }),
    );
    const shares = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(shares, (share) => {
        const text = inventorySentence({
          estimate: { ...estimate, jackknife: { total: 412 / share, share } },
          notCovered: [],
        });
        expect(Number(/at most about (\d+) %/.exec(text)?.[1]) / 100).toBeGreaterThanOrEqual(share - 1e-9);
      }),
    );
  });
});
