import { viewOf } from './words.ts';

/**
 * Two 32-bit hashes of the same bytes, carried together: FNV-1a (Fowler, Noll, Vo) over words of four bytes with two
 * odd factors, finished as in MurmurHash3. Two different keys meet once in 2^64.
 */
export interface PairHash {
  first: number;
  second: number;
}

const primeA = 0xcc9e2d51;
const primeB = 0x5bd1e995;
const fnvPrime = 0x01000193;

export const startHash = (hash: PairHash, seed: number): void => {
  hash.first = (0x811c9dc5 ^ seed) | 0;
  hash.second = (0x9747b28c ^ Math.imul(seed, 0x9e3779b1)) | 0;
};

const mixed = (value: number): number => {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/**
 * Adds bytes, four at a time, and their number, so that parts cannot run into each other.
 * @param fold 0x20202020 where the case of letters does not matter, else 0
 */
export const addBytes = (hash: PairHash, bytes: Buffer, start: number, end: number, fold: number): void => {
  let { first, second } = hash;
  const view = viewOf(bytes);
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word = view.getInt32(at, true) | fold;
    first = Math.imul(first ^ word, primeA);
    first ^= first >>> 15;
    second = Math.imul(second ^ word, primeB);
    second ^= second >>> 13;
  }
  for (; at < end; at++) {
    const byte = (bytes[at] as number) | (fold & 0xff);
    first = Math.imul(first ^ byte, primeA);
    second = Math.imul(second ^ byte, primeB);
  }
  hash.first = Math.imul(first ^ (end - start + 0x100), primeA);
  hash.second = Math.imul(second ^ (end - start + 0x100), primeB);
};

export const finishHash = (hash: PairHash): void => {
  hash.first = mixed(hash.first);
  hash.second = mixed(hash.second ^ Math.imul(hash.first, primeB));
};

/** 32 bits of a part of a line, for sketches. */
export const hashOfBytes = (bytes: Buffer, start: number, end: number, seed: number): number => {
  let hash = (0x811c9dc5 ^ seed) | 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), fnvPrime);
  return mixed(hash ^ Math.imul(end - start, primeB));
};

/** 32 bits of a text, well mixed and the same everywhere: what decides which of many paths are kept. */
export const hashOfText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), fnvPrime);
  return mixed(hash ^ Math.imul(text.length, primeB));
};
