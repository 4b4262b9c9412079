import type { PathUse } from '../../../core/traffic/inference/path-use.ts';

/** A template per use, parameters as `{}`; undefined leaves the use out. Uses are of one host and show an endpoint. */
export type Baseline = (uses: readonly PathUse[]) => readonly (string | undefined)[];

export const segmentsOf = (path: string): string[] => path.split('/').filter(Boolean);
export const pathOf = (segments: readonly string[]): string => `/${segments.join('/')}`;

/** Each segment by itself. */
export const bySegment =
  (isParameter: (segment: string) => boolean): Baseline =>
  (uses) =>
    uses.map(({ path }) => pathOf(segmentsOf(path).map((one) => (isParameter(one) ? '{}' : one))));

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
export const isUuid = (segment: string): boolean => uuid.test(segment) || /^[0-9a-f]{32}$/i.test(segment);
export const isDigits = (segment: string): boolean => /^\d+$/.test(segment);
