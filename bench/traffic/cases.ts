/** The traffic that fits and tests are made on. */
import { type Spec, specsOf } from './corpus.ts';
import { generatorA, type OptionsA } from './generators/generator-a.ts';
import { generatorB, type OptionsB } from './generators/generator-b.ts';
import { generatorC, type OptionsC } from './generators/generator-c.ts';
import { openStyles } from './generators/values-a.ts';
import { type StyleB, stylesB } from './generators/values-b.ts';
import { randomOf } from './random.ts';
import type { Case } from './traffic.ts';

const hardB = 'words words words person place capitalised numberedWord ticker short words person place'.split(
  ' ',
) as StyleB[];

/** Every provider under both generators, sparse and dense, with and without a forced style. */
export function* fitCases(): Generator<Case> {
  const random = randomOf('fit cases');
  for (const spec of specsOf('fit'))
    for (let round = 0; round < 3; round++) {
      const requests = Math.round(200 * 10 ** (2 * random.next()));
      // Words for values are what must be learnt; forms give the rest away.
      const forced = random.chance(0.5);
      // A few values, often called: what tells them from resources is then only what lies under them.
      const pool = random.chance(0.5) ? { pool: 1 + Math.round(2 * 10 ** (1.3 * random.next())) } : {};
      yield generatorA(spec, {
        seed: `fit ${round}`,
        requests,
        ...pool,
        ...(forced ? { style: random.pick(['slug', 'slug', 'username', 'code', ...openStyles]) } : {}),
      });
      yield generatorB(spec, {
        seed: `fit ${round}`,
        requests: Math.round(requests / 1.5),
        ...pool,
        ...(forced ? { style: random.pick([...hardB, ...stylesB]) } : {}),
      });
    }
}

export const casesA = (specs: readonly Spec[], options: Partial<OptionsA> = {}): Case[] =>
  specs.map((spec) => generatorA(spec, { seed: 'test', ...options }));

export const casesB = (specs: readonly Spec[], options: Partial<OptionsB> = {}): Case[] =>
  specs.map((spec) => generatorB(spec, { seed: 'test', ...options }));

export const casesC = (specs: readonly Spec[], options: Partial<OptionsC> = {}): Case[] =>
  specs.map((spec) => generatorC(spec, { seed: 'test', ...options }));
