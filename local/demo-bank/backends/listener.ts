import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Backend, type BackendAnswer, type BackendRoute, problem } from './backend.ts';

const maxBody = 64 * 1024;

class TooLarge extends Error {}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > maxBody) throw new TooLarge();
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const decoded = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
};

/** Variables of the template when the path fits it. */
export const variablesOf = (template: string, path: string): Record<string, string> | undefined => {
  const wanted = template.split('/');
  const actual = path.split('/');
  if (wanted.length !== actual.length) return undefined;
  const variables: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = decoded(actual[index] ?? '');
    if (value === undefined) return undefined;
    if (segment.startsWith('{') && value !== '') variables[segment.slice(1, -1)] = value;
    else if (segment !== value) return undefined;
  }
  return variables;
};

const answerOf = (backend: Backend, request: IncomingMessage, url: URL, text: string): BackendAnswer => {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const fitting = backend.routes.flatMap((route): [BackendRoute, Record<string, string>][] => {
    const variables = variablesOf(route.template, url.pathname);
    return variables ? [[route, variables]] : [];
  });
  const [route, variables] = fitting.find(([one]) => one.method === method) ?? [];
  if (!route || !variables)
    return fitting.length ? problem(405, 'Method not allowed') : problem(404, 'Not found');
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    return problem(400, 'Bad request', 'The body is not JSON.');
  }
  const headers = request.headers as Record<string, string | undefined>;
  const dryRun = headers['x-gatehouse-probe'] === 'dry-run';
  return route.handle({ variables, query: url.searchParams, headers, body, dryRun });
};

const send = (
  request: IncomingMessage,
  response: ServerResponse,
  backend: string,
  answer: BackendAnswer,
): void => {
  const isProblem = answer.status >= 400;
  // The name stands in the body too: not every gateway hands the backend's headers on.
  const text = answer.body === undefined ? '' : JSON.stringify({ ...answer.body, backend });
  response.writeHead(answer.status, {
    'x-backend': backend,
    'x-correlation-id': String(request.headers['x-correlation-id'] ?? randomUUID()),
    'cache-control': 'no-store',
    ...(text
      ? {
          'content-type': isProblem ? 'application/problem+json' : 'application/json',
          'content-length': Buffer.byteLength(text),
        }
      : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
};

/**
 * Serves one backend. `GET /_requests` tells how many requests it had (its own aside), by which a test shows that a
 * call was stopped before it.
 */
export const backendListener = (backend: Backend): RequestListener => {
  let requests = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://backend');
    const reply = (answer: BackendAnswer) => send(request, response, backend.name, answer);
    if (url.pathname === '/_requests') return reply({ status: 200, body: { requests, pid: process.pid } });
    requests += 1;
    try {
      reply(answerOf(backend, request, url, await readBody(request)));
    } catch (error) {
      reply(error instanceof TooLarge ? problem(413, 'Content too large') : problem(500, 'Server error'));
    }
  };
  return (request, response) => {
    serve(request, response).catch(() => response.destroy());
  };
};
