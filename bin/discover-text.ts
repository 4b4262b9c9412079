import { firstProblems, formatProblem, type InputProblem } from '../core/input-problem.ts';
import type { ApiRecord } from '../core/inventory/api-record.ts';
import { openConflicts } from '../core/inventory/catalogue-index.ts';
import type { CoverageRow, CoverageStatement } from '../core/inventory/estimate/coverage-statement.ts';
import type { Evidence } from '../core/inventory/evidence.ts';
import { sourceKind } from '../core/inventory/evidence-sources.ts';
import type { PossibleDuplicate } from '../core/inventory/resolution/joins/join-rule.ts';
import { catalogueTable, headline, stateLines } from './catalogue-text.ts';
import { type OutputOptions, painter } from './output.ts';
import { printable, shortened, terminalWidth, wrapped } from './printable.ts';

export interface Discovered {
  readonly records: readonly ApiRecord[];
  readonly leads: readonly Evidence[];
  readonly possibleDuplicates: readonly PossibleDuplicate[];
  readonly coverage: CoverageStatement;
  readonly problems: readonly InputProblem[];
  readonly sentences: readonly string[];
}

/** More than these of one kind are counted, not listed; the JSON has them all. */
const most = 15;

const limited = (lines: readonly string[], what: string): readonly string[] =>
  lines.length <= most
    ? lines
    : [...lines.slice(0, most), `  and ${lines.length - most} more ${what}; --format json has them all.`];

const section = (title: string, lines: readonly string[], paint: (title: string) => string) =>
  lines.length === 0 ? [] : ['', paint(title), ...lines];

const conflictLines = (records: readonly ApiRecord[], width: number): readonly string[] =>
  records.flatMap((record) =>
    openConflicts(record).map((field) => {
      const known = record[field];
      const said = known
        ? [known, ...known.others].map(({ value, source }) => `${value} (${sourceKind(source).title})`)
        : [];
      return shortened(`  ${printable(`${record.name.value}: ${field} is ${said.join(', or ')}`)}`, width);
    }),
  );

const leadLines = (leads: readonly Evidence[], width: number): readonly string[] =>
  [...Map.groupBy(leads, ({ host, resource, locator }) => host ?? resource ?? locator)].map(
    ([name, evidence]) => {
      const sources = [...new Set(evidence.map(({ source }) => sourceKind(source).title))];
      return shortened(`  ${printable(`${name}  ${sources.join(', ')}`)}`, width);
    },
  );

const marks = { READ: '✓', PARTIAL: '!', STALE: '!', UNREAD: '✗' } as const;
const colours = { READ: 'green', PARTIAL: 'yellow', STALE: 'yellow', UNREAD: 'red' } as const;

type Paint = ReturnType<typeof painter>;

/** One artefact is one line; its problems have a part of their own. */
const artefactLine = ({ place, title, state, listed }: CoverageRow, paint: Paint): string => {
  const found = listed === undefined ? '' : `, ${listed} found`;
  const said = {
    READ: `${title}${found}`,
    PARTIAL: `${title}${found}, with problems`,
    STALE: `${title}, as it was read before`,
    UNREAD: 'could not be read',
  };
  return `  ${paint(colours[state], marks[state])} ${printable(`${place}: ${said[state]}`)}`;
};

/** A source of an account that was not read whole: why, which rights would mend it, and what is therefore not seen. */
const gapLines = (row: CoverageRow, width: number, paint: Paint): readonly string[] => [
  ...wrapped(printable(`${row.title}: ${row.failures.join('; ')}`), width - 2, '      ').map((line, index) =>
    index === 0 ? `    ${paint(colours[row.state], marks[row.state])} ${line.trimStart()}` : line,
  ),
  ...(row.missingRights.length > 0 ? wrapped(`needs ${row.missingRights.join(', ')}`, width, '      ') : []),
  ...wrapped(row.notSeen, width, '      ').map((line) => paint('gray', line)),
];

const coverageLines = (rows: readonly CoverageRow[], width: number, paint: Paint): readonly string[] =>
  [...Map.groupBy(rows, ({ place }) => place)].flatMap(([place, own]) => {
    if (own.every(({ account }) => account === undefined)) return own.map((row) => artefactLine(row, paint));
    const gaps = own.filter(({ state }) => state !== 'READ');
    const state = gaps.length === 0 ? 'READ' : gaps.length === own.length ? 'UNREAD' : 'PARTIAL';
    return [
      `  ${paint(colours[state], marks[state])} ${printable(place)}: ${own.length - gaps.length} of ${own.length} sources read whole`,
      ...gaps.flatMap((row) => gapLines(row, width, paint)),
    ];
  });

/** The same problem of several files is said once, with all of them. */
const problemLines = (problems: readonly InputProblem[], width: number): readonly string[] => {
  const groups = [...Map.groupBy(problems, ({ message, fix }) => `${message}\n${fix}`).values()];
  return groups.flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          ...wrapped(printable(formatProblem(first)), width, '  '),
          ...(others.length > 0
            ? wrapped(printable(`The same: ${others.map(placeOf).join(', ')}`), width, '    ')
            : []),
        ],
  );
};

const placeOf = ({ file, line, pointer }: InputProblem): string =>
  `${file}${line === undefined ? '' : `:${line}`}${pointer ? ` ${pointer}` : ''}`;

/** What a discovery found, for a person: APIs, states, what is open, what was read, and how much that is. */
export const discoveryText = (found: Discovered, options: OutputOptions): string => {
  const { records, leads, possibleDuplicates, coverage, problems, sentences } = found;
  const paint = painter(options);
  const width = terminalWidth();
  const bold = (title: string) => paint('cyan', title);
  const lines = [
    ...(records.length > 0 ? [...catalogueTable(records, options, width), ''] : []),
    headline(records),
    ...section('Endpoints by state', stateLines(records, options), bold),
    ...section('Sources disagree', limited(conflictLines(records, width), 'conflicts'), bold),
    ...section(
      'May be one API',
      limited(
        possibleDuplicates.map(({ sentence }) => shortened(`  ${printable(sentence)}`, width)),
        'pairs',
      ),
      bold,
    ),
    ...section('Nobody accounts for', limited(leadLines(leads, width), 'of these'), bold),
    ...section('What was read', coverageLines(coverage.rows, width, paint), bold),
    ...section('What could not be understood', problemLines(firstProblems(problems), width), bold),
    ...section(
      'How much of what there is',
      sentences.flatMap((sentence) => wrapped(printable(sentence), width, '  ')),
      bold,
    ),
  ];
  return `${lines.join('\n')}\n`;
};
