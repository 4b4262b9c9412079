/**
 * How fast API Gateway's control plane may be asked. Its quota of 10 calls a second belongs to the whole account and
 * Region, the bank's own deployments included, and cannot be raised; GetResources has 5 in 2 seconds of its own
 * (API Gateway developer guide, "Quotas for creating, deploying and managing an API").
 */
export interface ControlPlaneQuota {
  /** Returns when the call may be made. `operation` as in the AWS API reference, for example `GetStages`. */
  take(account: string, region: string, operation: string): Promise<void>;
}

export interface BucketLimits {
  /** Tokens that come back in a second; over 0. */
  readonly ratePerSecond: number;
  /** Tokens that a rested bucket holds; at least 1. */
  readonly capacity: number;
}

export interface BucketState {
  readonly tokens: number;
  readonly updatedAtMs: number;
}

export type Taken =
  | { readonly granted: true; readonly state: BucketState }
  /** Too early; the state is as it was. */
  | { readonly granted: false; readonly waitMs: number };

/** Half of the quota: the other half stays with the bank's own deployments. */
export const defaultRatePerSecond = 5;

/** GetResources may be called a quarter as often as everything together, as in AWS's own quotas (2.5 of 10). */
const getResourcesShare = 0.25;

/** Bursts of a fifth of a second and no more: the calls of any second stay close to the rate. */
const limitsAt = (ratePerSecond: number): BucketLimits => ({
  ratePerSecond,
  capacity: Math.max(1, ratePerSecond / 5),
});

/** The buckets that one call draws from, by their name. */
export const bucketsFor = (
  operation: string,
  ratePerSecond: number,
): readonly { readonly name: string; readonly limits: BucketLimits }[] => [
  ...(operation === 'GetResources'
    ? [{ name: 'GetResources', limits: limitsAt(ratePerSecond * getResourcesShare) }]
    : []),
  { name: 'total', limits: limitsAt(ratePerSecond) },
];

/**
 * Takes one token. A bucket nobody has used is full. A clock that runs behind the last taker's refills nothing, so
 * that two machines never count the same time twice.
 */
export const takeToken = (state: BucketState | undefined, limits: BucketLimits, nowMs: number): Taken => {
  const { ratePerSecond, capacity } = limits;
  const at = Math.max(nowMs, state?.updatedAtMs ?? nowMs);
  const refilled = state
    ? Math.min(capacity, state.tokens + ((at - state.updatedAtMs) * ratePerSecond) / 1000)
    : capacity;
  if (refilled >= 1) return { granted: true, state: { tokens: refilled - 1, updatedAtMs: at } };
  return { granted: false, waitMs: Math.ceil(((1 - refilled) * 1000) / ratePerSecond) + (at - nowMs) };
};
