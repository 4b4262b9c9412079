import { type BackendAnswer, type BackendRequest, problem } from './backend.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** For the next call; null at the end. */
  readonly nextCursor: string | null;
}

const encoded = (offset: number): string => Buffer.from(String(offset)).toString('base64url');

const wholeNumber = (text: string): number | undefined => (/^\d{1,6}$/.test(text) ? Number(text) : undefined);

/** Cuts a list by `limit` (1–100, 25 unless told) and the opaque `cursor` of the page before. */
export const paged = <Item>(
  items: readonly Item[],
  { query }: Pick<BackendRequest, 'query'>,
): Page<Item> | BackendAnswer => {
  const limit = wholeNumber(query.get('limit') ?? '25');
  const offset = wholeNumber(Buffer.from(query.get('cursor') ?? encoded(0), 'base64url').toString());
  if (limit === undefined || limit < 1 || limit > 100)
    return problem(400, 'Bad request', 'limit is a whole number from 1 to 100.');
  if (offset === undefined)
    return problem(400, 'Bad request', 'cursor is not one that this service gave out.');
  const end = offset + limit;
  return { items: items.slice(offset, end), nextCursor: end < items.length ? encoded(end) : null };
};
