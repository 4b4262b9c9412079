import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { RawHeaders, Reply } from '../http.ts';
import { header } from '../http.ts';
import type { RootClient } from '../root-client.ts';

/** One call to an API, as far as its access log tells of it. */
export interface ServedCall {
  readonly apiId: string;
  readonly stage: string;
  readonly method: string;
  /** As the client sent it, without query. */
  readonly path: string;
  /** Template of the resource, when one fits. */
  readonly resourcePath?: string;
  readonly domainName: string;
  readonly sourceIp: string;
  readonly headers: RawHeaders;
  readonly reply: Reply;
  readonly startedAt: Date;
  readonly latencyMs: number;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** `$context.requestTime`: common log format, in UTC. */
const requestTime = (at: Date): string =>
  `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;

/** `x-amzn-ErrorType` of an answer that API Gateway itself gave → gateway response type. */
const responseTypes: Readonly<Record<string, string>> = {
  MissingAuthenticationTokenException: 'MISSING_AUTHENTICATION_TOKEN',
  UnauthorizedException: 'UNAUTHORIZED',
  AccessDeniedException: 'ACCESS_DENIED',
  ForbiddenException: 'INVALID_API_KEY',
  AuthorizerConfigurationException: 'AUTHORIZER_FAILURE',
  InternalServerErrorException: 'API_CONFIGURATION_ERROR',
  TooManyRequestsException: 'THROTTLED',
  LimitExceededException: 'QUOTA_EXCEEDED',
};

const errorOf = ({ reply }: ServedCall): { type: string; message: string } | undefined => {
  const kind = header(reply.headers, 'x-amzn-errortype');
  if (!kind) return undefined;
  const message = /"message"\s*:\s*"([^"]*)"/i.exec(reply.body.toString('utf8'))?.[1] ?? '';
  if (kind === 'BadRequestException')
    return { type: message.startsWith('Missing') ? 'BAD_REQUEST_PARAMETERS' : 'BAD_REQUEST_BODY', message };
  return { type: responseTypes[kind] ?? 'DEFAULT_5XX', message };
};

/**
 * Who called. The authorizer's answer stays inside the emulator, so the principal is read from the bearer token's
 * own claims, and only when the authorizer let the call through.
 */
const principalOf = (call: ServedCall): string | undefined => {
  const token = /^Bearer (.+)$/i.exec(header(call.headers, 'authorization') ?? '')?.[1];
  try {
    const claims = token ? decodeJwt(token) : {};
    return String(claims.client_id ?? claims.azp ?? claims.sub ?? '') || undefined;
  } catch {
    return undefined;
  }
};

/** The `$context` variables of a call ("Variables for access logging", API Gateway developer guide). */
export const contextOf = (call: ServedCall): Readonly<Record<string, string | undefined>> => {
  const error = errorOf(call);
  const { status } = call.reply;
  const requestId = header(call.reply.headers, 'x-amzn-requestid') ?? randomUUID();
  const principalId = error ? undefined : principalOf(call);
  return {
    requestId,
    extendedRequestId: requestId,
    apiId: call.apiId,
    accountId: '000000000000',
    stage: call.stage,
    domainName: call.domainName,
    domainPrefix: call.domainName.split('.')[0],
    httpMethod: call.method,
    path: call.path,
    resourcePath: call.resourcePath,
    protocol: 'HTTP/1.1',
    status: String(status),
    responseLength: String(call.reply.body.length),
    responseLatency: String(call.latencyMs),
    requestTime: requestTime(call.startedAt),
    requestTimeEpoch: String(call.startedAt.getTime()),
    'identity.sourceIp': call.sourceIp,
    'identity.userAgent': header(call.headers, 'user-agent'),
    'identity.caller': undefined,
    'identity.user': undefined,
    'authorizer.principalId': principalId,
    'error.message': error?.message,
    'error.messageString': error ? JSON.stringify(error.message) : undefined,
    'error.responseType': error?.type,
    'integration.status': error ? undefined : String(status),
    integrationStatus: error ? undefined : String(status),
    integrationLatency: error ? undefined : String(call.latencyMs),
    'integration.latency': error ? undefined : String(call.latencyMs),
  };
};

/** A stage's format with its variables filled in; what is unknown is a hyphen, as on AWS. */
export const formatted = (format: string, context: Readonly<Record<string, string | undefined>>): string =>
  format
    .replace(/\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g, (_, name: string) => context[name] ?? '-')
    .replace(/\s+$/, '');

const groupOf = (arn: string): string | undefined =>
  /^arn:[^:]*:logs:[^:]*:\d+:log-group:([^:]+)/.exec(arn)?.[1];

/** Writes to CloudWatch Logs through the emulator. Best effort: a log that cannot be written fails no call. */
export class AccessLog {
  readonly #root: RootClient;
  readonly #stream = `front-door-${randomUUID()}`;
  readonly #made = new Set<string>();

  constructor(root: RootClient) {
    this.#root = root;
  }

  async write(settings: { destinationArn: string; format: string }, call: ServedCall): Promise<void> {
    const logGroupName = groupOf(settings.destinationArn);
    if (!logGroupName) return;
    const message = formatted(settings.format, contextOf(call));
    try {
      await this.#ensure(logGroupName);
      const logEvents = [{ timestamp: call.startedAt.getTime(), message }];
      const put = await this.#call('PutLogEvents', { logGroupName, logStreamName: this.#stream, logEvents });
      // Deleted meanwhile (a reset): made again with the next call.
      if (put.status >= 400) this.#made.delete(logGroupName);
    } catch {
      this.#made.delete(logGroupName);
    }
  }

  async #ensure(logGroupName: string): Promise<void> {
    if (this.#made.has(logGroupName)) return;
    await this.#call('CreateLogGroup', { logGroupName });
    await this.#call('CreateLogStream', { logGroupName, logStreamName: this.#stream });
    this.#made.add(logGroupName);
  }

  #call(operation: string, body: unknown) {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${operation}`,
    };
    return this.#root.ask('POST', '/', body, { service: 'logs', headers });
  }
}
