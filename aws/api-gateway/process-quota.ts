import {
  type BucketState,
  bucketsFor,
  type ControlPlaneQuota,
  takeToken,
} from '../../core/gateway/token-bucket.ts';
import type { Clock } from '../../core/ports.ts';
import { controlPlaneRate, dynamoTokenBucket, pause } from '../dynamodb/token-bucket.ts';

/** Keeps the calls of one process under the rate, where there is no governance table to share a bucket in. */
export const processQuota = (clock: Clock, sleep = pause): ControlPlaneQuota => {
  const states = new Map<string, BucketState>();
  const ratePerSecond = controlPlaneRate();
  return {
    async take(account, region, operation) {
      for (const { name, limits } of bucketsFor(operation, ratePerSecond)) {
        const key = `${account}/${region}/${name}`;
        for (;;) {
          const taken = takeToken(states.get(key), limits, clock.now().getTime());
          if (taken.granted) {
            states.set(key, taken.state);
            break;
          }
          await sleep(taken.waitMs);
        }
      }
    },
  };
};

/** The bucket that the deployment's functions share; in a shell without a governance table, one of its own. */
export const controlPlaneQuota = (clock: Clock): ControlPlaneQuota =>
  process.env.GOVERNANCE_TABLE ? dynamoTokenBucket(clock) : processQuota(clock);
