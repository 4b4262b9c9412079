import { readFileSync } from 'node:fs';
import type { ControlPlaneQuota } from '../../../core/gateway/token-bucket.ts';

/** `GET /restapis/abc/resources` → answer; a function sees the query. */
type Answer =
  | { readonly status?: number; readonly error?: string; readonly body: unknown }
  | ((query: Readonly<Record<string, unknown>>) => unknown);

interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, unknown>;
}

/**
 * API Gateway's control plane on the wire: the SDK's own middleware, retries and parsing run, only the network is
 * not there. A path without an answer is refused as AWS refuses an operation it does not know.
 */
export const wire = (answers: Readonly<Record<string, Answer>>) => {
  const requests: string[] = [];
  return {
    requests,
    requestHandler: {
      async handle(request: WireRequest) {
        const key = `${request.method} ${request.path}`;
        const query = Object.entries(request.query ?? {}).map(([name, value]) => `${name}=${value}`);
        requests.push(query.length > 0 ? `${key}?${query.sort().join('&')}` : key);
        const answer = answers[key] ?? {
          status: 403,
          error: 'MissingAuthenticationTokenException',
          body: { message: 'Missing Authentication Token' },
        };
        const found = typeof answer === 'function' ? { body: answer(request.query ?? {}) } : answer;
        const { status = 200, error, body } = found as { status?: number; error?: string; body: unknown };
        return {
          response: {
            statusCode: status,
            reason: '',
            headers: {
              'content-type': 'application/json',
              ...(error ? { 'x-amzn-errortype': error } : {}),
            },
            body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
          },
        };
      },
    },
  };
};

/** Answers as AWS gives them, by request line. */
export const recorded = (name: string): Record<string, Answer> => {
  const text = readFileSync(`test/fixtures/gateway/${name}.json`, 'utf8');
  const bodies = JSON.parse(text) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(bodies).map(([key, body]) => [key, { body }]));
};

export const denied = {
  status: 403,
  error: 'AccessDeniedException',
  body: { message: 'User is not authorized to perform: apigateway:GET' },
};

/** Lets everything through and remembers what asked. */
export const countingQuota = (): ControlPlaneQuota & { readonly taken: string[] } => {
  const taken: string[] = [];
  return {
    taken,
    take: async (account, region, operation) => void taken.push(`${account} ${region} ${operation}`),
  };
};

/** Anything signs: nothing leaves this process. */
export const testCredentials = { accessKeyId: 'test', secretAccessKey: 'test' };
