import { describe, expect, test } from '@jest/globals';
import { byPattern, patternProbabilities } from '../../bench/estimate/by-pattern.ts';
import { cellByCell } from '../../bench/estimate/cell-by-cell.ts';
import { mulberry32, sfc32 } from '../../bench/estimate/random.ts';
import { simulate } from '../../bench/estimate/simulate.ts';
import { apis, draws, type Row, type World, worlds } from '../../bench/estimate/worlds.ts';

const point = 0.01;
const means = [
  'coverage',
  'chao2',
  'jackknife',
  'chapman',
  'sampleCoverage',
] as const satisfies readonly (keyof Row)[];

describe.each([
  ['cell by cell', cellByCell],
  ['by pattern', byPattern],
])('four banks of which the truth is known, %s', (_, generator) => {
  test.each(worlds.map((world) => [world.name, world] as const))(
    '%s: truth and estimators within a point of the table of the design',
    (_name, world) => {
      const row = simulate(world, generator, { apis, draws, seed: 20261124 });
      for (const column of means)
        expect(Math.abs(row[column] - world.expected[column])).toBeLessThanOrEqual(point);
    },
  );

  test.each(worlds.map((world) => [world.name, world] as const))(
    '%s: the interval of Chao2 holds as often as in it',
    (_name, world) => {
      const { intervalHolds } = simulate(world, generator, { apis, draws: 2_000, seed: 7 });
      // Standard error of 2 000 draws is up to 0.9 points, that of the 400 of the table 2.
      expect(Math.abs(intervalHolds - world.expected.intervalHolds)).toBeLessThanOrEqual(2 * point);
    },
  );
});

test('the two generators agree with each other, and no estimator sees the invisible', () => {
  for (const world of worlds) {
    const first = simulate(world, cellByCell, { apis, draws: 1_000, seed: 3 });
    const second = simulate(world, byPattern, { apis, draws: 1_000, seed: 4 });
    for (const column of means) expect(Math.abs(first[column] - second[column])).toBeLessThan(0.006);
  }
  const [, , , invisible] = worlds as readonly [World, World, World, World];
  const row = simulate(invisible, byPattern, { apis, draws, seed: 1 });
  for (const column of ['chao2', 'jackknife', 'chapman', 'sampleCoverage'] as const)
    expect(row[column]).toBeGreaterThan(row.coverage + 0.08);
});

test('patterns of a world are everything that can happen', () => {
  for (const world of worlds) {
    const sum = patternProbabilities(world).reduce((total, one) => total + one, 0);
    expect(sum).toBeCloseTo(1, 9);
  }
});

test.each([mulberry32, sfc32])('%p is even: tenths of the unit interval are equally full', (generator) => {
  const random = generator(42);
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let index = 0; index < 100_000; index++) {
    const tenth = Math.floor(random() * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});
