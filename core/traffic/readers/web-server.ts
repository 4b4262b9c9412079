import type { LogFormat } from '../log-record.ts';
import type { LineField } from '../request-bytes.ts';
import { delimitedReader } from './delimited.ts';

const format = (
  source: LogFormat['source'],
  columns: readonly (LineField | undefined)[],
  atLeast: number,
  needsPlace = false,
): LogFormat => ({
  source,
  needsPlace,
  reader: () =>
    delimitedReader({ separator: ' ', columns, atLeast, short: 'The line ends before the status.' }),
});

const common: readonly (LineField | undefined)[] = [
  'address',
  undefined,
  'caller',
  'time',
  'requestLine',
  'status',
];

/** Common and combined log format of Apache and NGINX: they do not name the host. */
export const combined = format('web-server-log', common, 6);

/** The same after `%v:%p`, as Apache's `vhost_combined` has it. */
export const vhostCombined = format('web-server-log', ['host', ...common], 7, true);

/**
 * API Gateway's common log format, as the console offers it: the resource path stands in the request line, and neither
 * the host nor the API is named.
 */
export const apiGatewayClf = format(
  'api-gateway-access-log',
  common.map((column) => (column === 'requestLine' ? 'routeLine' : column)),
  6,
);

/**
 * Envoy's default format (Envoy documentation, "Access logging"): the time in brackets, and the authority after the
 * durations, the forwarded address, the user agent and the request id. Istio puts four more columns in front of them.
 */
const envoyColumns = (between: number): readonly (LineField | undefined)[] => [
  'time',
  'requestLine',
  'status',
  ...Array.from({ length: between }, () => undefined),
  'address',
  undefined,
  undefined,
  'host',
];
export const envoy = format('envoy-access-log', envoyColumns(5), 12, true);
export const istio = format('envoy-access-log', envoyColumns(8), 15, true);
