import type { UnreadReason } from '../../gateway/gateway-api.ts';
import type { CollectorFailure } from '../collectors/collector.ts';
import { collectors } from '../collectors/registry.ts';
import { evidenceSources } from '../evidence-sources.ts';
import type { SourceCoverage } from '../source-coverage.ts';

/** One source of one place, said for a person: a row of a table, of a terminal, of a JSON document. */
export interface CoverageRow {
  readonly source: string;
  /** As a person reads it. */
  readonly title: string;
  /** `111122223333 eu-central-1`, or the file, folder or bucket. */
  readonly place: string;
  readonly account?: string;
  readonly region?: string;
  readonly state: SourceCoverage['state'];
  readonly listed?: number;
  readonly read: number;
  /** When what is used was read. ISO 8601, UTC. */
  readonly readAt?: string;
  /** For `STALE`: nothing newer than this is known. ISO 8601, UTC. */
  readonly staleSince?: string;
  /** What went wrong, one phrase each: `ListFunctions is not allowed`. */
  readonly failures: readonly string[];
  /** IAM actions that would mend it, sorted. */
  readonly missingRights: readonly string[];
  /** What is therefore not seen, one sentence; empty when everything was read. */
  readonly notSeen: string;
}

export interface CoverageStatement {
  readonly rows: readonly CoverageRow[];
  readonly counts: Readonly<Record<SourceCoverage['state'], number>>;
  /** Accounts of which no source could be read at all, sorted. */
  readonly dark: readonly string[];
}

/** Sources that are neither a collector nor a kind of evidence. */
const otherTitles: Readonly<Record<string, string>> = {
  documents: 'API documents handed in',
  imports: 'Artefact handed in',
  'access-logs': 'Access logs',
};

const collectorOf = (source: string) => collectors.find(({ id }) => id === source);

/** An importer has the name of its source, some without the kind behind it: `openapi` reads `openapi-document`. */
const titleOf = (source: string): string => {
  const known = Object.entries(evidenceSources);
  const [, kind] =
    known.find(([name]) => name === source) ?? known.find(([name]) => name.startsWith(`${source}-`)) ?? [];
  return collectorOf(source)?.title ?? otherTitles[source] ?? kind?.title ?? source;
};

const reasons: Readonly<Record<UnreadReason, string>> = {
  ACCESS_DENIED: 'is not allowed',
  THROTTLED: 'was throttled',
  UNSUPPORTED: 'is not offered here',
  UNAVAILABLE: 'failed',
  STALE: 'gave an older answer',
  DEFERRED: 'was left for the next cycle',
  PARSE: 'gave an answer that could not be understood',
};

/** An artefact is read by us and not by a call that somebody could look up. */
const phrase = ({ call, reason }: CollectorFailure): string =>
  call === 'ReadImport'
    ? `it could not be ${reason === 'PARSE' ? 'understood' : 'read'}`
    : `${call} ${reasons[reason]}`;

/** Alike failures of many things are one phrase with a count. */
const phrases = (failures: readonly CollectorFailure[]): readonly string[] =>
  [...Map.groupBy(failures, phrase)].map(([words, rows]) => {
    const things = rows.filter(({ about }) => about !== '');
    if (things.length === 0) return words;
    return things.length === 1 ? `${words} for ${things[0]?.about}` : `${words} for ${things.length} things`;
  });

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');
/** Names such as GraphQL keep their capitals. */
const uncapitalised = (sentence: string): string =>
  /^[A-Z][a-z]+\b/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;

const notSeenOf = ({ source, state, read, listed, readAt, failures }: SourceCoverage): string => {
  const shows = uncapitalised(withoutStop(collectorOf(source)?.shows ?? 'what it says'));
  switch (state) {
    case 'READ':
      return '';
    case 'UNREAD':
      return failures.length > 0 && failures.every(({ reason }) => reason === 'UNSUPPORTED')
        ? 'The service is not offered in this Region: there is nothing to see.'
        : `Not seen: ${shows}.`;
    case 'STALE':
      return `Seen as of ${(readAt ?? 'an unknown day').slice(0, 10)} only: ${shows}.`;
    case 'PARTIAL':
      return listed === undefined || listed <= read
        ? `Seen in part: ${shows}.`
        : `Not seen: ${listed - read} of ${listed}, of ${shows}.`;
  }
};

const placeOf = ({ account, region, place }: SourceCoverage): string =>
  [account, region, place].filter((part) => part !== undefined).join(' ');

const order = (source: string): number => {
  const index = collectors.findIndex(({ id }) => id === source);
  return index < 0 ? collectors.length : index;
};

const rowOf = (coverage: SourceCoverage): CoverageRow => {
  const { source, account, region, state, listed, read, readAt, failures } = coverage;
  return {
    source,
    title: titleOf(source),
    place: placeOf(coverage),
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    state,
    ...(listed === undefined ? {} : { listed }),
    read,
    ...(readAt === undefined ? {} : { readAt }),
    ...(state === 'STALE' && readAt !== undefined ? { staleSince: readAt } : {}),
    failures: phrases(failures),
    missingRights: [...new Set(failures.flatMap(({ right }) => right ?? []))].sort(),
    notSeen: notSeenOf(coverage),
  };
};

/** What was read, of every account, Region and source: the other half of the answer to "are these all?". */
export const coverageStatement = (coverage: readonly SourceCoverage[]): CoverageStatement => {
  const rows = coverage
    .map(rowOf)
    .toSorted(
      (a, b) =>
        a.place.localeCompare(b.place, 'en') ||
        order(a.source) - order(b.source) ||
        a.source.localeCompare(b.source, 'en'),
    );
  const count = (state: SourceCoverage['state']): number => rows.filter((row) => row.state === state).length;
  const dark = [...Map.groupBy(rows, ({ account }) => account ?? '')]
    .filter(([account, own]) => account !== '' && own.every(({ state }) => state === 'UNREAD'))
    .map(([account]) => account)
    .sort();
  return {
    rows,
    counts: {
      READ: count('READ'),
      PARTIAL: count('PARTIAL'),
      STALE: count('STALE'),
      UNREAD: count('UNREAD'),
    },
    dark,
  };
};
