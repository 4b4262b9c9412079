/** Days from 1970-01-01 of a date of the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
const days = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  );
};

const digit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/** Value of the digits from `at`; stops at the first that is none. */
const numberAt = (bytes: Buffer, at: number, length: number): number => {
  let value = 0;
  for (let index = at; index < at + length; index++) {
    const byte = bytes[index];
    if (!digit(byte)) return Number.NaN;
    value = value * 10 + (byte as number) - 48;
  }
  return value;
};

const dayMs = 86_400_000;

const clockMs = (bytes: Buffer, at: number): number =>
  numberAt(bytes, at, 2) * 3_600_000 +
  numberAt(bytes, at + 3, 2) * 60_000 +
  numberAt(bytes, at + 6, 2) * 1000;

/** `+0200`, `-03:00`; nothing and `Z` are UTC. */
const offsetMs = (bytes: Buffer, at: number, end: number): number => {
  const sign = bytes[at];
  if (at + 5 > end || (sign !== 43 && sign !== 45)) return 0;
  const minutes = bytes[at + 3] === 58 ? at + 4 : at + 3;
  const offset = numberAt(bytes, at + 1, 2) * 3_600_000 + numberAt(bytes, minutes, 2) * 60_000;
  return sign === 43 ? offset : -offset;
};

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `24/Nov/2026:02:08:00 +0000` */
const commonLogTime = (bytes: Buffer, start: number, end: number): number => {
  const month = months.indexOf(bytes.toString('latin1', start + 3, start + 6).toLowerCase()) + 1;
  if (month === 0) return Number.NaN;
  const day = days(numberAt(bytes, start + 7, 4), month, numberAt(bytes, start, 2));
  return day * dayMs + clockMs(bytes, start + 12) - offsetMs(bytes, start + 21, end);
};

/** `2026-11-24T02:08:00.123456Z`, with `T` or a blank, with or without fraction and zone. */
const isoTime = (bytes: Buffer, start: number, end: number): number => {
  const day = days(numberAt(bytes, start, 4), numberAt(bytes, start + 5, 2), numberAt(bytes, start + 8, 2));
  if (end - start < 19) return end - start === 10 ? day * dayMs : Number.NaN;
  let at = start + 19;
  let fraction = 0;
  if (bytes[at] === 46 || bytes[at] === 44) {
    const from = ++at;
    while (at < end && digit(bytes[at])) at += 1;
    const length = Math.min(3, at - from);
    fraction = numberAt(bytes, from, length) * 10 ** (3 - length);
  }
  return day * dayMs + clockMs(bytes, start + 11) + fraction - offsetMs(bytes, at, end);
};

const wholeAt = (bytes: Buffer, start: number, end: number): number | undefined => {
  const value = numberAt(bytes, start, end - start);
  return Number.isNaN(value) ? undefined : value;
};

/** Seconds with a fraction, milliseconds, microseconds or nanoseconds since 1970, told apart by their size. */
const epochTime = (bytes: Buffer, start: number, end: number): number => {
  const value = wholeAt(bytes, start, end) ?? Number(bytes.toString('latin1', start, end));
  if (value < 1e11) return value * 1000;
  if (value < 1e14) return value;
  return value < 1e17 ? value / 1e3 : value / 1e6;
};

/**
 * The instant that stands between two places of a line, in any form that access logs write it.
 * @returns whole milliseconds since 1970; NaN for what is no time
 */
export const instantAt = (bytes: Buffer, start: number, end: number): number => {
  const length = end - start;
  if (length < 8 || length > 40) return Number.NaN;
  const time =
    bytes[start + 4] === 45
      ? isoTime(bytes, start, end)
      : bytes[start + 2] === 47 && length >= 20
        ? commonLogTime(bytes, start, end)
        : digit(bytes[start])
          ? epochTime(bytes, start, end)
          : Number.NaN;
  // What `Date` can write, within the years that logs are of.
  return time >= 0 && time < 4_102_444_800_000 ? Math.floor(time) : Number.NaN;
};

/** @param clock where `02:08:00` stands, with the day elsewhere, as CloudFront writes it */
export const instantOfDay = (bytes: Buffer, day: number, clock: number): number =>
  isoTime(bytes, day, day + 10) + clockMs(bytes, clock);

export const isoOf = (ms: number): string | undefined =>
  Number.isFinite(ms) ? new Date(ms).toISOString() : undefined;
