import {
  type EvidenceCall,
  known,
  type Reading,
  type UnreadReason,
  unread,
} from '../../core/gateway/gateway-api.ts';
import type { Clock } from '../../core/ports.ts';

interface CallError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly code?: string;
}

const denied = /^(AccessDenied|Unauthorized|Forbidden|UnrecognizedClient|ExpiredToken|InvalidSignature)/;
const throttled = /^(TooManyRequests|Throttling|RequestLimitExceeded|LimitExceeded)/;
const unreachable = /^(ECONN|ENOTFOUND|EAI_|EPIPE|ETIMEDOUT|EHOSTUNREACH)/;

/**
 * Why a call gave nothing; `undefined` for an error that is no answer of the endpoint and so a defect of ours.
 * API Gateway answers 403 `MissingAuthenticationToken` and others 404 or 501 to an operation that they do not know.
 */
export const unreadReason = (error: unknown): UnreadReason | undefined => {
  if (!(error instanceof Error)) return undefined;
  const { name, code, message, $metadata } = error as CallError;
  const status = $metadata?.httpStatusCode;
  if (throttled.test(name) || status === 429) return 'THROTTLED';
  if (name.startsWith('MissingAuthenticationToken')) return 'UNSUPPORTED';
  if (denied.test(name) || status === 401 || status === 403) return 'ACCESS_DENIED';
  if (name === 'NotFoundException' && /invalid .* identifier/i.test(message)) return 'STALE';
  if (name === 'SyntaxError' && $metadata) return 'PARSE';
  if (name === 'TimeoutError' || unreachable.test(code ?? '')) return 'UNAVAILABLE';
  if (status === undefined) return undefined;
  if (status === 501) return 'UNSUPPORTED';
  return status >= 500 ? 'UNAVAILABLE' : 'UNSUPPORTED';
};

const explanations: Readonly<Record<UnreadReason, string>> = {
  ACCESS_DENIED: 'was refused: the role may not make this call',
  THROTTLED: 'was throttled: the quota of the account is used up',
  UNSUPPORTED: 'is not known to the endpoint',
  UNAVAILABLE: 'did not get through: the endpoint did not answer or answered with an error of its own',
  STALE: 'found nothing: it was deleted while the API was read',
  PARSE: 'was answered with something that cannot be read',
};

/** Collects what one API's reading called, and turns refusals of single calls into unread facts. */
export interface Trail {
  readonly calls: EvidenceCall[];
  /** @throws what is no answer of the endpoint */
  read<T>(call: string, ask: () => Promise<T>): Promise<Reading<T>>;
  /** @throws whatever the call throws: without this answer there is nothing to tell */
  must<T>(call: string, ask: () => Promise<T>): Promise<T>;
}

export const trail = (clock: Clock): Trail => {
  const calls: EvidenceCall[] = [];
  const must: Trail['must'] = (call, ask) => {
    calls.push({ call, observedAt: clock.now().toISOString() });
    return ask();
  };
  return {
    calls,
    must,
    async read(call, ask) {
      try {
        return known(await must(call, ask));
      } catch (error) {
        const reason = unreadReason(error);
        if (!reason) throw error;
        return unread(reason, `${call} ${explanations[reason]}.`);
      }
    },
  };
};

/** The facts that follow from a reading. */
export const mapReading = <A, B>(reading: Reading<A>, map: (value: A) => Reading<B>): Reading<B> =>
  reading.known ? map(reading.value) : reading;
