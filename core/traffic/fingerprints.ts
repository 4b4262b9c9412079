/**
 * Which number a request's bytes led to before: a memory, never part of a result. An open-addressing table over 64 bits
 * of hash; when it is full it forgets everything and learns again.
 */
export interface Fingerprints {
  /** @returns the number, or -1 */
  readonly get: (first: number, second: number) => number;
  readonly set: (first: number, second: number, target: number) => void;
  readonly clear: () => void;
  readonly size: () => number;
}

/** 2^21 places of 12 bytes hold 1.4 million requests in 25 MB. */
const maxPlaces = 2 ** 21;

/** @param onFull is called before the table forgets */
export const fingerprints = (onFull: () => void): Fingerprints => {
  let places = 2 ** 14;
  let firsts = new Int32Array(places);
  let seconds = new Int32Array(places);
  let targets = new Int32Array(places).fill(-1);
  let used = 0;
  const placeOf = (first: number, second: number): number => {
    const mask = places - 1;
    let place = first & mask;
    while (targets[place] !== -1 && (firsts[place] !== (first | 0) || seconds[place] !== (second | 0)))
      place = (place + 1) & mask;
    return place;
  };
  const clear = (): void => {
    targets.fill(-1);
    used = 0;
  };
  const grow = (): void => {
    const before = { firsts, seconds, targets };
    places *= 2;
    firsts = new Int32Array(places);
    seconds = new Int32Array(places);
    targets = new Int32Array(places).fill(-1);
    for (let index = 0; index < before.targets.length; index++) {
      if (before.targets[index] === -1) continue;
      const place = placeOf(before.firsts[index] as number, before.seconds[index] as number);
      firsts[place] = before.firsts[index] as number;
      seconds[place] = before.seconds[index] as number;
      targets[place] = before.targets[index] as number;
    }
  };
  return {
    get: (first, second) => targets[placeOf(first, second)] as number,
    set: (first, second, target) => {
      let place = placeOf(first, second);
      if (targets[place] === -1) {
        if (10 * used > 7 * places) {
          if (places < maxPlaces) grow();
          else {
            onFull();
            clear();
          }
          place = placeOf(first, second);
        }
        used += 1;
      }
      firsts[place] = first;
      seconds[place] = second;
      targets[place] = target;
    },
    clear,
    size: () => used,
  };
};
