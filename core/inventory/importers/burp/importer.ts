import type { InputProblem } from '../../../input-problem.ts';
import { readHttpMessage } from '../http-message.ts';
import type { ImportContext, Importer, ImportFile } from '../importer.ts';
import { beginningOf, textOfMember } from '../member-text.ts';
import { type ReachedRequest, reachedApis } from '../reached.ts';
import { detectKind, recognised } from '../recognised.ts';
import { reaches } from '../visibility-maps.ts';
import { type BurpItem, burpItems } from './items.ts';

const isBurp = (file: ImportFile): boolean =>
  /\.xml$|^[^.]*$/i.test(file.name) &&
  /<(?:items|issues)\b[^>]*\bburpVersion=/.test(beginningOf(file, 20_000));

/** Burp names kinds of content, not media types. */
const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  script: 'text/javascript',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  'other binary': 'application/octet-stream',
};

/** `Tue Nov 24 12:00:00 UTC 2026`: Java's form, of which only the universal zones can be told. */
const utcOf = (time: string): string | undefined => {
  const match = /^\w{3} (\w{3}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) (?:UTC|GMT|Z) (\d{4})$/.exec(time);
  const at = match ? Date.parse(`${match[2]} ${match[1]} ${match[4]} ${match[3]} GMT`) : Number.NaN;
  return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
};

const reachedBy = (item: BurpItem, file: string, context: ImportContext): ReachedRequest => {
  const request = readHttpMessage(item.request, context);
  const response = readHttpMessage(item.response, context);
  const mediaType =
    response.headers.get('content-type') ?? mediaTypes[item.mediaType.toLowerCase()] ?? item.mediaType;
  // Items say so themselves, issues by their messages.
  const status = item.status || response.status || item.status;
  const at = utcOf(item.time);
  const isSoap = request.headers.has('soapaction');
  return {
    method: item.method || request.method,
    url: item.url,
    ...(status === undefined ? {} : { status }),
    mediaType,
    ...(isSoap ? { style: 'SOAP' as const } : {}),
    ...(at ? { at } : {}),
    pointer: item.line === undefined ? `${file}#/items` : `${file}:${item.line}`,
  };
};

const parse: Importer['parse'] = (files, context) => {
  const mine = recognised(files, isBurp, 'Burp Suite items');
  const problems: InputProblem[] = [...mine.problems];
  let version: string | undefined;
  const apis = mine.files.flatMap((file) => {
    const read = burpItems(textOfMember(file), file.name);
    version ??= read.version;
    problems.push(...read.problems);
    const requests = read.items.map((item) => reachedBy(item, file.name, context));
    return reachedApis(requests, context, 'scan', `${file.name}#/items`);
  });
  return {
    format: 'Burp Suite items',
    ...(version ? { version } : {}),
    apis,
    consumers: [],
    settings: [],
    visibility: reaches(
      'A tester’s proxy',
      'The site map holds what the tester reached, not every endpoint.',
    ),
    problems,
  };
};

/** Items and issues saved from Burp Suite. A tester sent them: they show that something is there, never that it is used. */
export const burpImporter: Importer = {
  id: 'burp',
  source: 'burp',
  title: 'Burp Suite site map',
  howTo: 'In Target › Site map, select the hosts and choose Save selected items.',
  detect: (files) => detectKind(files, isBurp, 'Burp Suite items'),
  parse,
};
