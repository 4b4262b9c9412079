import { listOf, type Mapping, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { takeCredential } from '../credentials.ts';
import { readHttpMessage } from '../http-message.ts';
import type { ImportContext, Importer, ImportFile } from '../importer.ts';
import { readJsonLines } from '../json-lines.ts';
import { beginningOf } from '../member-text.ts';
import { type ReachedRequest, reachedApis } from '../reached.ts';
import { detectKind, recognised } from '../recognised.ts';
import { reaches } from '../visibility-maps.ts';

const isNuclei = (file: ImportFile): boolean =>
  /\.(?:jsonl?|ndjson|txt|log)$|^[^.]*$/i.test(file.name) &&
  /"template-?(?:id|ID)"\s*:/.test(beginningOf(file, 20_000)) &&
  /"(?:matched-at|matched|matcher-status|info)"\s*:/.test(beginningOf(file, 20_000));

/** `curl -X 'POST' … 'https://…'`. */
const methodOfCurl = (command: string): string =>
  /\s(?:-X|--request)\s+['"]?([A-Za-z]+)/.exec(command)?.[1] ?? '';

/**
 * The request behind a match. Templates of other protocols (DNS, TLS, TCP) reach no endpoint; with `-matcher-status`
 * nuclei also writes what did not match.
 */
const reachedBy = (result: Mapping, pointer: string, context: ImportContext): ReachedRequest | undefined => {
  const request = readHttpMessage(textOf(result.request), context);
  const response = readHttpMessage(textOf(result.response), context);
  const curl = textOf(result['curl-command']);
  for (const [, header] of curl.matchAll(/-H\s+'([^']*)'/g))
    readHttpMessage(`GET / HTTP/1.1\r\n${header}`, context);
  for (const extracted of listOf(result['extracted-results'])) takeCredential(extracted, context);
  const type = textOf(result.type) || 'http';
  if (!['http', 'headless', 'websocket'].includes(type)) return undefined;
  if (result['matcher-status'] === false) return undefined;
  const matched = textOf(result['matched-at']) || textOf(result.matched);
  const at = Date.parse(textOf(result.timestamp));
  const mediaType = response.headers.get('content-type');
  return {
    // Without the request it is not known how the template asked.
    method: request.method || methodOfCurl(curl) || 'ANY',
    url: /^[a-z]+:\/\//i.test(matched) ? matched : `https://${matched}`,
    ...(response.status === undefined ? {} : { status: response.status }),
    ...(mediaType ? { mediaType } : {}),
    ...(type === 'websocket' ? { style: 'WEBSOCKET' as const } : {}),
    ...(Number.isFinite(at) ? { at: new Date(at).toISOString() } : {}),
    pointer,
  };
};

const parse: Importer['parse'] = (files, context) => {
  const mine = recognised(files, isNuclei, 'nuclei results');
  const problems: InputProblem[] = [...mine.problems];
  const apis = mine.files.flatMap((file) => {
    const lines = readJsonLines(file);
    problems.push(...lines.problems);
    const requests = lines.records.flatMap(
      ({ value, line }) => reachedBy(value, `${file.name}:${line}`, context) ?? [],
    );
    return reachedApis(requests, context, 'scan', file.name);
  });
  return {
    format: 'nuclei results',
    apis,
    consumers: [],
    settings: [],
    visibility: reaches(
      'A scanner',
      'The results hold what a template matched; that something is missing means nothing.',
    ),
    problems,
  };
};

/** nuclei results as JSON Lines or as one array. A scan is never use. */
export const nucleiImporter: Importer = {
  id: 'nuclei',
  source: 'nuclei',
  title: 'nuclei results',
  howTo: 'Run `nuclei -jsonl -o results.jsonl`.',
  detect: (files) => detectKind(files, isNuclei, 'nuclei results'),
  parse,
};
