import { type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { takeBody, takeHeader } from '../credentials.ts';
import { readHttpMessage } from '../http-message.ts';
import type { ImportContext, Importer, ImportFile } from '../importer.ts';
import { readJsonLines } from '../json-lines.ts';
import { beginningOf } from '../member-text.ts';
import { type ReachedRequest, reachedApis } from '../reached.ts';
import { detectKind, recognised } from '../recognised.ts';
import { reaches } from '../visibility-maps.ts';

const isKatana = (file: ImportFile): boolean =>
  /\.(?:jsonl?|ndjson|txt|log)$|^[^.]*$/i.test(file.name) &&
  /^\s*\[?\s*\{[^\n]*"endpoint"\s*:\s*"(?:https?:)?\/\//.test(beginningOf(file, 200_000)) &&
  /"(?:request|timestamp)"\s*:/.test(beginningOf(file, 200_000));

const takeMessage = (message: Mapping, context: ImportContext): void => {
  // Header names come with underscores here: `set_cookie`.
  for (const [name, value] of Object.entries(mappingAt(message, 'headers')))
    takeHeader(name.replaceAll('_', '-'), value, context);
  takeBody(message.body, context);
  if (textOf(message.raw)) readHttpMessage(textOf(message.raw), context);
};

/** Old versions write the request's members without `request` around them. */
const reachedBy = (record: Mapping, pointer: string, context: ImportContext): ReachedRequest => {
  const request = record.request === undefined ? record : mappingAt(record, 'request');
  const response = mappingAt(record, 'response');
  takeMessage(request, context);
  takeMessage(response, context);
  const status = response.status_code;
  const headers = mappingAt(response, 'headers');
  const mediaType =
    textOf(headers.content_type) || textOf(headers['content-type']) || textOf(headers['Content-Type']);
  const at = Date.parse(textOf(record.timestamp));
  const failed = textOf(record.error) !== '';
  return {
    method: textOf(request.method) || 'GET',
    url: textOf(request.endpoint),
    // Without an answer on record the crawler may not have asked; with an error it did in vain.
    ...(typeof status === 'number' ? { status } : failed ? { status: 0 } : {}),
    ...(mediaType ? { mediaType } : {}),
    ...(Number.isFinite(at) ? { at: new Date(at).toISOString() } : {}),
    pointer,
  };
};

const parse: Importer['parse'] = (files, context) => {
  const mine = recognised(files, isKatana, 'katana crawl');
  const problems: InputProblem[] = [...mine.problems];
  const apis = mine.files.flatMap((file) => {
    const lines = readJsonLines(file);
    problems.push(...lines.problems);
    const requests = lines.records.map(({ value, line }) =>
      reachedBy(value, `${file.name}:${line}`, context),
    );
    return reachedApis(requests, context, 'scan', file.name);
  });
  return {
    format: 'katana crawl',
    apis,
    consumers: [],
    settings: [],
    visibility: reaches('A crawler', 'The crawl holds what links and scripts lead to, not every endpoint.'),
    problems,
  };
};

/** katana crawls as JSON Lines. A crawl is never use. */
export const katanaImporter: Importer = {
  id: 'katana',
  source: 'katana',
  title: 'katana crawl',
  howTo: 'Run `katana -jsonl -o crawl.jsonl`.',
  detect: (files) => detectKind(files, isKatana, 'katana crawl'),
  parse,
};
