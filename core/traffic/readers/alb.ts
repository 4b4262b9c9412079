import type { LogFormat, LogRecord, UnparsedLine } from '../log-record.ts';
import { queryNamesOf } from '../query-names.ts';

/** Positions of the fields (Elastic Load Balancing user guide, "Access log entries"). AWS appends fields at the end. */
const field = { time: 1, client: 3, status: 8, request: 12 } as const;

/** Splits at spaces outside of quotes, only as far as the fields that are needed. */
const fieldsOf = (line: string): string[] => {
  const fields: string[] = [];
  let at = 0;
  while (at < line.length && fields.length <= field.request) {
    if (line[at] === '"') {
      const end = line.indexOf('"', at + 1);
      if (end < 0) return fields;
      fields.push(line.slice(at + 1, end));
      at = end + 2;
    } else {
      const space = line.indexOf(' ', at);
      const end = space < 0 ? line.length : space;
      fields.push(line.slice(at, end));
      at = end + 1;
    }
  }
  return fields;
};

/** `203.0.113.7:443` and `[2001:db8::1]:443` without the port. */
const withoutPort = (address: string): string => address.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');

const parse = (line: string): LogRecord | UnparsedLine | undefined => {
  if (line.trim() === '') return undefined;
  const fields = fieldsOf(line);
  const request = fields[field.request];
  if (request === undefined) return { unparsed: 'The line ends before the request.' };
  const [method = '', target = ''] = request.split(' ');
  // `METHOD scheme://host:port/path?query HTTP/1.1`
  const url = /^(?:https?|wss?|h2c?):\/\/(\[[^\]]+\]|[^/:?#]*)(?::\d*)?([^?#]*)(?:\?([^#]*))?/i.exec(target);
  if (!/^[A-Z]{3,16}$/.test(method) || !url?.[1])
    return { unparsed: 'The request is not an HTTP request line.' };
  const status = Number(fields[field.status]);
  const at = new Date(fields[field.time] ?? '');
  const principal = withoutPort(fields[field.client] ?? '');
  const queryNames = queryNamesOf(url[3] ?? '');
  return {
    host: url[1].toLowerCase(),
    method,
    path: url[2] || '/',
    status: Number.isInteger(status) ? status : 0,
    ...(queryNames.length ? { queryNames } : {}),
    ...(principal && principal !== '-' ? { principal } : {}),
    ...(Number.isNaN(at.getTime()) ? {} : { at: at.toISOString() }),
  };
};

/** Access logs of Application Load Balancers. They know no caller but the client's address. */
export const alb: LogFormat = { source: 'alb-access-log', parse };
