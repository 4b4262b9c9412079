/** Longer lines are not requests; API Gateway and load balancers stay far under it. */
export const maxLineBytes = 64 * 1024;

/** Gets one line as a part of a buffer that is used again for the next lines: read it at once, keep nothing of it. */
export type OnLine = (bytes: Buffer, start: number, end: number, number: number) => void;

export interface LineCutter {
  readonly chunk: (bytes: Buffer) => void;
  /** The last line needs no end. @returns how many lines there were */
  readonly end: () => number;
}

/**
 * Cuts bytes into lines, whatever the chunks are. Whole lines are given out where they stand in the chunk; only a line
 * over two chunks is copied, so that memory is one chunk and one line.
 * @param onLong a line over the limit: it is counted on, not kept
 */
export const lineCutter = (
  onLine: OnLine,
  onLong: (number: number) => void,
  limit = maxLineBytes,
): LineCutter => {
  let carried = Buffer.alloc(0);
  let carriedBytes = 0;
  let number = 0;
  const keep = (bytes: Buffer, start: number, end: number): void => {
    const size = carriedBytes + end - start;
    if (size <= limit) {
      if (size > carried.length) {
        const larger = Buffer.alloc(Math.min(limit, Math.max(4096, 2 * size)));
        carried.copy(larger, 0, 0, carriedBytes);
        carried = larger;
      }
      bytes.copy(carried, carriedBytes, start, end);
    }
    carriedBytes = size;
  };
  const give = (bytes: Buffer, start: number, end: number): void => {
    number += 1;
    if (end - start > limit) onLong(number);
    else onLine(bytes, start, end > start && bytes[end - 1] === 13 ? end - 1 : end, number);
  };
  const giveCarried = (): void => {
    if (carriedBytes > limit) onLong(++number);
    else give(carried, 0, carriedBytes);
    carriedBytes = 0;
  };
  return {
    chunk: (bytes) => {
      let from = 0;
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
        if (carriedBytes > 0) {
          keep(bytes, from, at);
          giveCarried();
        } else give(bytes, from, at);
        from = at + 1;
      }
      if (from < bytes.length) keep(bytes, from, bytes.length);
    },
    end: () => {
      if (carriedBytes > 0) giveCarried();
      return number;
    },
  };
};
