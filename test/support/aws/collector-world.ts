import type { CollectorContext } from '../../../aws/collectors/context.ts';
import { testCredentials } from '../gateway/wire.ts';
import { type Recording, recordedAws } from './recorded-aws.ts';

export const account = '111122223333';
export const region = 'eu-central-1';
export const now = '2026-11-24T08:00:00.000Z';

/** A context over recorded answers; waiting moves the clock and takes no time. */
export const collectorWorld = (recording: Recording, more: Partial<CollectorContext> = {}) => {
  let at = Date.parse(now);
  const waits: number[] = [];
  const { actions, requestHandler } = recordedAws(recording);
  const context: CollectorContext = {
    account,
    region,
    credentials: testCredentials,
    clock: { now: () => new Date(at) },
    sleep: async (ms) => {
      waits.push(ms);
      at += ms;
    },
    requestHandler,
    ...more,
  };
  return { context, actions, waits };
};
