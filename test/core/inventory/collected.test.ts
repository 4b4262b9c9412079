import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Collected, isWorthKeeping, settleReading } from '../../../core/inventory/collected.ts';
import type { CollectorFailure, CollectorReading } from '../../../core/inventory/collectors/collector.ts';
import { type Evidence, evidenceOf } from '../../../core/inventory/evidence.ts';

const place = { account: '111122223333', region: 'eu-central-1', collector: 'load-balancers' as const };
const monday = '2026-11-23T01:00:00.000Z';
const tuesday = '2026-11-24T01:00:00.000Z';

const rule = (name: string, observedAt = monday): Evidence =>
  evidenceOf({ source: 'load-balancer', locator: `arn:rule/${name}`, apiName: name, observedAt });
const failure = (about: string): CollectorFailure => ({ call: 'DescribeRules', reason: 'THROTTLED', about });
const reading = (over: Partial<CollectorReading>): CollectorReading => ({
  evidence: [],
  failures: [],
  listed: 0,
  calls: {},
  observedAt: tuesday,
  ...over,
});
const last = (...evidence: Evidence[]): Collected =>
  settleReading(place, reading({ evidence, listed: evidence.length, observedAt: monday }), undefined);
const namesOf = ({ evidence }: Collected) =>
  evidence.map(({ apiName, stale }) => (stale ? `${apiName} (stale)` : apiName)).sort();

describe('settleReading', () => {
  test('a whole reading stands by itself: what it does not list is gone', () => {
    const settled = settleReading(place, reading({ evidence: [rule('b')], listed: 1 }), last(rule('a')));
    expect(settled).toMatchObject({ state: 'READ', listed: 1, read: 1, readAt: tuesday });
    expect(namesOf(settled)).toEqual(['b']);
  });

  test('a list that was refused keeps everything that was known, with its own date', () => {
    const settled = settleReading(place, reading({ failures: [failure('')] }), last(rule('a'), rule('b')));
    expect(settled).toMatchObject({ state: 'STALE', read: 0, readAt: monday });
    expect(settled.listed).toBeUndefined();
    expect(namesOf(settled)).toEqual(['a (stale)', 'b (stale)']);
    expect(settled.evidence.every(({ observedAt }) => observedAt === monday)).toBe(true);
  });

  test('a collector that died is the same', () => {
    const settled = settleReading(place, undefined, last(rule('a')));
    expect(settled).toMatchObject({ state: 'STALE', failures: [{ reason: 'UNAVAILABLE', about: '' }] });
    expect(namesOf(settled)).toEqual(['a (stale)']);
  });

  test('nothing was ever read: unread, not empty', () => {
    expect(settleReading(place, undefined, undefined)).toMatchObject({
      state: 'UNREAD',
      read: 0,
      evidence: [],
    });
  });

  test('one thing that could not be read keeps its own last word, and the rest is new', () => {
    const settled = settleReading(
      place,
      reading({ evidence: [rule('b', tuesday)], listed: 2, failures: [failure('arn:rule/a')] }),
      last(rule('a'), rule('b'), rule('gone')),
    );
    expect(settled).toMatchObject({ state: 'PARTIAL', listed: 2, read: 1 });
    expect(namesOf(settled)).toEqual(['a (stale)', 'b']);
  });

  test('a list that broke off half-way says nothing of what it did not reach', () => {
    const settled = settleReading(
      place,
      reading({ evidence: [rule('a', tuesday)], listed: 1, failures: [failure('')] }),
      last(rule('a'), rule('b')),
    );
    expect(settled.state).toBe('PARTIAL');
    expect(namesOf(settled)).toEqual(['a', 'b (stale)']);
  });

  test('a reading that failed is never kept as the last good one', () => {
    expect(isWorthKeeping(settleReading(place, undefined, last(rule('a'))))).toBe(false);
    expect(isWorthKeeping(settleReading(place, reading({}), undefined))).toBe(true);
  });

  test('whatever fails, nothing that was known is dropped without a whole list that leaves it out', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
    fc.assert(
      fc.property(names, names, names, fc.boolean(), (before, now, failed, listBroke) => {
        const failures = [
          ...failed.map((name) => failure(`arn:rule/${name}`)),
          ...(listBroke ? [failure('')] : []),
        ];
        const settled = settleReading(
          place,
          reading({ evidence: now.map((name) => rule(name, tuesday)), listed: now.length, failures }),
          last(...before.map((name) => rule(name))),
        );
        const kept = new Set(settled.evidence.map(({ apiName }) => apiName));
        for (const name of before) {
          const leftOut = !listBroke && !failed.includes(name) && !now.includes(name);
          expect(kept.has(name)).toBe(!leftOut);
        }
        expect(settled.evidence).toHaveLength(kept.size);
      }),
    );
  });
});
