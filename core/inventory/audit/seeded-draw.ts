import { createHash } from 'node:crypto';
import type { NetworkEndpoint, NetworkFrame } from './network-frame.ts';

const rankOf = (seed: string, key: string): string =>
  createHash('sha256').update(`${seed}\n${key}`).digest('hex');

/**
 * Draws without replacement: endpoints in the order of SHA-256 over seed and key. Whoever has the seed and the frame
 * can draw again with any tool; a larger draw of the same seed begins with the smaller one.
 * @param seed chosen at random when the frame is fixed, so that nobody could choose what is looked at
 */
export const seededDraw = (
  { endpoints }: Pick<NetworkFrame, 'endpoints'>,
  seed: string,
  count: number,
): readonly NetworkEndpoint[] =>
  endpoints
    .map((endpoint) => ({ endpoint, rank: rankOf(seed, endpoint.key) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, count)
    .map(({ endpoint }) => endpoint);
