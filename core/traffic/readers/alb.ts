import type { LogFormat } from '../log-record.ts';
import type { LineField } from '../request-bytes.ts';
import { delimitedReader } from './delimited.ts';

const nothing = (count: number): undefined[] => Array.from({ length: count }, () => undefined);

/** Columns as in the Elastic Load Balancing user guide, "Access log entries". AWS appends columns at the end. */
const columns: readonly (LineField | undefined)[] = [
  undefined,
  'time',
  undefined,
  'address',
  ...nothing(4),
  'status',
  ...nothing(3),
  'requestLine',
];

const albOf = (read: readonly (LineField | undefined)[]): LogFormat => ({
  source: 'alb-access-log',
  needsPlace: true,
  reader: () =>
    delimitedReader({
      separator: ' ',
      columns: read,
      atLeast: columns.length,
      short: 'The line ends before the request.',
    }),
});

/** Access logs of Application Load Balancers, all versions. The client's address is all they know of a caller. */
export const alb = albOf(columns);

/** The same with the id of the connection, to be looked up in the connection log; lines before 2023 have none. */
export const albWithConnections = albOf([...columns, ...nothing(16), 'connection']);
