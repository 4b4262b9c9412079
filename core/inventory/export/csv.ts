import type { ApiRecord, EndpointState } from '../api-record.ts';
import { openConflicts } from '../catalogue-index.ts';
import { inOrder } from './catalogue-file.ts';

const states: readonly EndpointState[] = [
  'managed',
  'shadow',
  'undocumented',
  'bypass',
  'orphan',
  'zombie',
  'drifted',
  'stranded',
];

const list = (values: readonly string[]): string => [...new Set(values)].join('; ');

/** Columns, in their order. Fields that nobody knows are empty. */
const columns: Readonly<Record<string, (record: ApiRecord) => string | number | undefined>> = {
  apiId: ({ apiId }) => apiId,
  name: ({ name }) => name.value,
  style: ({ style }) => style?.value,
  owner: ({ owner }) => owner?.value,
  purpose: ({ purpose }) => purpose?.value,
  exposure: ({ exposure }) => exposure?.value,
  dataClass: ({ dataClass }) => dataClass?.value,
  environment: ({ environment }) => environment?.value,
  lifecycle: ({ lifecycle }) => lifecycle?.value,
  direction: ({ direction }) => direction?.value,
  tier: ({ tier }) => tier,
  partners: ({ partners }) => list(partners),
  hosts: ({ hosts }) => list(hosts),
  places: ({ places }) => list(places.map(({ host, basePath }) => `${host}${basePath}`)),
  gateway: ({ gateway }) =>
    gateway && `${gateway.kind} ${gateway.account}/${gateway.region}/${gateway.gatewayId}`,
  endpoints: ({ endpoints }) => endpoints.length,
  ...Object.fromEntries(
    states.map((state) => [
      state,
      ({ endpoints }: ApiRecord) => endpoints.filter((endpoint) => endpoint.state === state).length,
    ]),
  ),
  requests: ({ endpoints }) => endpoints.reduce((sum, { requests }) => sum + requests, 0),
  conflicts: (record) => list(openConflicts(record)),
  stale: ({ stale }) => list(stale),
  sources: ({ evidence }) => list(evidence.map(({ source }) => source).toSorted()),
  confidence: ({ confidence }) => confidence,
  firstSeenCycle: ({ firstSeenCycle }) => firstSeenCycle,
  lastSeenCycle: ({ lastSeenCycle }) => lastSeenCycle,
  removedSince: ({ removedSince }) => removedSince,
};

/**
 * Beginnings that spreadsheets take for a formula, after white space too, also in their full-width forms; and the
 * apostrophe itself, so that what was guarded can be told from what was not.
 */
const risky = "[\\s\\uFEFF]*[=+\\-@'\\uFF1D\\uFF0B\\uFF0D\\uFF20]";
/**
 * Where a cell may begin: at its start, and after what a spreadsheet of another locale takes for the end of a cell
 * (semicolon, tab, line break), although it stands inside of quotes.
 */
const beginning = '(?<=^|[;\\t\\r\\n])';
const unguarded = new RegExp(`${beginning}(?=${risky})`, 'g');
const guarded = new RegExp(`${beginning}'(?=${risky})`, 'g');

/** Text that no spreadsheet computes: an apostrophe before everything that could begin a formula (OWASP: CSV injection). */
export const guardCell = (text: string): string => text.replace(unguarded, "'");

/** Takes away what `guardCell` put in. */
export const unguardCell = (text: string): string => text.replace(guarded, '');

/** One field as in RFC 4180: quoted where it holds a quote, a comma, a semicolon, a tab or a line break. */
const field = (value: string | number | undefined): string => {
  if (typeof value === 'number') return String(value);
  const text = guardCell(value ?? '');
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One row for each API, CRLF after each (RFC 4180), UTF-8 without a mark. */
export const catalogueCsv = (records: readonly ApiRecord[]): string =>
  [
    Object.keys(columns),
    ...inOrder(records).map((record) => Object.values(columns).map((column) => column(record))),
  ]
    .map((row) => `${row.map(field).join(',')}\r\n`)
    .join('');
