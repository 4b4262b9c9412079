import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { trafficCollector } from '../../../core/traffic/collect.ts';
import type { LogFormat, LogRecord } from '../../../core/traffic/log-record.ts';
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
const limits = { undeclared: 5, samples: 3 };
const format: LogFormat = {
  source: 'alb-access-log',
  parse: (line) => (line === 'bad' ? { unparsed: 'bad' } : (JSON.parse(line) as LogRecord)),
};

type Line = { readonly file: string; readonly number: number; readonly text: string };

const stateOf = (lines: readonly Line[]): TrafficState => {
  const states = [...Map.groupBy(lines, (line) => line.file)].map(([file, own]) => {
    const collector = trafficCollector(format, matcher, file, limits);
    for (const line of own) collector.line(line.text, line.number);
    return collector.state();
  });
  return states.reduce((a, b) => mergeTraffic(a, b, limits), emptyTraffic());
};

const record = fc.record({
  host: fc.constantFrom('a.test', 'b.test'),
  method: fc.constantFrom('GET', 'POST', 'OPTIONS'),
  path: fc.oneof(
    fc.nat({ max: 30 }).map((n) => `/word${String.fromCharCode(97 + (n % 26))}/${n}`),
    fc.nat({ max: 3 }).map((n) => `/known/${n}`),
    fc.constantFrom('/x/2026-01-01', '/x/7', '/x/3f2504e0-4f89-41d3-9a0c-0305e82c3301'),
  ),
  status: fc.constantFrom(200, 201, 401, 404, 500, 0),
  principal: fc.constantFrom('p1', 'p2', 'p3'),
  queryNames: fc.subarray(Array.from({ length: 40 }, (_, n) => `name${n}`)),
  at: fc.constantFrom('2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z'),
});
const line: fc.Arbitrary<Line> = fc.record({
  file: fc.constantFrom('f1', 'f2', 'f3'),
  number: fc.nat({ max: 1000 }),
  text: fc.oneof({ weight: 9, arbitrary: record.map((one) => JSON.stringify(one)) }, fc.constant('bad')),
});
const lines = fc.uniqueArray(line, { maxLength: 120, selector: ({ file, number }) => `${file}:${number}` });

describe('the traffic state', () => {
  test('is the same for any split and any order', () => {
    fc.assert(
      fc.property(
        lines,
        fc.array(fc.nat({ max: 4 }), { minLength: 120, maxLength: 120 }),
        fc.boolean(),
        (all, split, turn) => {
          const parts = [...Map.groupBy(all, (_, index) => split[all.indexOf(_)] ?? index % 5).values()];
          const states = (turn ? parts.toReversed() : parts).map((part) =>
            stateOf(part.toSorted((a, b) => a.number - b.number)),
          );
          const merged = states.reduce((a, b) => mergeTraffic(b, a, limits), emptyTraffic());
          const whole = stateOf(all.toSorted((a, b) => a.number - b.number));
          expect(JSON.stringify(merged)).toBe(JSON.stringify(whole));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('survives being written and read', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const state = stateOf(all);
        expect(
          mergeTraffic(JSON.parse(JSON.stringify(state)) as TrafficState, emptyTraffic(), limits),
        ).toEqual(state);
      }),
    );
  });

  test('stays bounded and says how many requests it does not name', () => {
    const flood = Array.from({ length: 500 }, (_, n) => ({
      file: 'f',
      number: n + 1,
      text: JSON.stringify({
        host: 'b.test',
        method: 'GET',
        path: `/p${'abcdefghij'[n % 10]}${'klmnopqrst'[Math.floor(n / 10) % 10]}`,
        status: 200,
      }),
    }));
    const state = stateOf(flood);
    expect(state.usages).toHaveLength(limits.undeclared);
    expect(untrackedRequests(state)).toBe(500 - limits.undeclared * 5);
  });

  test('declared endpoints are never crowded out', () => {
    const noise = Array.from({ length: 50 }, (_, n) => ({
      host: 'b.test',
      method: 'GET',
      path: `/p${'abcdefghij'[n % 10]}${'klmno'[n % 5]}`,
      status: 200,
    }));
    const known = { host: 'a.test', method: 'GET', path: '/known/7', status: 404 };
    const state = stateOf(
      [...noise, known].map((one, n) => ({ file: 'f', number: n + 1, text: JSON.stringify(one) })),
    );
    expect(state.usages.filter((usage) => usage.known)).toEqual([
      expect.objectContaining({ template: '/known/{id}', requests: 1, evidence: 0, statuses: { '4xx': 1 } }),
    ]);
  });

  test('keeps the first unparsed lines, masked, and counts all', () => {
    const state = stateOf(Array.from({ length: 9 }, (_, n) => ({ file: 'f', number: 9 - n, text: 'bad' })));
    expect(state.unparsed.count).toBe(9);
    expect(state.unparsed.samples).toHaveLength(limits.samples);
  });
});
