import {
  type BucketState,
  bucketsFor,
  type ControlPlaneQuota,
  takeToken,
} from '../../core/gateway/token-bucket.ts';
import type { Clock } from '../../core/ports.ts';
import { controlPlaneRate, pause } from '../dynamodb/token-bucket.ts';

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
