import { createHash } from 'node:crypto';

/** A number in [0, 1) that the text alone decides: the same draw every time, and none that people can foresee. */
export const draw = (...text: readonly string[]): number =>
  createHash('sha256').update(text.join('\n')).digest().readUInt32BE(0) / 2 ** 32;

/** First characters of a hash, for ids. */
export const shortHash = (length: number, ...text: readonly string[]): string =>
  createHash('sha256').update(text.join('\n')).digest('hex').slice(0, length);
