import type { ApiId, CycleId } from '../identifiers.ts';
import type { CatalogueDiff, ChangedApi, FieldChange } from './catalogue-diff.ts';

/** What one cycle found different about one API. */
export interface HistoryEntry {
  readonly apiId: ApiId;
  readonly cycleId: CycleId;
  /** Sentences for a person. */
  readonly changes: readonly string[];
  /** The fields behind them, with their values. */
  readonly fields: readonly FieldChange[];
}

/** Endpoints that one entry names; the rest is counted. */
const maxEndpoints = 100;

const shown = (value: FieldChange['before']): string =>
  typeof value === 'string' ? value : (value ?? []).join(', ') || 'none';

const fieldSentence = ({ field, before, after }: FieldChange): string => {
  if (before === undefined) return `${field} is known: ${shown(after)}`;
  if (after === undefined) return `${field} is not known any more; it was ${shown(before)}`;
  return `${field} was ${shown(before)} and is ${shown(after)}`;
};

const endpointSentences = ({ endpointsAdded, endpointsRemoved, statesChanged }: ChangedApi): string[] => {
  const all = [
    ...endpointsAdded.map((endpoint) => `${endpoint} appeared`),
    ...endpointsRemoved.map((endpoint) => `${endpoint} went`),
    ...statesChanged.map(({ endpoint, before, after }) => `${endpoint} was ${before} and is ${after}`),
  ];
  const more = all.length - maxEndpoints;
  return more > 0 ? [...all.slice(0, maxEndpoints), `${more} more endpoints changed`] : all;
};

/**
 * The history that a cycle adds: one entry for each API about which something changed.
 * @param before whether the catalogue knew an API before, if only as one that was removed
 */
export const historyOf = (
  cycleId: CycleId,
  diff: CatalogueDiff,
  before: (apiId: ApiId) => boolean,
): readonly HistoryEntry[] => {
  const entries = new Map<ApiId, { changes: string[]; fields: FieldChange[] }>();
  const enter = (apiId: ApiId, changes: readonly string[], fields: readonly FieldChange[] = []): void => {
    const entry = entries.get(apiId) ?? { changes: [], fields: [] };
    entry.changes.push(...changes);
    entry.fields.push(...fields);
    entries.set(apiId, entry);
  };
  for (const apiId of diff.added) enter(apiId, [before(apiId) ? 'It was found again' : 'It was found first']);
  for (const apiId of diff.removed)
    enter(apiId, ['Everything that had named it was read in full and names it no more']);
  for (const { from, into } of diff.merged) {
    enter(into, [`${from} was found to be one with it`]);
    enter(from, [`It was found to be one with ${into}`]);
  }
  for (const { from, into } of diff.split)
    enter(from, [`A part of it is an API of its own now: ${into.join(', ')}`]);
  for (const changed of diff.changed)
    enter(
      changed.apiId,
      [...changed.changes.map(fieldSentence), ...endpointSentences(changed)],
      changed.changes,
    );
  return [...entries].map(([apiId, entry]) => ({ apiId, cycleId, ...entry }));
};
