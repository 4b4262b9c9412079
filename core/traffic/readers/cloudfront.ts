import type { LogFormat } from '../log-record.ts';
import type { LineField } from '../request-bytes.ts';
import { headedReader } from './delimited.ts';
import { jsonReader } from './json.ts';

/** Fields of standard and real-time logs (CloudFront developer guide, "Standard log file fields"). */
export const cloudfrontFields: Readonly<Record<string, LineField>> = {
  date: 'date',
  time: 'time',
  timestamp: 'time',
  'timestamp(ms)': 'time',
  'x-host-header': 'host',
  'cs(host)': 'host',
  'cs-host': 'host',
  'cs-method': 'method',
  'cs-uri-stem': 'target',
  'cs-uri-query': 'query',
  'sc-status': 'status',
  'c-ip': 'address',
  'cs-header-names': 'headerNames',
};

/** Order of the standard log before a header says another one. */
const standard =
  'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header'.split(
    ' ',
  );

/** Without the name of the distribution, which stands in the same line as the name that the viewer called. */
const { 'cs(host)': _, ...viewerFields } = cloudfrontFields;

/** Standard logs: columns by tab, named in `#Fields`. */
export const cloudfront: LogFormat = {
  source: 'cloudfront-access-log',
  needsPlace: true,
  reader: () =>
    headedReader(
      viewerFields,
      {
        separator: '\t',
        columns: standard,
        short: 'The line has fewer columns than `#Fields` names.',
      },
      (line) => /^#Fields:\s*(.*)$/.exec(line)?.[1]?.trim().split(/\s+/),
    ),
};

/** Standard logs, version 2, as JSON. */
export const cloudfrontJson: LogFormat = {
  source: 'cloudfront-access-log',
  needsPlace: true,
  reader: () =>
    jsonReader({
      host: ['xhostheader', 'cshost'],
      method: ['csmethod'],
      target: ['csuristem'],
      query: ['csuriquery'],
      status: ['scstatus'],
      time: ['timestampms', 'timestamp', 'time'],
      date: ['date'],
      address: ['cip'],
    }),
};
