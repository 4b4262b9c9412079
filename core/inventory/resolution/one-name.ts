import { slugOf } from '../api-record.ts';
import { namesOf, type Thing } from './thing.ts';

/** `payments-v2` and `Payments` are versions of one name. */
const withoutVersion = (slug: string): string => slugOf(slug.replace(/(^|-)v?\d+(-\d+)*$/, ''));

export const isOneName = (a: Thing, b: Thing): boolean => {
  const names = new Set(namesOf(a).map(withoutVersion));
  return namesOf(b).some((name) => names.has(withoutVersion(name)));
};

/** Whether one source lists both under names of their own: then it tells them apart. */
export const isToldApart = (a: Thing, b: Thing): boolean => {
  const sources = new Set(a.evidence.map(({ source }) => source));
  return b.evidence.some(({ source }) => sources.has(source)) && !isOneName(a, b);
};
