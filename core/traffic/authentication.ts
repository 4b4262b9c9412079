import { statusClasses } from './traffic-state.ts';
import type { Usage } from './usage.ts';

/** How callers of an endpoint are identified, and what says so; the first that says anything counts. */
export interface AuthenticationEvidence {
  /** `configuration` comes from the gateway and outweighs everything that logs show. */
  readonly basis: 'configuration' | 'headers' | 'identity' | 'refusals' | 'none';
  /** `required`: nobody came through without; `seen`: some did; `open`: answered, and no caller was identified. */
  readonly verdict: 'required' | 'seen' | 'open' | 'unknown';
  /** Kinds of credentials, sorted: `authorization`, `api-key`, … */
  readonly credentials: readonly string[];
  /** 0–1: requests with a credential or an identity; of refusals, the share of 401 among all answers. */
  readonly share: number;
}

const rounded = (share: number): number => Math.round(share * 1000) / 1000;

/** A gateway that refuses one answer in fifty for want of a credential asks for one. */
const refusing = 0.02;

/**
 * What the usages of one endpoint show of its authentication.
 * @param configured the gateway's authorization type, where it is known: `NONE` is open
 */
export const authenticationOf = (
  usages: readonly Pick<Usage, 'requests' | 'statuses' | 'credentials' | 'authenticated'>[],
  configured?: string,
): AuthenticationEvidence => {
  const sum = (of: (usage: (typeof usages)[number]) => number): number =>
    usages.reduce((total, usage) => total + of(usage), 0);
  const requests = sum((usage) => usage.requests);
  const credentials = [...new Set(usages.flatMap((usage) => Object.keys(usage.credentials ?? {})))].sort();
  if (configured !== undefined)
    return {
      basis: 'configuration',
      verdict: configured === 'NONE' ? 'open' : 'required',
      credentials,
      share: configured === 'NONE' ? 0 : 1,
    };
  const named = usages.filter((usage) => usage.credentials);
  if (named.length > 0) {
    const most = Math.max(...named.flatMap((usage) => Object.values(usage.credentials ?? {})));
    const share = rounded(
      Math.min(
        1,
        most /
          Math.max(
            1,
            named.reduce((total, one) => total + one.requests, 0),
          ),
      ),
    );
    return { basis: 'headers', verdict: share > 0.99 ? 'required' : 'seen', credentials, share };
  }
  const identified = sum((usage) => usage.authenticated ?? 0);
  if (identified > 0) {
    const share = rounded(identified / requests);
    return { basis: 'identity', verdict: share > 0.99 ? 'required' : 'seen', credentials, share };
  }
  const count = (statuses: readonly number[]): number =>
    sum((usage) => usage.statuses.reduce((n, [status, one]) => n + (statuses.includes(status) ? one : 0), 0));
  const refused = requests === 0 ? 0 : count([401]) / requests;
  if (refused >= refusing)
    return { basis: 'refusals', verdict: 'seen', credentials, share: rounded(refused) };
  const answered = sum((usage) => statusClasses(usage.statuses)['2xx'] ?? 0);
  return { basis: 'none', verdict: answered > 0 ? 'open' : 'unknown', credentials, share: 0 };
};
