import type { ApiRecord, Provenanced } from '../inventory/api-record.ts';
import { sourceKind } from '../inventory/evidence-sources.ts';
import type { AttestationPolicy } from './policy.ts';

/** What people are asked about an API. */
export const facts = ['existence', 'owner', 'purpose', 'exposure', 'dataClass', 'exception'] as const;
export type Fact = (typeof facts)[number];

/**
 * What evidence may attest by itself: that the API is there, and when it was used last. Who owns it, what it is for,
 * which data it handles, and whether an exception is still needed is known by people alone.
 */
export const attestedByEvidence: readonly Fact[] = ['existence'];

/** Facts that are values of the record, with their sources. */
export const valueFacts = ['owner', 'purpose', 'exposure', 'dataClass'] as const;
export type ValueFact = (typeof valueFacts)[number];
export const isValueFact = (fact: Fact): fact is ValueFact => (valueFacts as readonly Fact[]).includes(fact);

/** How a fact is called in a question. */
export const factTitles: Readonly<Record<Fact, string>> = {
  existence: 'It exists and is in use',
  owner: 'Owner',
  purpose: 'Purpose',
  exposure: 'Exposure',
  dataClass: 'Data class',
  exception: 'Exception',
};

export const provenancedOf = (record: ApiRecord, fact: ValueFact): Provenanced<string> | undefined =>
  record[fact];

/** Values compared as people mean them: case, accents of space and the end of a sentence tell nothing apart. */
export const sameValue = (a: string, b: string): boolean => normal(a) === normal(b);
const normal = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim().replace(/\.$/, '');

/** When use or configuration of the API was last seen; undefined when no such source is fresh. ISO 8601. */
export const seenByEvidence = (
  { evidence }: Pick<ApiRecord, 'evidence'>,
  { freshEvidenceDays }: Pick<AttestationPolicy, 'freshEvidenceDays'>,
  now: Date,
): string | undefined => {
  const oldest = new Date(now.getTime() - freshEvidenceDays * 86_400_000).toISOString();
  return evidence
    .filter(
      ({ source, stale, observedAt }) =>
        !stale && observedAt >= oldest && ['gateway', 'use'].includes(sourceKind(source).shows),
    )
    .map(({ observedAt }) => observedAt)
    .sort()
    .at(-1);
};
