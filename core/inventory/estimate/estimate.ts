import type { ApiRecord } from '../api-record.ts';
import type { SourceFamily } from '../evidence-sources.ts';
import { type Chao2Estimate, chao2 } from './chao2.ts';
import { type Incidence, incidenceOf } from './incidence.ts';
import { jackknife } from './jackknife.ts';

/** Below four inspectors no capture-recapture model was accurate (Briand and others 2000). */
export const fewestFamilies = 4;
/** Overlap of two is what Chao2 divides by. */
export const fewestFoundByTwo = 5;

interface Known {
  /** APIs in the catalogue. */
  readonly known: number;
  readonly incidence: Incidence;
}

/**
 * How many APIs there are by the overlap of independent families. Dependence and APIs that no family can find make
 * every such figure too low, so that a share from it is an upper bound: it is said as "at most about", or not at all.
 */
export type UnknownEstimate =
  | (Known & {
      readonly kind: 'ESTIMATED';
      /** How many there are by the first-order jackknife, and the share that was found, 0–1. */
      readonly jackknife: { readonly total: number; readonly share: number };
      readonly chao2: Chao2Estimate & { readonly share: number };
    })
  | (Known & {
      readonly kind: 'REFUSED';
      /** What is missing, one sentence each. */
      readonly reasons: readonly string[];
    });

const reasonsAgainst = ({ families, foundByTwo }: Incidence): readonly string[] => [
  ...(families.length < fewestFamilies
    ? [`Independent families that found APIs: ${families.length}, and it takes ${fewestFamilies}.`]
    : []),
  ...(foundByTwo < fewestFoundByTwo
    ? [`APIs that exactly two families found: ${foundByTwo}, and it takes ${fewestFoundByTwo}.`]
    : []),
];

/** @param independent families that count, from `policy/discovery.yaml` */
export const estimateUnknown = (
  records: readonly Pick<ApiRecord, 'evidence'>[],
  independent: readonly SourceFamily[],
): UnknownEstimate => {
  const incidence = incidenceOf(records, independent);
  const known = records.length;
  const reasons = reasonsAgainst(incidence);
  if (reasons.length > 0) return { kind: 'REFUSED', known, incidence, reasons };
  const { distinct, foundByOne, foundByTwo } = incidence;
  const counts = { families: incidence.families.length, distinct, foundByOne, foundByTwo };
  const total = jackknife(counts);
  const chao = chao2(counts);
  return {
    kind: 'ESTIMATED',
    known,
    incidence,
    jackknife: { total, share: distinct / total },
    chao2: { ...chao, share: distinct / chao.total },
  };
};
