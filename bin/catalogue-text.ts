import type { ApiRecord, EndpointState } from '../core/inventory/api-record.ts';
import { type OutputOptions, painter } from './output.ts';
import { type Column, textTable } from './text-table.ts';

/** Graver ones first: what a person has to act on leads. */
const states = [
  ['shadow', 'red', 'called, on no approved gateway, in no document'],
  ['bypass', 'red', 'documented, and called past the approved gateway'],
  ['zombie', 'yellow', 'deprecated, and still called'],
  ['undocumented', 'yellow', 'a gateway serves it, no document describes it'],
  ['drifted', 'yellow', 'traffic shows what its document does not have'],
  ['orphan', 'gray', 'documented, and nobody was seen to call it'],
  ['stranded', 'gray', 'configured, and nobody can reach it'],
  ['managed', 'green', 'documented, on the gateway, called'],
] as const satisfies readonly (readonly [EndpointState, 'red' | 'yellow' | 'gray' | 'green', string])[];

const countIn = (records: readonly ApiRecord[], state: EndpointState): number =>
  records.reduce((sum, { endpoints }) => sum + endpoints.filter((one) => one.state === state).length, 0);

const statesOf = (record: ApiRecord): string =>
  states
    .map(([state]) => ({ state, count: countIn([record], state) }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`)
    .join(', ');

const placesOf = ({ places, hosts }: ApiRecord): string => {
  const [first, ...others] =
    places.length > 0 ? places.map(({ host, basePath }) => `${host}${basePath}`) : hosts;
  return first === undefined ? '–' : others.length > 0 ? `${first} +${others.length}` : first;
};

/** What a narrow terminal has no room for. */
const wideOnly = ['Tier', 'Sure'];
const wide = 100;

const columns: readonly Column<ApiRecord>[] = [
  { title: 'API', cell: ({ name }) => name.value, weight: 3 },
  { title: 'Where', cell: placesOf, weight: 4 },
  { title: 'Owner', cell: ({ owner }) => owner?.value ?? '–', weight: 2 },
  { title: 'Tier', cell: ({ tier }) => tier?.toLowerCase() ?? '–', weight: 0 },
  { title: 'Sure', cell: ({ confidence }) => confidence.toFixed(2), align: 'right', weight: 0 },
  { title: 'Endpoints', cell: (record) => statesOf(record) || '–', weight: 3 },
];

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** How many APIs, hosts and endpoints; and how many nobody owns. */
export const headline = (records: readonly ApiRecord[]): string => {
  const hosts = new Set(records.flatMap((record) => record.hosts)).size;
  const endpoints = records.reduce((sum, record) => sum + record.endpoints.length, 0);
  const unowned = records.filter(({ owner }) => owner === undefined).length;
  const all = [
    plural(records.length, 'API'),
    plural(hosts, 'host'),
    plural(endpoints, 'endpoint'),
    ...(unowned > 0 ? [`${unowned} without an owner`] : []),
  ];
  return `${all.join(', ')}.`;
};

/** The APIs as a table that fits the width, states that ask for action in their colour. */
export const catalogueTable = (
  records: readonly ApiRecord[],
  options: OutputOptions,
  width: number,
): readonly string[] => {
  const paint = painter(options);
  const colourOf = (record: ApiRecord) =>
    states.find(([state]) => countIn([record], state) > 0)?.[1] ?? 'gray';
  const shown = columns.filter(({ title }) => width >= wide || !wideOnly.includes(title));
  const byName = records.toSorted((a, b) => a.name.value.localeCompare(b.name.value, 'en'));
  return textTable(byName, shown, width, (text, row, title) => {
    if (!row) return paint('gray', text);
    return title === 'Endpoints' && text !== '–' ? paint(colourOf(row), text) : text;
  });
};

/** Endpoints by state, with what each state means. */
export const stateLines = (records: readonly ApiRecord[], options: OutputOptions): readonly string[] => {
  const paint = painter(options);
  return states.flatMap(([state, colour, meaning]) => {
    const count = countIn(records, state);
    return count === 0
      ? []
      : [`  ${String(count).padStart(6)}  ${paint(colour, state.padEnd(13))} ${paint('gray', meaning)}`];
  });
};
