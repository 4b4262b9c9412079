import type { ApiRecord } from './api-record.ts';
import type { Correction } from './correction.ts';

/** Every key that a correction can name this API by. */
export const keysOf = ({ resources, merges }: Pick<ApiRecord, 'resources' | 'merges'>): ReadonlySet<string> =>
  new Set([...resources, ...merges.flatMap(({ left, right }) => [left, right])]);

/** What people decided about this API, newest first. */
export const correctionsOf = (
  record: Pick<ApiRecord, 'apiId' | 'resources' | 'merges'>,
  corrections: readonly Correction[],
): readonly Correction[] => {
  const keys = keysOf(record);
  return corrections
    .filter((one) =>
      one.kind === 'settle' ? one.apiId === record.apiId : keys.has(one.left) || keys.has(one.right),
    )
    .toReversed();
};
