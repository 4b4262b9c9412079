import { type BucketState, takeToken } from '../../core/gateway/token-bucket.ts';
import { pause } from '../dynamodb/token-bucket.ts';
import type { CollectorContext } from './context.ts';
import { type ServiceCalls, type ServiceName, services } from './services.ts';

/** Of AWS's quota: the other half stays with the bank's own deployments. */
const share = 0.5;

/** Waits until a call of this service may go out. Collectors of one account and Region do not share services. */
export const callRate = ({ clock, sleep = pause }: Pick<CollectorContext, 'clock' | 'sleep'>) => {
  const states = new Map<string, BucketState>();
  const take = async (bucket: string, quotaPerSecond: number): Promise<void> => {
    const ratePerSecond = quotaPerSecond * share;
    const limits = { ratePerSecond, capacity: Math.max(1, ratePerSecond / 5) };
    for (;;) {
      const taken = takeToken(states.get(bucket), limits, clock.now().getTime());
      if (taken.granted) {
        states.set(bucket, taken.state);
        return;
      }
      await sleep(taken.waitMs);
    }
  };
  return async (service: ServiceName, operation: string): Promise<void> => {
    const { quotaPerSecond, operations }: ServiceCalls = services[service];
    const own = operations?.[operation];
    if (own !== undefined) await take(`${service}:${operation}`, own);
    await take(service, quotaPerSecond);
  };
};
