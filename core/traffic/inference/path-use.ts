import type { Principals } from './principals.ts';

/** All requests of one method on one distinct path of one host: what the state hands to the inference. */
export interface PathUse {
  readonly host: string;
  /** Upper case. */
  readonly method: string;
  /** Normalised: no query, no fragment, `//` collapsed, no trailing slash, unreserved characters decoded, case kept. */
  readonly path: string;
  readonly requests: number;
  /** Answers that show an endpoint: 2xx, 3xx, 401, 403, 409, 422, 429, 5xx; OPTIONS never. */
  readonly evidence: number;
  /** Exact status → count. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly principals: Principals;
  /** Requests of callers whom an authorizer, a key or a certificate identified; absent where the log cannot tell. */
  readonly authenticated?: number;
  /** ISO 8601. */
  readonly firstSeen?: string;
  readonly lastSeen?: string;
}

/** Whether an answer shows that something is there: not a refusal that any path could get (400, 404, 405, 410). */
export const isEvidence = (method: string, status: number): boolean =>
  method !== 'OPTIONS' &&
  ((status >= 200 && status < 400) ||
    status === 401 ||
    status === 403 ||
    status === 409 ||
    status === 422 ||
    status === 429 ||
    (status >= 500 && status < 600));
