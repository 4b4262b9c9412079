/**
 * Two 32-bit hashes of the same bytes, carried together: FNV-1a (Fowler, Noll, Vo) with its own and with another
 * prime, finished as in MurmurHash3. Two different keys meet once in 2^64.
 */
export interface PairHash {
  first: number;
  second: number;
}

const primeA = 0x01000193;
const primeB = 0x5bd1e995;

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

/** Bytes as they are, then a separator. */
export const addBytes = (hash: PairHash, bytes: Buffer, start: number, end: number): void => {
  let { first, second } = hash;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    first = Math.imul(first ^ byte, primeA);
    second = Math.imul(second ^ byte, primeB);
  }
  hash.first = Math.imul(first ^ 0x100, primeA);
  hash.second = Math.imul(second ^ 0x100, primeB);
};

/** Host in lower case. */
export const addHost = (hash: PairHash, bytes: Buffer, start: number, end: number): void => {
  let { first, second } = hash;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    const lower = byte >= 65 && byte <= 90 ? byte + 32 : byte;
    first = Math.imul(first ^ lower, primeA);
    second = Math.imul(second ^ lower, primeB);
  }
  hash.first = Math.imul(first ^ 0x100, primeA);
  hash.second = Math.imul(second ^ 0x100, primeB);
};

/** Path without empty segments, so that `/a//b/` is found where `/a/b` is. Other spellings meet when they are resolved. */
export const addPath = (hash: PairHash, bytes: Buffer, start: number, end: number): void => {
  let { first, second } = hash;
  let slash = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === 47) {
      slash = true;
      continue;
    }
    if (slash) {
      first = Math.imul(first ^ 47, primeA);
      second = Math.imul(second ^ 47, primeB);
      slash = false;
    }
    first = Math.imul(first ^ byte, primeA);
    second = Math.imul(second ^ byte, primeB);
  }
  hash.first = first;
  hash.second = second;
};

export const finishHash = (hash: PairHash): void => {
  hash.first = mixed(hash.first);
  hash.second = mixed(hash.second ^ Math.imul(hash.first, primeB));
};

/** 32 bits of a part of a line, for sketches. */
export const hashOfBytes = (bytes: Buffer, start: number, end: number, seed: number): number => {
  let hash = (0x811c9dc5 ^ seed) | 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), primeA);
  return mixed(hash ^ Math.imul(end - start, primeB));
};

/** 32 bits of a text, well mixed and the same everywhere: what decides which of many paths are kept. */
export const hashOfText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), primeA);
  return mixed(hash ^ Math.imul(text.length, primeB));
};
