import { isMapping, type Mapping, mappingAt } from '../documentation/mapping.ts';
import { type LogFormatName, logFormats } from './log-formats.ts';
import { parseLine } from './parse-line.ts';

/** Logs that are no list of requests have readers of their own. */
export type LogKind = LogFormatName | 'har' | 'cloudwatch' | 'alb-connection' | 'nlb-tls' | 'vpc-flow';

/** Lines that are looked at. */
const looked = 40;

const has = (entry: Mapping, ...names: readonly string[]): boolean => names.some((name) => name in entry);

const kindOfObject = (entry: Mapping): LogKind | undefined => {
  if (has(entry, 'awslogs', 'logEvents')) return 'cloudwatch';
  if (isMapping(entry.log) && 'entries' in mappingAt(entry, 'log')) return 'har';
  if (has(entry, 'webaclId') && isMapping(entry.httpRequest)) return 'waf';
  if (
    has(entry, 'serviceNetworkArn', 'sourceVpcArn', 'requestMethod') &&
    has(entry, 'requestPath', 'hostHeader')
  )
    return 'vpc-lattice';
  if (has(entry, 'cs-method') && has(entry, 'cs-uri-stem')) return 'cloudfront-json';
  if (isMapping(entry.request) && isMapping(entry.response) && has(entry, 'latencies', 'started_at', 'route'))
    return 'kong';
  const line = JSON.stringify(entry);
  const gateway = parseLine(logFormats['api-gateway-json'], line);
  const named = has(entry, 'apiId', 'api_id', 'restApiId', 'resourcePath', 'routeKey', 'domainName', 'stage');
  if (named && gateway && !('unparsed' in gateway)) return 'api-gateway-json';
  return undefined;
};

const textFormats: readonly LogFormatName[] = [
  'alb',
  'cloudfront',
  'istio',
  'envoy',
  'vhost-combined',
  'api-gateway-xml',
  'api-gateway-csv',
  'combined',
];

const readable = (name: LogFormatName, lines: readonly string[]): number => {
  const format = logFormats[name];
  return lines.filter((line) => {
    const parsed = parseLine(format, line);
    return parsed !== undefined && !('unparsed' in parsed) && parsed.status > 0;
  }).length;
};

/** A route in the place of the path, or a request id in the place of referrer and agent. */
const isGatewayClf = (lines: readonly string[]): boolean =>
  lines.some((line) => /"[A-Z]+ \/[^" ]*\{[^"]*"/.test(line)) ||
  lines.every((line) => /" \d{3} (?:\d+|-) "?[0-9a-f]{8}-[0-9a-f-]{27}"?\s*$/.test(line));

const connectionLine = /^\d{4}-\d\d-\d\dT\S+ [\d.:a-f]+ \d+ \d+ \S+ /;
const networkLine = /^tls \d\.\d \d{4}-\d\d-\d\dT/;
const flowLine = /^(?:version |account-id |\d+ (?:\d{12}|unknown) eni-)/;

/**
 * Which format a log is of, by its first lines. What two formats could have written is the one that more lines agree
 * with, and the more particular of two that agree.
 * @param head the beginning of the log; its last line may be cut off
 */
export const detectFormat = (head: string): LogKind | undefined => {
  if (
    /^\s*\{\s*"log"\s*:\s*\{/.test(head) ||
    /^\s*\{[\s\S]{0,200}"log"\s*:\s*\{[\s\S]*"entries"\s*:/.test(head)
  )
    return 'har';
  if (/^\s*\{\s*"(?:awslogs|messageType)"\s*:/.test(head)) return 'cloudwatch';
  if (/^#(?:Version|Fields):/m.test(head)) return 'cloudfront';
  const lines = head
    .split(/\r?\n/)
    .slice(0, looked)
    .filter((line) => line.trim() !== '');
  const objects = lines.flatMap((line): Mapping[] => {
    if (!line.trimStart().startsWith('{')) return [];
    try {
      const entry = JSON.parse(line) as unknown;
      return isMapping(entry) ? [entry] : [];
    } catch {
      return [];
    }
  });
  if (objects.length * 2 >= lines.length && objects.length > 0) {
    const kinds = objects.map(kindOfObject).filter((kind) => kind !== undefined);
    if (kinds.length * 2 >= objects.length) return kinds[0];
    return readable('json-lines', lines) > 0 ? 'json-lines' : undefined;
  }
  const matching = (pattern: RegExp): boolean =>
    2 * lines.filter((line) => pattern.test(line)).length > lines.length;
  if (matching(networkLine)) return 'nlb-tls';
  if (matching(flowLine) || flowLine.test(lines[0] ?? '')) return 'vpc-flow';
  const scored = textFormats
    .map((name) => ({ name, count: readable(name, lines) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const best = scored[0]?.name;
  if (best === undefined) return matching(connectionLine) ? 'alb-connection' : undefined;
  return best === 'combined' && isGatewayClf(lines) ? 'api-gateway-clf' : best;
};
