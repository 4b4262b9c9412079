import { isMapping, listOf, mappingAt, textOf } from '../documentation/mapping.ts';
import type { LogFormat, LogRecord } from './log-record.ts';

/** Bodies of one exchange, for drafts; never stored. */
export interface Exchange {
  readonly record: LogRecord;
  readonly requestBody?: unknown;
  readonly responseBody?: unknown;
}

const maxEntries = 200_000;
const maxBody = 256 * 1024;

const jsonIn = (type: string, text: string): unknown => {
  if (!/json/i.test(type) || text === '' || text.length > maxBody) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const headerIn = (message: Readonly<Record<string, unknown>>, name: string): string => {
  const header = listOf(message.headers)
    .filter(isMapping)
    .find((one) => textOf(one.name).toLowerCase() === name);
  return textOf(header?.value);
};

/** Records of a HAR capture (HTTP Archive 1.2); entries without a usable URL are left out. */
export const harExchanges = (text: string): readonly Exchange[] => {
  const entries = listOf(mappingAt(JSON.parse(text) as unknown, 'log').entries).slice(0, maxEntries);
  return entries.flatMap((entry): Exchange[] => {
    const request = mappingAt(entry, 'request');
    const response = mappingAt(entry, 'response');
    const url = textOf(request.url);
    if (!/^https?:/i.test(url) || !URL.canParse(url)) return [];
    const { hostname, pathname, searchParams } = new URL(url);
    const at = Date.parse(textOf(mappingAt(entry).startedDateTime));
    const credential = headerIn(request, 'authorization') || headerIn(request, 'x-api-key');
    const post = mappingAt(request, 'postData');
    const content = mappingAt(response, 'content');
    const body = textOf(content.text);
    const requestBody = jsonIn(textOf(post.mimeType), textOf(post.text));
    const responseBody = jsonIn(
      textOf(content.mimeType),
      content.encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : body,
    );
    return [
      {
        record: {
          host: hostname,
          method: textOf(request.method).toUpperCase(),
          path: pathname,
          queryNames: [...new Set(searchParams.keys())].slice(0, 32),
          status: typeof response.status === 'number' ? response.status : 0,
          // One capture is one person; the credential tells sessions apart and is hashed before it is kept.
          principal: credential || 'capture',
          ...(credential ? { authenticated: true as const } : {}),
          ...(Number.isNaN(at) ? {} : { at: new Date(at).toISOString() }),
        },
        ...(requestBody === undefined ? {} : { requestBody }),
        ...(responseBody === undefined ? {} : { responseBody }),
      },
    ];
  });
};

/** HAR records go to the collector one by one; there are no lines. */
export const har: LogFormat = {
  source: 'har',
  needsPlace: true,
  reader: () => ({ read: () => 'A HAR capture has no lines.' }),
};
