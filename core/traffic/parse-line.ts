import { instantAt, instantOfDay, isoOf } from './instant.ts';
import type { LogFormat, LogRecord, UnparsedLine } from './log-record.ts';
import { queryNamesOf } from './query-names.ts';
import { callerFields, lineField, type RequestBytes, requestBytes, textAt } from './request-bytes.ts';
import { divideRequest, statusOf } from './request-parts.ts';

/** Milliseconds since 1970; NaN where the line does not tell the time. */
export const instantIn = ({ bytes, start, end }: RequestBytes): number => {
  const from = start[lineField.time] as number;
  if (from < 0) return Number.NaN;
  const day = start[lineField.date] as number;
  return day < 0 ? instantAt(bytes, from, end[lineField.time] as number) : instantOfDay(bytes, day, from);
};

/**
 * One line as a record: what shows a format to be the right one, and a line to a person. Logs are read as bytes.
 * @returns undefined for lines that carry nothing, such as comments
 */
export const parseLine = (format: LogFormat, line: string): LogRecord | UnparsedLine | undefined => {
  const fields = requestBytes();
  const bytes = Buffer.from(line);
  const reading = format.reader().read(bytes, 0, bytes.length, fields);
  if (reading === false) return undefined;
  const refused = reading === true ? divideRequest(fields, format.needsPlace) : reading;
  if (refused !== undefined) return { unparsed: refused };
  const queryNames = queryNamesOf(textAt(fields, lineField.query) ?? '');
  const caller = callerFields.find((field) => (fields.start[field] as number) >= 0);
  const template = textAt(fields, lineField.template);
  const gatewayId = textAt(fields, lineField.gatewayId);
  const at = isoOf(instantIn(fields));
  return {
    host: textAt(fields, lineField.host)?.toLowerCase() ?? '',
    method: textAt(fields, lineField.method)?.toUpperCase() ?? '',
    path: textAt(fields, lineField.target) || '/',
    status: statusOf(fields),
    ...(queryNames.length > 0 ? { queryNames } : {}),
    ...(caller === undefined ? {} : { principal: textAt(fields, caller) ?? '' }),
    ...(caller === undefined || caller === lineField.address ? {} : { authenticated: true as const }),
    ...(template ? { template } : {}),
    ...(gatewayId ? { gatewayId } : {}),
    ...(at ? { at } : {}),
  };
};
