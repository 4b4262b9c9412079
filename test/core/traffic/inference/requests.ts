import { isEvidence, type PathUse } from '../../../../core/traffic/inference/path-use.ts';
import { noPrincipals, withPrincipal } from '../../../../core/traffic/inference/principals.ts';

export interface Request {
  readonly method?: string;
  readonly path: string;
  readonly status?: number;
  readonly caller?: number;
  readonly authenticated?: boolean;
}

export const host = 'api.bank.test';

/** One use per request: the inference merges them. */
export const usesOf = (requests: readonly Request[]): PathUse[] =>
  requests.map(({ method = 'GET', path, status = 200, caller = 1, authenticated }) => ({
    host,
    method,
    path,
    requests: 1,
    evidence: isEvidence(method, status) ? 1 : 0,
    statuses: { [status]: 1 },
    principals: withPrincipal(noPrincipals, Math.imul(caller, 0x9e3779b1) >>> 0),
    ...(authenticated === undefined ? {} : { authenticated: authenticated ? 1 : 0 }),
  }));

export const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));
