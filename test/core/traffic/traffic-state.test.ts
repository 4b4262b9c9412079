import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { trafficCollector } from '../../../core/traffic/collect.ts';
import { inferEndpoints } from '../../../core/traffic/endpoints.ts';
import type { LogRecord } from '../../../core/traffic/log-record.ts';
import { alb } from '../../../core/traffic/readers/alb.ts';
import { routeMatcher } from '../../../core/traffic/routes.ts';
import {
  emptyTraffic,
  mergeTraffic,
  type TrafficState,
  untrackedRequests,
} from '../../../core/traffic/traffic-state.ts';

const matcher = routeMatcher({
  doors: [{ api: 'a', host: 'a.test', basePath: '' }],
  routes: [{ api: 'a', method: 'GET', template: '/known/{id}' }],
});
const limits = { undeclared: 5, pathsOfOne: 3, samples: 3 };

const stateOf = (records: readonly LogRecord[], file = 'f'): TrafficState => {
  const collector = trafficCollector(alb, matcher, file, { limits, key: 'k' });
  for (const one of records) collector.record(one);
  return collector.state();
};

const record: fc.Arbitrary<LogRecord> = fc.record({
  host: fc.constantFrom('a.test', 'b.test'),
  method: fc.constantFrom('GET', 'POST', 'OPTIONS'),
  path: fc.oneof(
    fc.nat({ max: 30 }).map((n) => `/word${String.fromCharCode(97 + (n % 26))}/${n}`),
    fc.nat({ max: 40 }).map((n) => `/loans/${n}`),
    fc.nat({ max: 3 }).map((n) => `/known/${n}`),
    fc.constantFrom('/x/2026-01-01', '/x//7/', '/x/4111111111111111', '/x/%41-1', '/x/A-1', '/a/../b'),
  ),
  status: fc.constantFrom(200, 201, 401, 404, 500, 0),
  principal: fc.nat({ max: 9 }).map((n) => `203.0.113.${n}`),
  queryNames: fc.subarray(Array.from({ length: 40 }, (_, n) => `name${n}`)),
  at: fc.constantFrom('2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.123Z'),
});
const records = fc.array(record, { maxLength: 150 });

describe('the traffic state', () => {
  test('is the same for any split, any order and any tree of merges, and so are its endpoints', () => {
    fc.assert(
      fc.property(records, fc.array(fc.nat({ max: 4 }), { minLength: 150, maxLength: 150 }), (all, split) => {
        const parts = [...Map.groupBy(all.entries(), ([index]) => split[index]).values()].map((part) =>
          part.map(([, one]) => one),
        );
        const states = parts.map((part) => stateOf(part.toReversed()));
        const chain = states.reduce((a, b) => mergeTraffic(b, a, limits), emptyTraffic());
        const tree = states.reduceRight(
          (a, b) => mergeTraffic(a, mergeTraffic(b, emptyTraffic(), limits), limits),
          emptyTraffic(),
        );
        const whole = stateOf(all);
        expect(JSON.stringify(chain)).toBe(JSON.stringify(whole));
        expect(JSON.stringify(tree)).toBe(JSON.stringify(whole));
        expect(inferEndpoints(chain)).toEqual(inferEndpoints(whole));
      }),
      { numRuns: 200 },
    );
  });

  test('survives being written and read', () => {
    fc.assert(
      fc.property(records, (all) => {
        const state = stateOf(all);
        const read = JSON.parse(JSON.stringify(state)) as TrafficState;
        expect(mergeTraffic(read, emptyTraffic(), limits)).toEqual(state);
      }),
    );
  });

  test('loses no request: what is not named is counted', () => {
    fc.assert(
      fc.property(records, (all) => {
        const state = stateOf(all);
        const named = state.usages.reduce((sum, { requests }) => sum + requests, 0);
        expect(named + state.ignored + untrackedRequests(state)).toBe(all.length);
        for (const { requests, statuses, paths = [] } of state.usages) {
          expect(statuses.reduce((sum, [, count]) => sum + count, 0)).toBe(requests);
          expect(paths.reduce((sum, one) => sum + one.requests, 0)).toBeLessThanOrEqual(requests);
        }
      }),
    );
  });

  const letters = (n: number): string => `${'abcdefghij'[n % 10]}${'klmnopqrst'[Math.floor(n / 10) % 10]}`;
  const flood = Array.from({ length: 500 }, (_, n) => ({
    host: 'b.test',
    method: 'GET',
    path: `/p${letters(n)}`,
    status: 200,
  }));

  test('stays bounded and says how many requests it does not name', () => {
    const state = stateOf(flood);
    expect(state.usages).toHaveLength(limits.undeclared);
    expect(untrackedRequests(state)).toBe(500 - limits.undeclared * 5);
  });

  test('of one form some paths are kept, and all requests are counted', () => {
    const state = stateOf(
      flood.map((one, n) => ({ ...one, path: `/loans/${n}`, principal: `10.0.0.${n % 50}` })),
    );
    expect(state.usages).toEqual([expect.objectContaining({ template: '/loans/{}', requests: 500 })]);
    expect(state.usages[0]?.paths).toHaveLength(limits.pathsOfOne);
    const [endpoint] = inferEndpoints(state);
    expect(endpoint).toMatchObject({ template: '/loans/{loanId}', requests: 500 });
    expect(endpoint?.principals).toBeGreaterThan(35);
    expect(endpoint?.principals).toBeLessThan(70);
  });

  test('declared endpoints are never crowded out', () => {
    const known = { host: 'a.test', method: 'GET', path: '/known/7', status: 404 };
    const state = stateOf([...flood, known]);
    expect(state.usages.filter((usage) => usage.known)).toEqual([
      expect.objectContaining({ template: '/known/{id}', requests: 1, evidence: 0, statuses: [[404, 1]] }),
    ]);
  });

  test('keeps the first unparsed lines, masked, and counts all', () => {
    const collector = trafficCollector(alb, matcher, 'f', { limits });
    for (let n = 0; n < 9; n++) collector.line(`bad ada${n}@bank.test`);
    const { unparsed } = collector.state();
    expect(unparsed.count).toBe(9);
    expect(unparsed.samples.map(({ line, text }) => [line, text])).toEqual(
      [1, 2, 3].map((n) => [n, 'bad <mail>']),
    );
  });
});
