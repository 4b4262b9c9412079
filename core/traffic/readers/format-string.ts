import type { LogFormat } from '../log-record.ts';
import { isBlank, type LineField, type LineReader, lineField } from '../request-bytes.ts';
import { plainName } from './json.ts';
import { usualNames } from './json-formats.ts';

/** `$context.path`, `$remote_addr`, `%REQ(:METHOD)%`, `%RESPONSE_CODE%`, `%>s`, `%{Host}i`. */
const variable =
  /\$context\.[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*|\$\{[a-z_]+\}|\$[a-z_]+|%[A-Z_0-9]+(?:\([^)%]*\))?%|%[<>]?(?:\{[^}]*\})?[a-zA-Z]/g;

/** Variables whose names say something else than what they carry. */
const own: Readonly<Record<string, LineField>> = {
  $request: 'requestLine',
  $msec: 'time',
  $args: 'query',
  $query_string: 'query',
  $remote_user: 'caller',
  $ssl_client_s_dn: 'certificate',
  '%r': 'requestLine',
  '%s': 'status',
  '%>s': 'status',
  '%t': 'time',
  '%h': 'address',
  '%a': 'address',
  '%u': 'caller',
  '%m': 'method',
  '%U': 'target',
  '%q': 'query',
  '%v': 'host',
  '%V': 'host',
  '%{Host}i': 'host',
  '%START_TIME%': 'time',
  '%REQ(:METHOD)%': 'method',
  '%REQ(:PATH)%': 'target',
  '%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%': 'target',
  '%REQ(:AUTHORITY)%': 'host',
  '%RESPONSE_CODE%': 'status',
  '%DOWNSTREAM_REMOTE_ADDRESS%': 'address',
  '%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%': 'address',
  '%DOWNSTREAM_PEER_SUBJECT%': 'certificate',
};

const fieldOf = (name: string): LineField | undefined => {
  if (own[name]) return own[name];
  const plain = plainName(name.replace(/^\$context\./, ''));
  for (const [field, names] of Object.entries(usualNames) as [LineField, readonly string[]][])
    if (names.includes(plain)) return field;
  return undefined;
};

interface Part {
  readonly field: number;
  /** What ends the value; empty at the end of the line. */
  readonly until: Buffer;
}

/** Values of a variable that has none. */
const isEmpty = (bytes: Buffer, from: number, to: number): boolean =>
  to <= from || (to === from + 1 && bytes[from] === 45);

const readerOf = (format: string): LineReader => {
  const matches = [...format.matchAll(variable)];
  const lead = Buffer.from(format.slice(0, matches[0]?.index ?? 0));
  const parts: Part[] = matches.map((match, index) => {
    const field = fieldOf(match[0]);
    const end = match.index + match[0].length;
    return {
      field: field === undefined ? -1 : lineField[field],
      until: Buffer.from(format.slice(end, matches[index + 1]?.index ?? format.length)),
    };
  });
  return {
    read: (bytes, start, end, into) => {
      into.bytes = bytes;
      into.start.fill(-1);
      if (isBlank(bytes, start, end)) return false;
      let at = start + lead.length;
      for (const { field, until } of parts) {
        let to = until.length === 0 ? end : bytes.indexOf(until, at);
        if (to < 0 || to > end) return 'The line is not of the given format.';
        const next = to + until.length;
        // A time in brackets is the time.
        if (bytes[at] === 91 && bytes[to - 1] === 93) {
          at += 1;
          to -= 1;
        }
        if (field >= 0 && (into.start[field] as number) < 0 && !isEmpty(bytes, at, to)) {
          into.start[field] = at;
          into.end[field] = to;
        }
        at = next;
      }
      return true;
    },
  };
};

/**
 * A format as its owner wrote it: the access-log format of an API Gateway stage (JSON, CLF, CSV, XML), NGINX's
 * `log_format`, Apache's `LogFormat`, Envoy's `text_format_source`.
 * @returns undefined for a text without variables
 */
export const formatOfString = (format: string): LogFormat | undefined => {
  if (format.length > 8192 || [...format.matchAll(variable)].length === 0) return undefined;
  return {
    source: format.includes('$context.') ? 'api-gateway-access-log' : 'access-log',
    needsPlace: false,
    reader: () => readerOf(format.trim()),
  };
};

/** What the console of API Gateway offers for CSV and XML (developer guide, "Set up access logging"). */
const variables = [
  'identity.sourceIp',
  'identity.caller',
  'identity.user',
  'requestTime',
  'httpMethod',
  'resourcePath',
  'protocol',
  'status',
  'responseLength',
] as const;

const fixed = (format: string): LogFormat => ({
  source: 'api-gateway-access-log',
  needsPlace: false,
  reader: () => readerOf(format),
});

export const apiGatewayCsv = fixed([...variables, 'requestId'].map((name) => `$context.${name}`).join(','));

export const apiGatewayXml = fixed(
  `<request id="$context.requestId"> ${variables
    .map((name) => {
      const tag = name.split('.').at(-1) === 'sourceIp' ? 'ip' : name.split('.').at(-1);
      return `<${tag}>$context.${name}</${tag}>`;
    })
    .join(' ')} </request>`,
);
