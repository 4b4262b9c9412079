import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { ApiStyle } from '../../evidence.ts';
import { takeBody, takeHeader, takeTree } from '../credentials.ts';
import type { ImportContext, Importer, ImportFile } from '../importer.ts';
import { readTree, textOfMember } from '../member-text.ts';
import { type ReachedRequest, reachedApis } from '../reached.ts';
import { detectKind, recognised } from '../recognised.ts';
import { reaches } from '../visibility-maps.ts';

const isHar = (file: ImportFile): boolean =>
  /\.(?:har|json)$|^[^.]*$/i.test(file.name) &&
  /^\s*\{\s*"log"\s*:\s*\{/.test(textOfMember(file).slice(0, 2_000)) &&
  /"entries"\s*:/.test(textOfMember(file));

const headersOf = (message: Mapping): ReadonlyMap<string, string> =>
  new Map(
    listOf(message.headers)
      .filter(isMapping)
      .map(({ name, value }) => [textOf(name).toLowerCase(), textOf(value)] as const),
  );

/** Cookies, tokens and bodies of both directions. Nothing of them is copied. */
const takeMessage = (message: Mapping, context: ImportContext): void => {
  for (const [name, value] of headersOf(message)) takeHeader(name, value, context);
  for (const cookie of listOf(message.cookies)) takeTree({ cookie: mappingAt(cookie).value }, context);
  for (const pair of listOf(message.queryString))
    takeTree({ [textOf(mappingAt(pair).name)]: mappingAt(pair).value }, context);
  const post = mappingAt(message, 'postData');
  takeBody(post.text, context);
  for (const pair of listOf(post.params))
    takeTree({ [textOf(mappingAt(pair).name)]: mappingAt(pair).value }, context);
  const content = mappingAt(message, 'content');
  const text = textOf(content.text);
  takeBody(content.encoding === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text, context);
};

const styleOf = (headers: ReadonlyMap<string, string>, entry: Mapping): ApiStyle => {
  const type = headers.get('content-type') ?? '';
  if (entry._resourceType === 'websocket' || headers.get('upgrade')?.toLowerCase() === 'websocket')
    return 'WEBSOCKET';
  if (/^application\/grpc/i.test(type)) return 'GRPC';
  if (headers.has('soapaction') || /^application\/soap\+xml/i.test(type)) return 'SOAP';
  return 'REST';
};

const utcOf = (time: unknown): string | undefined => {
  // Without a zone it is some local time.
  const at = /(?:Z|[+-]\d{2}:?\d{2})$/.test(textOf(time)) ? Date.parse(textOf(time)) : Number.NaN;
  return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
};

const requestOf = (entry: Mapping, pointer: string, context: ImportContext): ReachedRequest => {
  const request = mappingAt(entry, 'request');
  const response = mappingAt(entry, 'response');
  takeMessage(request, context);
  takeMessage(response, context);
  const headers = headersOf(request);
  const at = utcOf(entry.startedDateTime);
  const caller = headers.get('authorization') ?? headers.get('x-api-key') ?? headers.get('cookie');
  return {
    method: textOf(request.method),
    url: textOf(request.url),
    status: typeof response.status === 'number' ? response.status : 0,
    mediaType:
      textOf(mappingAt(response, 'content').mimeType) || (headersOf(response).get('content-type') ?? ''),
    style: styleOf(headers, entry),
    ...(caller ? { caller } : {}),
    ...(at ? { at } : {}),
    pointer,
  };
};

const parse: Importer['parse'] = (files, context) => {
  const mine = recognised(files, isHar, 'HAR');
  const problems: InputProblem[] = [...mine.problems];
  let version: string | undefined;
  const apis = mine.files.flatMap((file) => {
    const tree = readTree(file);
    if (!tree.ok) {
      problems.push(tree.problem);
      return [];
    }
    const log = mappingAt(tree.value, 'log');
    version ??= textOf(log.version) || undefined;
    const requests = listOf(log.entries).flatMap((entry, index) => {
      const at = `${file.name}#/log/entries/${index}`;
      if (isMapping(entry) && isMapping(entry.request)) return [requestOf(entry, at, context)];
      const message = 'The entry holds no request.';
      problems.push({ file: file.name, pointer: `/log/entries/${index}`, message, fix: 'Capture it again.' });
      return [];
    });
    return reachedApis(requests, context, 'use', `${file.name}#/log`);
  });
  return {
    format: 'HAR',
    ...(version ? { version } : {}),
    apis,
    consumers: [],
    settings: [],
    visibility: reaches(
      'A capture',
      'A capture holds what one client called while it was recorded, not every endpoint.',
    ),
    problems,
  };
};

/** HTTP Archive 1.1 and 1.2: requests that somebody's browser or client really sent. */
export const harImporter: Importer = {
  id: 'har',
  source: 'har',
  title: 'HAR capture',
  howTo: 'Save it from the network panel of a browser’s developer tools, or from a proxy.',
  detect: (files) => detectKind(files, isHar, 'HAR'),
  parse,
};
