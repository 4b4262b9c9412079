import { takeBody, takeHeader } from './credentials.ts';
import type { ImportContext } from './importer.ts';

/** The first line and the headers of an HTTP message as it went over the wire. */
export interface HttpMessage {
  /** Upper case; empty for a response. */
  readonly method: string;
  /** As in the request line: a path with query, or a URL. */
  readonly target: string;
  /** Of a response. */
  readonly status?: number;
  /** By lower-case name; the last one wins. */
  readonly headers: ReadonlyMap<string, string>;
}

const maxHead = 64 * 1024;

/** Reads the head of a message and takes every credential of it and of its body. */
export const readHttpMessage = (raw: string, context: ImportContext): HttpMessage => {
  const [head = '', body = ''] = raw.split(/\r?\n\r?\n/, 2);
  const [first = '', ...lines] = head.slice(0, maxHead).split(/\r?\n/);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    takeHeader(name, value, context);
    headers.set(name, value);
  }
  takeBody(body, context);
  const [, status] = /^HTTP\/[\d.]+ (\d{3})/.exec(first) ?? [];
  if (status) return { method: '', target: '', status: Number(status), headers };
  const [, method = '', target = ''] = /^([A-Za-z]{1,20}) +(\S+)/.exec(first) ?? [];
  return { method: method.toUpperCase(), target, headers };
};
