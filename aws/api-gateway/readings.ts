import {
  type EvidenceCall,
  known,
  type Reading,
  type UnreadReason,
  unread,
} from '../../core/gateway/gateway-api.ts';
import type { CollectorFailure } from '../../core/inventory/collectors/collector.ts';
import type { Clock } from '../../core/ports.ts';
import { AccountNotReachable } from '../sts/member-role.ts';
import { EndlessList } from './pages.ts';

interface CallError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly code?: string;
}

const denied = /^(AccessDenied|Unauthorized|Forbidden|UnrecognizedClient|ExpiredToken|InvalidSignature)/;
const throttled = /^(TooManyRequests|Throttling|RequestLimitExceeded|LimitExceeded)/;
const unreachable = /^(ECONN|ENOTFOUND|EAI_|EPIPE|ETIMEDOUT|EHOSTUNREACH)/;

/** Reasons that a call has: what was not asked has none of them. */
type AnsweredReason = Exclude<UnreadReason, 'DEFERRED'>;

/**
 * Why a call gave nothing; `undefined` for an error that is no answer of the endpoint and so a defect of ours.
 * API Gateway answers 403 `MissingAuthenticationToken` and others 404 or 501 to an operation that they do not know.
 */
export const unreadReason = (error: unknown): AnsweredReason | undefined => {
  if (!(error instanceof Error)) return undefined;
  const { name, code, message, $metadata } = error as CallError;
  const status = $metadata?.httpStatusCode;
  if (error instanceof AccountNotReachable) return 'ACCESS_DENIED';
  if (throttled.test(name) || status === 429) return 'THROTTLED';
  if (name.startsWith('MissingAuthenticationToken')) return 'UNSUPPORTED';
  if (denied.test(name) || status === 401 || status === 403) return 'ACCESS_DENIED';
  if (name === 'NotFoundException' && /invalid .* identifier/i.test(message)) return 'STALE';
  if ((name === 'SyntaxError' && $metadata) || error instanceof EndlessList) return 'PARSE';
  if (name === 'TimeoutError' || unreachable.test(code ?? '')) return 'UNAVAILABLE';
  if (status === undefined) return undefined;
  if (status === 501) return 'UNSUPPORTED';
  return status >= 500 ? 'UNAVAILABLE' : 'UNSUPPORTED';
};

const explanations: Readonly<Record<AnsweredReason, string>> = {
  ACCESS_DENIED: 'was refused: the role may not make this call',
  THROTTLED: 'was throttled: the quota of the account is used up',
  UNSUPPORTED: 'is not known to the endpoint',
  UNAVAILABLE: 'did not get through: the endpoint did not answer or answered with an error of its own',
  STALE: 'found nothing: it was deleted while the API was read',
  PARSE: 'was answered with something that cannot be read',
};

/** API Gateway's rights are HTTP verbs on paths, but for the operations that came after 2024. */
const rightFor = (call: string, error: unknown): string => {
  if (error instanceof AccountNotReachable) return 'sts:AssumeRole';
  return call.startsWith('List') ? `apigateway:${call}` : 'apigateway:GET';
};

/** Collects what one reading called, and turns refusals of single calls into unread facts. */
export interface Trail {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly calls: EvidenceCall[];
  /** Calls that failed. One that the endpoint does not know has not failed. */
  readonly failures: CollectorFailure[];
  /**
   * @param about ARN of what is asked about, where the trail's own subject does not say it
   * @throws what is no answer of the endpoint
   */
  read<T>(call: string, ask: () => Promise<T>, about?: string): Promise<Reading<T>>;
  /** @throws whatever the call throws: without this answer there is nothing to tell */
  must<T>(call: string, ask: () => Promise<T>): Promise<T>;
  /** A part that waits for the next reading when this one has made its calls. */
  spare<T>(call: string, read: () => Promise<Reading<T>>): Promise<Reading<T>>;
}

export interface TrailOptions {
  /** ARN of the API that is read, which a failure names; empty for lists. */
  readonly about?: string;
  /** Whether one more call fits the allowance of the reading. */
  readonly allows?: () => boolean;
}

export const trail = (
  clock: Clock,
  { about: subject = '', allows = () => true }: TrailOptions = {},
): Trail => {
  const startedAt = clock.now().toISOString();
  const calls: EvidenceCall[] = [];
  const failures: CollectorFailure[] = [];
  const ask = <T>(call: string, send: () => Promise<T>, about?: string): Promise<T> => {
    calls.push({ call, observedAt: clock.now().toISOString(), ...(about ? { about } : {}) });
    return send();
  };
  return {
    startedAt,
    calls,
    failures,
    must: (call, send) => ask(call, send),
    async read(call, send, about) {
      try {
        return known(await ask(call, send, about));
      } catch (error) {
        const reason = unreadReason(error);
        if (!reason) throw error;
        if (reason !== 'UNSUPPORTED')
          failures.push({
            call,
            reason,
            about: subject || (about ?? ''),
            ...(reason === 'ACCESS_DENIED' ? { right: rightFor(call, error) } : {}),
          });
        // Our own message names the role; an answer of AWS would name its caller.
        if (error instanceof AccountNotReachable) return unread(reason, error.message);
        return unread(reason, `${call} ${explanations[reason]}.`);
      }
    },
    async spare(call, read) {
      if (allows()) return read();
      return unread(
        'DEFERRED',
        `${call} is left for the next reading: this one has made the calls that one API is given.`,
      );
    },
  };
};

/** The facts that follow from a reading. */
export const mapReading = <A, B>(reading: Reading<A>, map: (value: A) => Reading<B>): Reading<B> =>
  reading.known ? map(reading.value) : reading;
