import type { InputProblem } from '../../../input-problem.ts';
import { readXml, type XmlElement } from '../xml.ts';

/** Burp writes what it exports with a document type of its own. Declarations of elements and attributes do no harm. */
const documentType = /^\s*<!DOCTYPE\s+(?:items|issues)\s*\[([^\]]*)\]\s*>/;
const harmless = /^(?:\s|<!(?:ELEMENT|ATTLIST)\s[^<>]*>)*$/;

/**
 * The text without Burp's own document type. Any other, and one that defines an entity or names a file, stays, and is
 * refused by the reader.
 */
export const withoutBurpType = (text: string): string => {
  const declaration = /^\ufeff?\s*<\?xml[^>]*\?>/.exec(text)?.[0] ?? '';
  const rest = text.slice(declaration.length);
  const match = documentType.exec(rest.slice(0, 20_000));
  if (!match || !harmless.test(match[1] ?? '')) return text;
  // Lines stay where they were.
  const lines = match[0].replace(/[^\n]/g, '');
  return `${declaration}${lines}${rest.slice(match[0].length)}`;
};

export interface BurpItem {
  readonly url: string;
  readonly method: string;
  readonly status?: number;
  readonly mediaType: string;
  readonly request: string;
  readonly response: string;
  readonly time: string;
  readonly line?: number;
}

const child = (item: XmlElement, name: string): XmlElement | undefined =>
  item.children.find((one) => one.name === name);

/** A message as text, from base64 where it says so. Bytes that are no text stay unreadable and are not needed. */
const messageOf = (element: XmlElement | undefined): string => {
  if (!element) return '';
  return element.attributes.base64 === 'true'
    ? Buffer.from(element.text, 'base64').toString('latin1')
    : element.text;
};

const itemOf = (item: XmlElement): BurpItem => {
  const text = (name: string): string => child(item, name)?.text ?? '';
  const status = text('status');
  const port = text('port');
  const built = `${text('protocol') || 'https'}://${text('host')}${port ? `:${port}` : ''}${text('path')}`;
  return {
    url: text('url') || built,
    method: text('method'),
    // Without an answer the element is empty.
    ...(/^\d{3}$/.test(status) ? { status: Number(status) } : { status: 0 }),
    mediaType: text('mimetype'),
    request: messageOf(child(item, 'request')),
    response: messageOf(child(item, 'response')),
    time: text('time'),
    ...(item.line === undefined ? {} : { line: item.line }),
  };
};

/** An issue of a scan report: the host is a URL, and the messages that show it are below. */
const issueItems = (issue: XmlElement): readonly BurpItem[] => {
  const text = (name: string): string => child(issue, name)?.text ?? '';
  const exchanges = issue.children.filter(({ name }) => name === 'requestresponse');
  const line = issue.line === undefined ? {} : { line: issue.line };
  const found = { url: `${text('host')}${text('path')}`, mediaType: '', time: '', ...line };
  if (exchanges.length === 0) return [{ ...found, method: 'ANY', request: '', response: '' }];
  return exchanges.map((exchange) => {
    const request = child(exchange, 'request');
    const response = messageOf(child(exchange, 'response'));
    return { ...found, method: request?.attributes.method ?? '', request: messageOf(request), response };
  });
};

export interface BurpItems {
  readonly version?: string;
  readonly items: readonly BurpItem[];
  readonly problems: readonly InputProblem[];
}

/** `items` of a site map or proxy history, or `issues` of a scan, as they are saved from Burp Suite. */
export const burpItems = (text: string, file: string): BurpItems => {
  const xml = readXml(withoutBurpType(text), file);
  if (!xml.ok) return { items: [], problems: [xml.problem] };
  const { root } = xml;
  const version = root.attributes.burpVersion;
  const items = root.children.flatMap((one): readonly BurpItem[] => {
    if (one.name === 'item') return [itemOf(one)];
    return one.name === 'issue' ? issueItems(one) : [];
  });
  return { ...(version ? { version } : {}), items, problems: [] };
};
