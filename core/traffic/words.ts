/**
 * Bytes by fours. A view costs as much as reading a line, so the last two are kept: the chunk, and the buffer of a line
 * that ran over its end.
 */
let held: { readonly bytes: Buffer; readonly view: DataView } | undefined;
let before: typeof held;

export const viewOf = (bytes: Buffer): DataView => {
  if (held?.bytes === bytes) return held.view;
  if (before?.bytes === bytes) {
    const swapped = before;
    before = held;
    held = swapped;
    return swapped.view;
  }
  before = held;
  held = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
  return held.view;
};

const ones = 0x01010101;
const highs = 0x80808080;

/** Whether one of four bytes is zero (H. Warren, "Hacker's Delight", 6-1). */
const hasZero = (word: number): boolean => (((word - ones) & ~word & highs) | 0) !== 0;

const quotes = 0x22222222;
const backslashes = 0x5c5c5c5c;

/** Place of the next quote, or of a backslash before it; `end` if there is none. */
export const nextQuote = (bytes: Buffer, view: DataView, from: number, end: number): number => {
  let at = from;
  for (; at + 4 <= end; at += 4) {
    const word = view.getInt32(at, true);
    if (hasZero(word ^ quotes) || hasZero(word ^ backslashes)) break;
  }
  while (at < end && bytes[at] !== 34 && bytes[at] !== 92) at++;
  return at;
};

/** A text to be compared with a place in a line. */
export interface Pattern {
  readonly length: number;
  readonly words: Int32Array;
}

/** @returns undefined for a text of fewer than four bytes */
export const patternOf = (text: string): Pattern | undefined => {
  const bytes = Buffer.from(text);
  const view = viewOf(bytes);
  if (bytes.length < 4) return undefined;
  const words: number[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) words.push(view.getInt32(at, true));
  // The last four overlap the ones before them.
  return { length: bytes.length, words: Int32Array.from([...words, view.getInt32(bytes.length - 4, true)]) };
};

export const isAt = (view: DataView, at: number, end: number, { length, words }: Pattern): boolean => {
  if (at + length > end) return false;
  const last = words.length - 1;
  if (view.getInt32(at + length - 4, true) !== words[last]) return false;
  for (let index = 0; index < last; index++)
    if (view.getInt32(at + 4 * index, true) !== words[index]) return false;
  return true;
};
