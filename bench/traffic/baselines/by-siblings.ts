/** Peers that compare paths with each other. */
import type { PathUse } from '../../../core/traffic/inference/path-use.ts';
import { dictionarySet } from '../words.ts';
import { type Baseline, isDigits, isUuid, pathOf, segmentsOf } from './baseline.ts';
import { aktoImmediate } from './by-segment.ts';

/** Akto: on sight, then of one method and length those that differ in one plain string, at least ten of them. */
export const akto: Baseline = (uses) => {
  const first = uses.map(({ path }) => segmentsOf(path).map((one) => (aktoImmediate(one) ? '{}' : one)));
  const groups = new Map<string, Set<string>>();
  const keysOf = (index: number) => {
    const segments = first[index] as string[];
    return segments.map(
      (_, at) =>
        `${uses[index]?.method} ${pathOf(segments.map((s, i) => (i === at ? '*' : s.toLowerCase())))}`,
    );
  };
  const isWord = (segment: string) => dictionarySet.has(segment.toLowerCase());
  uses.forEach((_, index) => {
    keysOf(index).forEach((key, at) => {
      const segment = first[index]?.[at] as string;
      if (segment === '{}' || isWord(segment)) return;
      const group = groups.get(key) ?? new Set();
      groups.set(key, group.add(segment));
    });
  });
  return uses.map((_, index) => {
    const segments = first[index] as string[];
    const keys = keysOf(index);
    const at = segments.findIndex(
      (segment, i) =>
        segment !== '{}' && !isWord(segment) && (groups.get(keys[i] as string)?.size ?? 0) >= 10,
    );
    return pathOf(segments.map((segment, i) => (i === at ? '{}' : segment)));
  });
};

/** Optic: two URLs that share the built prefix make a variable, not first, not after a variable or a version. */
export const optic: Baseline = (uses) => {
  const children = new Map<string, Set<string>>();
  const templates = uses.map(({ path }) => segmentsOf(path).slice());
  const longest = Math.max(0, ...templates.map((one) => one.length));
  for (let at = 0; at < longest; at++) {
    children.clear();
    for (const one of templates)
      if (at < one.length) {
        const key = pathOf(one.slice(0, at));
        const set = children.get(key) ?? new Set();
        children.set(key, set.add(one[at] as string));
      }
    for (const one of templates) {
      if (at >= one.length || at === 0) continue;
      const before = one[at - 1] as string;
      if (before === '{}' || /^(?:api|v\d+|\d+\.\d+|20\d\d-\d\d-\d\d)$/.test(before)) continue;
      const segment = one[at] as string;
      const many = (children.get(pathOf(one.slice(0, at)))?.size ?? 0) >= 2;
      if (isDigits(segment) || isUuid(segment) || many) one[at] = '{}';
    }
  }
  return templates.map(pathOf);
};

/** Metlo: numbers, UUIDs, parts that are in no word list; then what is rarer than a tenth at its position. */
export const metlo: Baseline = (uses) => {
  const first = uses.map(({ path }) =>
    segmentsOf(path).map((segment) =>
      !Number.isNaN(Number(segment)) ||
      isUuid(segment) ||
      segment
        .split(/[-_]/)
        .some((part) => !/^v\d+$|^api$/.test(part) && !dictionarySet.has(part.toLowerCase()))
        ? '{}'
        : segment,
    ),
  );
  const totals = new Map<string, number>();
  const counts = new Map<string, number>();
  const position = (index: number, at: number) => `${uses[index]?.method} ${first[index]?.length} ${at}`;
  uses.forEach((use, index) => {
    first[index]?.forEach((segment, at) => {
      const key = position(index, at);
      totals.set(key, (totals.get(key) ?? 0) + use.evidence);
      counts.set(`${key} ${segment}`, (counts.get(`${key} ${segment}`) ?? 0) + use.evidence);
    });
  });
  return uses.map((_, index) =>
    pathOf(
      (first[index] as string[]).map((segment, at) => {
        const key = position(index, at);
        const total = totals.get(key) ?? 1;
        return total >= 100 && (counts.get(`${key} ${segment}`) ?? 0) / total < 0.1 ? '{}' : segment;
      }),
    ),
  );
};

/** A trie whose node gives up its literal children over a limit. */
export const naiveTrie =
  (limit: number): Baseline =>
  (uses) => {
    const templates = uses.map(({ path }) =>
      segmentsOf(path).map((one) => (isDigits(one) || isUuid(one) ? '{}' : one)),
    );
    const longest = Math.max(0, ...templates.map((one) => one.length));
    for (let at = 0; at < longest; at++) {
      const children = new Map<string, Set<string>>();
      const keyOf = (one: readonly string[]) => pathOf(one.slice(0, at));
      for (const one of templates)
        if (at < one.length)
          children.set(keyOf(one), (children.get(keyOf(one)) ?? new Set()).add(one[at] as string));
      const wide = new Set([...children].filter(([, set]) => set.size > limit).map(([key]) => key));
      for (const one of templates) if (at < one.length && wide.has(keyOf(one))) one[at] = '{}';
    }
    return templates.map(pathOf);
  };

interface Cluster {
  readonly tokens: string[];
  readonly members: Set<string>;
}

/** Drain (ICWS 2017) on segments: fixed depth tree by length and first tokens, similarity, digits are parameters. */
const drainWith = (
  uses: readonly PathUse[],
  threshold: (tokens: readonly string[]) => number,
  mayMerge: (tokens: readonly string[], cluster: readonly string[]) => boolean,
): Cluster[] => {
  const leaves = new Map<string, Cluster[]>();
  return uses.map(({ method, path }) => {
    const tokens = segmentsOf(path);
    const first = tokens
      .slice(0, 2)
      .map((token) => (/\d/.test(token) && !/^v\d+$/.test(token) ? '{}' : token));
    const key = `${method} ${tokens.length} ${first.join('/')}`;
    const clusters = leaves.get(key) ?? [];
    leaves.set(key, clusters);
    let best: Cluster | undefined;
    let bestShare = -1;
    for (const cluster of clusters.slice(0, 1024)) {
      const same = cluster.tokens.filter((token, index) => token === tokens[index]).length;
      const share = same / Math.max(1, tokens.length);
      if (share > bestShare && share >= threshold(tokens) && mayMerge(tokens, cluster.tokens)) {
        best = cluster;
        bestShare = share;
      }
    }
    if (!best) {
      best = { tokens: [...tokens], members: new Set([path]) };
      clusters.push(best);
    } else {
      best.members.add(path);
      tokens.forEach((token, index) => {
        if (best && best.tokens[index] !== token) best.tokens[index] = '{}';
      });
    }
    return best;
  });
};

export const drain =
  (threshold: number): Baseline =>
  (uses) =>
    drainWith(
      uses,
      () => threshold,
      () => true,
    ).map(({ tokens }) => pathOf(tokens));

/** SkyWalking R3: Drain whose merges spare words, versions and neighbours of parameters; three members make a cluster. */
export const r3: Baseline = (uses) => {
  const order = uses
    .map((_, index) => index)
    .sort((a, b) => ((uses[a]?.path ?? '') < (uses[b]?.path ?? '') ? -1 : 1));
  const sorted = order.map((index) => uses[index] as PathUse);
  const clusters = drainWith(
    sorted,
    (tokens) => (0.5 * tokens.filter((token) => !/\d/.test(token)).length) / Math.max(1, tokens.length),
    (tokens, cluster) => {
      const differs = tokens.map((token, index) => token !== cluster[index]);
      return differs.every((differing, index) => {
        if (!differing) return true;
        const token = tokens[index] as string;
        if (dictionarySet.has(token.toLowerCase()) || /^v\d+$/.test(token)) return false;
        const known = cluster[index] as string;
        if (known !== '{}' && dictionarySet.has(known.toLowerCase())) return false;
        return !differs[index - 1] && !differs[index + 1];
      });
    },
  );
  const out: (string | undefined)[] = new Array(uses.length);
  order.forEach((index, position) => {
    const cluster = clusters[position] as Cluster;
    out[index] = cluster.members.size >= 3 ? pathOf(cluster.tokens) : uses[index]?.path;
  });
  return out;
};
