import { inParallel } from '../parallel.ts';
import type { Documents } from '../ports.ts';
import { cycleKeys, latestKeys } from './cycle-keys.ts';
import { ifStored } from './gateway-store.ts';
import type { ImportBatch } from './import-plan.ts';
import type { Imported } from './read-import-batch.ts';

/** Documents of the evidence bucket that are read at once. */
const concurrency = 16;

const fileOf = (locator: string): string => locator.replace(/(#.*|:\d+)$/, '');

/** Files that could not be read whole keep what they said last, where they do not say it now. */
const withMissed = (read: Imported, last: Imported): Imported => {
  const unclear = new Set(read.problems.map(({ file }) => fileOf(file)));
  const fresh = new Set(read.evidence.map(({ locator, host }) => `${locator} ${host}`));
  const missed = last.evidence.filter(
    ({ locator, host }) => unclear.has(fileOf(locator)) && !fresh.has(`${locator} ${host}`),
  );
  return {
    ...read,
    evidence: [...read.evidence, ...missed.map((one) => ({ ...one, stale: true as const }))],
  };
};

/** An importer that died, or an artefact that it could not read: what the artefact said last stands, marked stale. */
const withLast = async (batch: ImportBatch, documents: Pick<Documents, 'getJson'>): Promise<Imported> => {
  const read = await ifStored<Imported>(documents, cycleKeys(batch.cycleId).imported(batch.batchId));
  if (read?.coverage.state === 'READ') return read;
  const last = await ifStored<Imported>(documents, latestKeys.imported(batch.key));
  if (read?.coverage.state === 'PARTIAL') return last ? withMissed(read, last) : read;
  const problems = read?.problems ?? [
    {
      file: batch.key,
      message: 'The importer ended without a result.',
      fix: 'Look up the failed child of ReadImports in the execution history.',
    },
  ];
  const failures = [{ call: 'ReadImport', reason: 'UNAVAILABLE' as const, about: '' }];
  if (last) {
    return {
      ...last,
      evidence: last.evidence.map((one) => ({ ...one, stale: true as const })),
      coverage: { ...last.coverage, state: 'STALE', failures },
      problems,
    };
  }
  const nothing = { place: batch.key, evidence: [], apis: [], consumers: [], settings: [], problems };
  return (
    read ?? {
      ...nothing,
      coverage: { source: 'imports', place: batch.key, state: 'UNREAD', read: 0, failures },
    }
  );
};

/** Every artefact of this cycle with what is used of it. */
export const readImported = async (
  cycleId: string,
  documents: Pick<Documents, 'getJson'>,
): Promise<readonly Imported[]> => {
  const batches = await documents.getJson<readonly ImportBatch[]>(cycleKeys(cycleId).importBatches);
  return inParallel(batches, concurrency, (batch) => withLast(batch, documents));
};
