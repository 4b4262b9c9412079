import { chao2 } from '../../core/inventory/estimate/chao2.ts';
import { jackknife } from '../../core/inventory/estimate/jackknife.ts';
import { sampleCoverage } from '../../core/inventory/estimate/sample-coverage.ts';
import type { Draw, Generator } from './cell-by-cell.ts';
import { type Row, sources, type World } from './worlds.ts';

const bitsOf = (pattern: number): number => (pattern === 0 ? 0 : (pattern & 1) + bitsOf(pattern >> 1));

/** Chapman's estimator for the first two sources, as a share of what all six found and never over 1. */
const chapmanShare = (draw: Draw, distinct: number): number => {
  const first = draw.filter((bits) => bits & 1).length;
  const second = draw.filter((bits) => bits & 2).length;
  const both = draw.filter((bits) => (bits & 3) === 3).length;
  return Math.min(1, distinct / (((first + 1) * (second + 1)) / (both + 1) - 1));
};

const rowOf = (draw: Draw, apis: number): Row => {
  const finds = draw.map(bitsOf);
  const found = (times: number): number => finds.filter((one) => one === times).length;
  const distinct = finds.filter((one) => one > 0).length;
  const counts = { families: sources, distinct, foundByOne: found(1), foundByTwo: found(2) };
  const chao = chao2(counts);
  return {
    coverage: distinct / apis,
    chao2: distinct / chao.total,
    jackknife: distinct / jackknife(counts),
    chapman: chapmanShare(draw, distinct),
    sampleCoverage: sampleCoverage({
      families: Array.from({ length: sources }, () => ({ family: 'configuration', found: 0 })),
      distinct,
      finds: finds.reduce((sum, one) => sum + one, 0),
      foundByOne: counts.foundByOne,
      foundByTwo: counts.foundByTwo,
    }),
    intervalHolds: chao.low <= apis && apis <= chao.high ? 1 : 0,
  };
};

/** Mean of every column over many draws of one world. */
export const simulate = (
  world: World,
  generator: Generator,
  { apis, draws, seed }: { readonly apis: number; readonly draws: number; readonly seed: number },
): Row => {
  const draw = generator(world, apis, seed);
  const rows = Array.from({ length: draws }, () => rowOf(draw(), apis));
  const mean = (column: keyof Row): number => rows.reduce((sum, row) => sum + row[column], 0) / draws;
  return {
    coverage: mean('coverage'),
    chao2: mean('chao2'),
    jackknife: mean('jackknife'),
    chapman: mean('chapman'),
    sampleCoverage: mean('sampleCoverage'),
    intervalHolds: mean('intervalHolds'),
  };
};
