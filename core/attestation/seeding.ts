import type { ApiRecord } from '../inventory/api-record.ts';
import { dataClasses, exposures } from '../inventory/evidence.ts';
import type { Candidate } from './candidates.ts';
import { draw } from './draw.ts';

/** Facts whose false values are plain: one of the other words of a closed list. */
const falseValues = { exposure: exposures, dataClass: dataClasses } as const;
type Seedable = keyof typeof falseValues;

/** From here on a statement counts as known, so that its opposite is known to be false. */
const knownFrom = 0.7;

/**
 * How many statements known to be false go into a list of `questions`: on average exactly the share, for every person
 * and week by a draw that cannot be foreseen and always comes out the same.
 */
export const seedCount = (questions: number, share: number, ...subject: readonly string[]): number =>
  Math.floor(questions * share + draw('seed-count', ...subject));

/** Questions about facts that nobody has to be asked about, with an answer that is known to be false. */
export const seededCandidates = (
  records: readonly ApiRecord[],
  person: Candidate['person'],
  isTaken: (record: ApiRecord, fact: Seedable) => boolean,
  count: number,
  ...subject: readonly string[]
): readonly Candidate[] => {
  if (count === 0) return [];
  const possible = records.flatMap((record) =>
    (Object.keys(falseValues) as Seedable[]).flatMap((fact): [number, Candidate][] => {
      const known = record[fact];
      if (!known || known.confidence < knownFrom || known.others.length > 0 || isTaken(record, fact))
        return [];
      const wrong = falseValues[fact].filter((value) => value !== known.value);
      const shown = wrong[Math.floor(draw('seed-value', ...subject, record.apiId, fact) * wrong.length)];
      return [
        [
          draw('seed-pick', ...subject, record.apiId, fact),
          { record, fact, reason: 'DUE', person, others: [], ...(shown ? { shown } : {}) },
        ],
      ];
    }),
  );
  return possible
    .toSorted(([a], [b]) => a - b)
    .slice(0, count)
    .map(([, candidate]) => candidate);
};
