import type { IncomingMessage, ServerResponse } from 'node:http';

/** Header lines as they stood on the wire: name, value, name, value. */
export type RawHeaders = readonly string[];

/** A call that was read whole. */
export interface Call {
  readonly method: string;
  /** Path and query as sent, undecoded. */
  readonly target: string;
  /** Path without query, undecoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: RawHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly body: Buffer;
}

/** The first header of a name, whatever its case. */
export const header = (headers: RawHeaders, name: string): string | undefined => {
  for (let i = 0; i < headers.length; i += 2) if (headers[i]?.toLowerCase() === name) return headers[i + 1];
  return undefined;
};

/** The headers without those of these (lower-case) names. */
export const without = (headers: RawHeaders, ...names: readonly string[]): string[] => {
  const kept: string[] = [];
  for (let i = 0; i < headers.length; i += 2)
    if (!names.includes((headers[i] as string).toLowerCase()))
      kept.push(headers[i] as string, headers[i + 1] as string);
  return kept;
};

export const readBody = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};

export const splitTarget = (target: string): { path: string; query: URLSearchParams } => {
  const mark = target.indexOf('?');
  return mark < 0
    ? { path: target, query: new URLSearchParams() }
    : { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) };
};

export const readCall = async (request: IncomingMessage): Promise<Call> => ({
  method: request.method ?? 'GET',
  target: request.url ?? '/',
  ...splitTarget(request.url ?? '/'),
  headers: request.rawHeaders,
  body: await readBody(request),
});

export const jsonReply = (status: number, value: unknown, headers: RawHeaders = []): Reply => ({
  status,
  headers: ['Content-Type', 'application/json', ...headers],
  body: Buffer.from(JSON.stringify(value)),
});

/** An error of a REST-JSON service of AWS. */
export const awsError = (status: number, code: string, message: string): Reply =>
  jsonReply(status, { message, __type: code }, ['x-amzn-ErrorType', code]);

/** The body as JSON; `undefined` when it is none. */
export const jsonBody = <T = Record<string, unknown>>(message: { readonly body: Buffer }): T | undefined => {
  try {
    return JSON.parse(message.body.toString('utf8')) as T;
  } catch {
    return undefined;
  }
};

/** The reply with another JSON body. */
export const withBody = (reply: Reply, value: unknown): Reply => ({
  ...reply,
  headers: without(reply.headers, 'content-length', 'transfer-encoding'),
  body: Buffer.from(JSON.stringify(value)),
});

const hopByHop = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

export const send = (response: ServerResponse, reply: Reply, head = false): void => {
  response.writeHead(reply.status, [
    ...without(reply.headers, ...hopByHop),
    'Content-Length',
    String(reply.body.length),
  ]);
  response.end(head ? undefined : reply.body);
};
