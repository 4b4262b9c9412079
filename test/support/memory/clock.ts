import type { Clock, Ids } from '../../../core/ports.ts';

/** A clock that stands until it is told to move. */
export const fixedClock = (
  iso: string,
): Clock & { set(iso: string): void; advance(seconds: number): void } => {
  let at = new Date(iso);
  return {
    now: () => new Date(at),
    set: (next) => {
      at = new Date(next);
    },
    advance: (seconds) => {
      at = new Date(at.getTime() + seconds * 1000);
    },
  };
};

/** Ids that count up: the same run gives the same ids. */
export const countingIds = (): Ids => {
  let n = 0;
  return {
    ulid: () => `01TEST${String(++n).padStart(20, '0')}`,
    random: (bytes) => Buffer.alloc(bytes, ++n % 256).toString('base64url'),
  };
};
