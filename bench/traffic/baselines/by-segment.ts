/** Peers that look at one segment at a time. */
import { dictionarySet } from '../words.ts';
import { type Baseline, bySegment, isDigits, isUuid } from './baseline.ts';

/** Every path its own endpoint. */
export const raw: Baseline = bySegment(() => false);

/** mitmproxy2swagger: `^[0-9]+$` becomes `{id}`. */
export const mitmproxy2swagger: Baseline = bySegment(isDigits);

/** APIClarity speculator: digits, UUIDs, or at least 8 characters with more than 2 digits. */
export const apiClarity: Baseline = bySegment(
  (segment) =>
    isDigits(segment) || isUuid(segment) || (segment.length >= 8 && segment.replace(/\D/g, '').length > 2),
);

const isEnglish = (segment: string): boolean => {
  const parts = segment
    .split(/[-_.]/)
    .flatMap((part) => part.split(/(?<=[a-z])(?=[A-Z])/))
    .filter(Boolean);
  return parts.length > 0 && parts.every((part) => dictionarySet.has(part.toLowerCase()));
};

/** Akto, what it decides on sight: words stay; numbers, ObjectIds, UUIDs, mixed tokens of 6 with 3 digits go. */
export const aktoImmediate = (segment: string): boolean => {
  if (isEnglish(segment) || /^v\d{1,2}$/.test(segment)) return false;
  return (
    (segment !== '' && !Number.isNaN(Number(segment))) ||
    /^[0-9a-f]{24}$/i.test(segment) ||
    isUuid(segment) ||
    /@|%40/.test(segment) ||
    /^(?:%2B|\+)?\d{8,15}$/.test(segment) ||
    (/^[A-Za-z0-9_-]{6,}$/.test(segment) &&
      segment.replace(/\D/g, '').length >= 3 &&
      /[A-Za-z]/.test(segment))
  );
};

/** OpenTelemetry eBPF (OBI/Beyla): two non-letters, or letters that a Markov chain of English finds unlikely. */
const chain = (() => {
  const counts = new Float64Array(27 * 27).fill(10);
  const at = (character: string) => {
    const code = character.charCodeAt(0) - 97;
    return code >= 0 && code < 26 ? code : 26;
  };
  let n = 0;
  for (const word of dictionarySet) {
    if (n++ % 5 !== 0) continue;
    const padded = ` ${word} `;
    for (let index = 1; index < padded.length; index++) {
      const cell = at(padded[index - 1] as string) * 27 + at(padded[index] as string);
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  const rows = Array.from({ length: 27 }, (_, row) =>
    counts.subarray(row * 27, row * 27 + 27).reduce((sum, one) => sum + one, 0),
  );
  return (word: string): number => {
    const padded = ` ${word.toLowerCase()} `;
    let sum = 0;
    for (let index = 1; index < padded.length; index++) {
      const from = at(padded[index - 1] as string);
      sum += Math.log((counts[from * 27 + at(padded[index] as string)] as number) / (rows[from] as number));
    }
    return Math.exp(sum / (padded.length - 1));
  };
})();

export const otelEbpf: Baseline = bySegment((segment) => {
  if (/^v\d+$/.test(segment)) return false;
  if (segment.replace(/[A-Za-z]/g, '').replace(/^[-_]/, '').length > 0) return true;
  return chain(segment) < 0.03;
});
