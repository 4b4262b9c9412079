import { exceptionIdFor } from './exception-id.ts';
import type { Reviews } from './ports.ts';

/**
 * The newest request that has no review yet. None while an earlier one is open: rounds go on by themselves, and what is
 * decided stays decided.
 */
export const nextRequest = async (
  keys: readonly string[],
  reviews: Pick<Reviews, 'read'>,
): Promise<string | undefined> => {
  const stored = await Promise.all(keys.map((key) => reviews.read(exceptionIdFor(key))));
  if (stored.some((one) => one?.review.state === 'IN_REVIEW')) return undefined;
  return keys.filter((_, index) => !stored[index]).at(-1);
};
