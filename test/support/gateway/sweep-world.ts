import { gatewayReader } from '../../../aws/api-gateway/gateway-reader.ts';
import { processQuota } from '../../../aws/api-gateway/process-quota.ts';
import { type Sweep, type SweepResult, sweepGateway } from '../../../core/gateway/sweep.ts';
import type { ApiFamily, SweepStore } from '../../../core/gateway/sweep-ports.ts';
import { fixedClock } from '../memory/clock.ts';
import { type MemoryCycle, memoryCycle, memoryLastFacts } from '../memory/sweep-store.ts';
import { type EstateSize, estate } from './estate.ts';
import { testCredentials } from './wire.ts';

export const place = { account: '111122223333', region: 'eu-central-1' };
export const startedAt = '2026-11-24T01:00:00.000Z';

/** Milliseconds that the control plane takes to answer. */
const latencyMs = 60;

/** One call as the endpoint saw it, with its virtual time. */
export interface SeenCall {
  readonly operation: string;
  readonly atMs: number;
}

/** An estate, the reader over the SDK, the quota, and a clock that only their waits and answers move. */
export const sweepWorld = (size: EstateSize) => {
  const bank = estate(size);
  const clock = fixedClock(startedAt);
  const last = memoryLastFacts();
  const quota = processQuota(clock, async (ms) => clock.advance(ms / 1000));
  const seen: SeenCall[] = [];
  let latest = 'none';

  const newReader = () =>
    gatewayReader(place.account, place.region, {
      clock,
      quota,
      credentials: testCredentials,
      onCall: (operation) => {
        latest = operation;
      },
      requestHandler: {
        async handle(request: never) {
          seen.push({ operation: latest, atMs: clock.now().getTime() });
          clock.advance(latencyMs / 1000);
          return bank.requestHandler.handle(request);
        },
      } as never,
    });

  /** One start of the sweep function. */
  const sweepOnce = (
    family: ApiFamily,
    store: SweepStore,
    rest: Partial<Pick<Sweep, 'changes' | 'deadline' | 'reader' | 'maxAgeDays'>> = {},
  ): Promise<SweepResult> =>
    sweepGateway({
      family,
      reader: newReader(),
      last: last.facts,
      store,
      maxAgeDays: 30,
      deadline: new Date('2027-01-01T00:00:00Z'),
      clock,
      ...rest,
    });

  return {
    bank,
    clock,
    last,
    seen,
    newReader,
    sweepOnce,
    /** A whole cycle over both families, whose facts the next one finds. */
    async cycle(rest: Partial<Pick<Sweep, 'changes' | 'maxAgeDays'>> = {}) {
      const cycle: MemoryCycle = memoryCycle();
      const from = seen.length;
      const beganMs = clock.now().getTime();
      const rest1 = await sweepOnce('REST', cycle.store(), rest);
      const v2 = await sweepOnce('V2', cycle.store(), rest);
      last.take(cycle);
      return {
        rest: rest1,
        v2,
        apis: cycle.apis,
        calls: seen.slice(from),
        seconds: (clock.now().getTime() - beganMs) / 1000,
      };
    },
  };
};

export const countByOperation = (calls: readonly SeenCall[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { operation } of calls) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
};

/** The most calls that begin in any window of that length. */
export const busiest = (calls: readonly SeenCall[], windowMs: number): number => {
  let most = 0;
  let from = 0;
  for (const [to, call] of calls.entries()) {
    while (call.atMs - (calls[from]?.atMs ?? 0) >= windowMs) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
};
