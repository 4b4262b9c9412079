import { gunzipSync } from 'node:zlib';
import { isMapping, listOf, mappingAt, textOf } from '../documentation/mapping.ts';

/** A subscription record has at most 1 MB packed (CloudWatch Logs user guide, "Subscriptions"). */
const maxUnpacked = 64 * 1024 * 1024;

const unpacked = (data: string): unknown => {
  const bytes = gunzipSync(Buffer.from(data, 'base64'), { maxOutputLength: maxUnpacked });
  return JSON.parse(bytes.toString('utf8'));
};

/**
 * Log lines of a CloudWatch Logs subscription record: as a Lambda function gets it (`awslogs.data`, base64 and gzip),
 * as Kinesis and Firehose carry it, or one event of an export.
 * @returns undefined for what is none; an empty list for a control message
 */
export const cloudWatchLines = (text: string): readonly string[] | undefined => {
  try {
    let record: unknown = JSON.parse(text);
    const data = textOf(mappingAt(record, 'awslogs').data) || textOf(mappingAt(record, 'kinesis').data);
    if (data) record = unpacked(data);
    if (!isMapping(record) || !Array.isArray(record.logEvents)) return undefined;
    return listOf(record.logEvents).map((event) => textOf(mappingAt(event).message));
  } catch {
    return undefined;
  }
};

/** The line of an exported log: an ISO time, a blank, the line. */
export const withoutExportTime = (line: string): string =>
  line.replace(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z (?=\S)/, '');
