import type { ApiRecord } from '../api-record.ts';
import { type SourceFamily, sourceKind } from '../evidence-sources.ts';
import type { CoverageStatement } from './coverage-statement.ts';

/** Kinds of knowledge, as the sentence names them when there is none. */
const knowledge: Readonly<Record<Exclude<SourceFamily, 'record'>, string>> = {
  configuration: 'configuration of gateways and listeners',
  dns: 'DNS and certificates',
  code: 'specifications and source code',
  traffic: 'access logs and captures',
  scan: 'scans',
  people: 'a workshop',
  contract: 'partner contracts',
};

const several = (things: readonly string[], one: string, many: string): readonly string[] =>
  things.length === 0 ? [] : [things.length === 1 ? `${one} ${things[0]}` : `${things.length} ${many}`];

/**
 * What no source covers, in short phrases: accounts of which nothing could be read, sources of others that could not
 * be read, kinds of knowledge that nobody handed in, and what the bank names itself.
 * @param declared places that the bank knows to be outside of every source: `the on-premises site`
 */
export const notCovered = (
  { rows, dark }: Pick<CoverageStatement, 'rows' | 'dark'>,
  records: readonly Pick<ApiRecord, 'evidence'>[],
  declared: readonly string[] = [],
): readonly string[] => {
  const heard = new Set(
    records.flatMap(({ evidence }) => evidence.map(({ source }) => sourceKind(source).family)),
  );
  const silent = Object.entries(knowledge).filter(([family]) => !heard.has(family as SourceFamily));
  const unread = rows.filter(
    ({ state, account, notSeen }) =>
      state === 'UNREAD' && !dark.includes(account ?? '') && notSeen.startsWith('Not seen'),
  );
  return [
    ...several(dark, 'account', 'accounts'),
    ...several(
      unread.map(({ title, place }) => `${title} of ${place}`),
      'the',
      'sources that could not be read',
    ),
    ...silent.map(([, words]) => words),
    ...declared,
  ];
};
