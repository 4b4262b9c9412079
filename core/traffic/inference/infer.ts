import { firstLook, secondLook as secondLookWeights } from '../model/weights.ts';
import { ambiguityIn } from './ambiguity.ts';
import { type Entry, entriesOf } from './entry.ts';
import { expand, placesIn } from './expand.ts';
import { featuresOf } from './features.ts';
import type { AmbiguousGroup, HostAnswers, Inference, InferredEndpoint } from './inference.ts';
import { type KnownMatcher, type KnownRoutes, knownMatcher } from './known.ts';
import { knownEndpoints } from './known-endpoints.ts';
import { endpointsOf } from './leaf-endpoints.ts';
import { usesByHost } from './merge-uses.ts';
import { evaluate, logistic } from './network.ts';
import type { PathUse } from './path-use.ts';
import { residualOf } from './residual.ts';
import { secondLook } from './second-look.ts';
import type { Decide } from './verdict.ts';
import { wordUse } from './vocabulary.ts';

/** Two looks: each sibling by itself and its place, then all of them in the light of the first. */
const decideBySiblings =
  (placesOf: (label: string) => number): Decide =>
  (group, words) => {
    const features = featuresOf(group, words, placesOf);
    const logits = features.map((one) => evaluate(firstLook, one));
    return secondLook(group, words, features, logits).map((one) =>
      logistic(evaluate(secondLookWeights, one)),
    );
  };

/** Surer than this that a word is a value at one place, it is taken into account at the others. */
const sure = 0.9;
/** What that adds to the logit. */
const knownAsValue = 2.5;
/** Words that so many providers have as a whole segment are exempt (`WordUse.segment`): two. */
const commonSegment = 1.3;

/** A word that is a value at one place is hardly a resource at another: decides again with what the first run found. */
const decideTwice = (entries: readonly Entry[], dropsSlips: boolean): Decide => {
  const decide = decideBySiblings(placesIn(entries));
  const values = new Set<string>();
  expand(
    entries,
    (group, words) => {
      const probabilities = decide(group, words);
      words.forEach(({ label }, index) => {
        if ((probabilities[index] ?? 0) > sure && wordUse(label).segment < commonSegment) values.add(label);
      });
      return probabilities;
    },
    { dropsSlips },
  );
  return (group, words) =>
    decide(group, words).map((probability, index) =>
      values.has(words[index]?.label ?? '')
        ? logistic(Math.log(probability / (1 - probability)) + knownAsValue)
        : probability,
    );
};

interface HostInference {
  readonly endpoints: readonly InferredEndpoint[];
  readonly ambiguous: readonly AmbiguousGroup[];
  readonly answers: HostAnswers;
  readonly probes: { readonly requests: number; readonly paths: number };
}

const inferHost = (host: string, uses: readonly PathUse[], known: KnownMatcher): HostInference => {
  const { splits, matched, shapes, gate, probes } = residualOf(uses, known);
  const entries = entriesOf(splits);
  const ambiguous: AmbiguousGroup[] = [];
  const decide = decideTwice(entries, gate.catchAll);
  const leaves = expand(
    entries,
    (group, words) => {
      const probabilities = decide(group, words);
      const doubt = ambiguityIn(host, group, words, probabilities);
      if (doubt) ambiguous.push(doubt);
      return probabilities;
    },
    { dropsSlips: gate.catchAll },
  );
  return {
    endpoints: [
      ...knownEndpoints(host, matched),
      ...leaves.flatMap((leaf) =>
        endpointsOf(host, leaf, gate.catchAll, shapes.get(leaf.parts.join('/')) ?? 0),
      ),
    ],
    ambiguous,
    answers: { host, fallback: [...gate.fallback].sort((a, b) => a - b), catchAll: gate.catchAll },
    probes,
  };
};

const orderOf = ({ host, template, method }: InferredEndpoint): string => `${host} ${template} ${method}`;

/**
 * The endpoints behind the requests. Declared templates are matched first and never inferred again; what is left is
 * decided host by host from the raw counters, so that no earlier outcome binds a later run. The result depends on the
 * uses as a set: split, repeated in parts or reordered, they give the same.
 */
export const inferEndpoints = (uses: Iterable<PathUse>, known: KnownRoutes = []): Inference => {
  const matcher = knownMatcher(known);
  const hosts = usesByHost(uses).map((of) => inferHost(of[0]?.host ?? '', of, matcher));
  return {
    endpoints: hosts
      .flatMap(({ endpoints }) => endpoints)
      .map((endpoint) => ({ endpoint, order: orderOf(endpoint) }))
      .sort((a, b) => (a.order < b.order ? -1 : 1))
      .map(({ endpoint }) => endpoint),
    ambiguous: hosts.flatMap(({ ambiguous }) => ambiguous),
    probes: {
      requests: hosts.reduce((sum, { probes }) => sum + probes.requests, 0),
      paths: hosts.reduce((sum, { probes }) => sum + probes.paths, 0),
    },
    hosts: hosts.map(({ answers }) => answers),
  };
};
