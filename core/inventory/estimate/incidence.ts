import type { ApiRecord } from '../api-record.ts';
import { type SourceFamily, sourceKind } from '../evidence-sources.ts';

/** Which family of sources found which API, counted: all that the estimators need. */
export interface Incidence {
  /** Families that found at least one API, with how many each found, most first. */
  readonly families: readonly { readonly family: SourceFamily; readonly found: number }[];
  /** APIs that at least one of these families found: `D`. */
  readonly distinct: number;
  /** Finds over all families: `n`. */
  readonly finds: number;
  /** APIs that exactly one family found: `f1`. */
  readonly foundByOne: number;
  /** APIs that exactly two families found: `f2`. */
  readonly foundByTwo: number;
}

/**
 * Families that found one API by themselves. Registers that people keep are fed from other sources, and what was said
 * after the evidence had been shown repeats it: neither is a find.
 */
const findersOf = (
  { evidence }: Pick<ApiRecord, 'evidence'>,
  independent: ReadonlySet<SourceFamily>,
): ReadonlySet<SourceFamily> =>
  new Set(
    evidence
      .filter(({ afterReveal }) => afterReveal !== true)
      .map(({ source }) => sourceKind(source).family)
      .filter((family) => family !== 'record' && independent.has(family)),
  );

/**
 * Counts finds by family. A family without any find does not count as one: nobody shows that it was looked at.
 * @param independent families that the policy holds for independent of each other (`policy/discovery.yaml`)
 */
export const incidenceOf = (
  records: readonly Pick<ApiRecord, 'evidence'>[],
  independent: readonly SourceFamily[],
): Incidence => {
  const families = new Set(independent);
  const finders = records.map((record) => findersOf(record, families)).filter(({ size }) => size > 0);
  const found = new Map<SourceFamily, number>();
  for (const family of finders.flatMap((set) => [...set])) found.set(family, (found.get(family) ?? 0) + 1);
  return {
    families: [...found]
      .map(([family, count]) => ({ family, found: count }))
      .toSorted((a, b) => b.found - a.found || (a.family < b.family ? -1 : 1)),
    distinct: finders.length,
    finds: finders.reduce((sum, { size }) => sum + size, 0),
    foundByOne: finders.filter(({ size }) => size === 1).length,
    foundByTwo: finders.filter(({ size }) => size === 2).length,
  };
};
