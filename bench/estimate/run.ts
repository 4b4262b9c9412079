/**
 * `node bench/estimate/run.ts`: what the estimators say of four banks of which the truth is known, beside the table
 * of the design, by two generators that have nothing in common but the worlds.
 */
import { byPattern } from './by-pattern.ts';
import { cellByCell } from './cell-by-cell.ts';
import { simulate } from './simulate.ts';
import { apis, draws, type Row, sources, worlds } from './worlds.ts';

const seed = Number(process.env.BENCH_SEED ?? 20261124);
/** As many as leave the count of intervals a standard error of a quarter of a point. */
const many = 20_000;
const columns = [
  ['coverage', 'true'],
  ['jackknife', 'Jack-1'],
  ['chao2', 'Chao2'],
  ['chapman', 'Chapman'],
  ['sampleCoverage', 'Good-Turing'],
  ['intervalHolds', 'CI holds'],
] as const satisfies readonly (readonly [keyof Row, string])[];

const cells = (row: Row) => columns.map(([column]) => row[column].toFixed(3).padStart(12)).join('');
const line = (name: string, generator: string, rest: string) =>
  console.log(`${name.padEnd(18)}${generator.padEnd(14)}${rest}`);

console.log(`Share of APIs that is known: truth and estimators, means of ${draws} draws`);
console.log(`${apis} APIs, ${sources} sources, seed ${seed}, Node ${process.versions.node}\n`);
line('world', 'from', columns.map(([, title]) => title.padStart(12)).join(''));
const generators = [
  ['cell by cell', cellByCell],
  ['by pattern', byPattern],
] as const;
for (const world of worlds) {
  line(world.name, 'design', cells(world.expected));
  for (const [name, generator] of generators)
    line('', name, cells(simulate(world, generator, { apis, draws, seed })));
}

const farthest = (chosen: readonly (keyof Row)[], count: number) =>
  Math.max(
    ...worlds.flatMap((world) =>
      generators.flatMap(([, generator]) => {
        const row = simulate(world, generator, { apis, draws: count, seed });
        return chosen.map((column) => Math.abs(row[column] - world.expected[column]));
      }),
    ),
  );
const inPoints = (share: number) => `${(share * 100).toFixed(1)} points`;
const means = columns.map(([column]) => column).filter((column) => column !== 'intervalHolds');
console.log('\nFarthest from the table of the design, over both generators:');
console.log(`  truth and estimators  ${inPoints(farthest(means, draws))}`);
console.log(
  `  CI holds              ${inPoints(farthest(['intervalHolds'], draws))}; a count of ${draws} draws, its standard error is up to 2 points`,
);
console.log(`  CI holds, ${many} draws  ${inPoints(farthest(['intervalHolds'], many))}`);
const [, , clustered] = worlds;
if (clustered) {
  const { intervalHolds } = simulate(clustered, cellByCell, { apis: 500, draws, seed });
  console.log(
    `Clustered shadow with 500 APIs: the interval holds in ${(intervalHolds * 100).toFixed(0)} % of the draws (design: 58 %).`,
  );
}
console.log(
  '\nDoes not show: that a real bank is like one of these worlds. Their probabilities were fitted to the table.\nThe jackknife is farthest from Good-Turing where APIs hide; none of them sees the invisible ones.',
);
