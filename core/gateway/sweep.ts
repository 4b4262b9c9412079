import type { CollectorFailure } from '../inventory/collectors/collector.ts';
import type { Clock } from '../ports.ts';
import { callAllowance } from './call-allowance.ts';
import { type GatewayAccount, withLastKnown, withShared } from './gateway-account.ts';
import type { GatewayApi, ListedApi, Unread } from './gateway-api.ts';
import { type ChangeFeed, planAccountReading, planReading } from './plan-reading.ts';
import type { ApiFamily, LastFacts, SweepProgress, SweepReader, SweepStore } from './sweep-ports.ts';

export interface Sweep {
  readonly family: ApiFamily;
  readonly reader: SweepReader;
  readonly last: LastFacts;
  readonly store: SweepStore;
  /** Absent where no account reports its changes. */
  readonly changes?: ChangeFeed;
  readonly maxAgeDays: number;
  /** No API is begun after it; at least one is, so that a loop of sweeps comes to its end. */
  readonly deadline: Date;
  readonly clock: Clock;
}

export interface SweepResult extends Omit<SweepProgress, 'done'> {
  /** Otherwise the same sweep is to be started again, and goes on where this one stopped. */
  readonly done: boolean;
  /** The API that is next, when it is not done. */
  readonly next?: string;
  /** Absent when not even the list could be read. */
  readonly listed?: number;
}

const nothing: SweepProgress = { done: [], read: 0, reused: 0, stale: 0, failures: [], calls: {} };

const total = (calls: Readonly<Record<string, number>>): number =>
  Object.values(calls).reduce((sum, count) => sum + count, 0);

const sum = (
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> => {
  const both = { ...a };
  for (const [operation, count] of Object.entries(b)) both[operation] = (both[operation] ?? 0) + count;
  return both;
};

/** What is shared: once a cycle, and not at all while a trusted feed reports no change of it. */
const sharedOf = async (
  sweep: Sweep,
): Promise<{ readonly shared: GatewayAccount; readonly failures: readonly CollectorFailure[] }> => {
  const { reader, store, last, clock, changes, maxAgeDays } = sweep;
  const stored = await store.storedAccount();
  if (stored) return { shared: stored, failures: [] };
  const before = await last.account();
  const now = clock.now();
  if (before && planAccountReading(before, { changes, maxAgeDays, now }) === 'reuse') {
    const shared = { ...before, confirmedAt: now.toISOString() };
    await store.storeAccount(shared);
    return { shared, failures: [] };
  }
  const { value: read, failures } = await reader.readAccount();
  const shared = before ? withLastKnown(read, before) : read;
  await store.storeAccount(shared);
  return { shared, failures };
};

/** What an API is nothing without, where it could not be read. */
const heartless = ({ stages, draft }: GatewayApi): Unread | undefined =>
  [stages, draft].find((part): part is Unread => !part.known && part.reason !== 'UNSUPPORTED');

const swept = async (
  listed: ListedApi,
  allowance: number,
  { reader, last: facts, changes, maxAgeDays, clock }: Sweep,
): Promise<{ readonly api: GatewayApi; readonly failures: readonly CollectorFailure[] }> => {
  const last = await facts.api(listed);
  const now = clock.now();
  const planned = planReading({ listed, last }, { changes, maxAgeDays, now });
  if (planned.do === 'reuse' && last)
    return { api: { ...last, confirmedAt: now.toISOString() }, failures: [] };
  const { value: api, failures } = await reader.readApi(listed, {
    ...(last ? { last } : {}),
    confirm: planned.do === 'confirm',
    allowance,
  });
  const missing = heartless(api);
  if (!missing || !last) return { api, failures };
  const { reason, message } = missing;
  return { api: { ...last, stale: { reason, message } }, failures };
};

const outcomeOf = ({ stale, confirmedAt }: GatewayApi): 'read' | 'reused' | 'stale' => {
  if (stale) return 'stale';
  return confirmedAt === undefined ? 'read' : 'reused';
};

/**
 * Reads every API of a family and stores each at once. It may be stopped anywhere, by its deadline or by force, and
 * started again: what this cycle stored is not read a second time. An API that cannot be read is a failure, and its
 * last facts stand, marked stale.
 */
export const sweepGateway = async (sweep: Sweep): Promise<SweepResult> => {
  const { family, reader, store, deadline, clock } = sweep;
  let progress = (await store.progress()) ?? nothing;
  const callsBefore = progress.calls;
  const advance = (step: Partial<SweepProgress>): void => {
    progress = { ...progress, ...step, calls: sum(callsBefore, reader.calls()) };
  };
  const result = (rest: Pick<SweepResult, 'done' | 'next' | 'listed'>): SweepResult => {
    const { done: _, ...counts } = progress;
    return { ...counts, ...rest };
  };

  const { value: list, failures: listFailures } = await reader.list(family);
  if (!list.known) {
    advance({ failures: [...progress.failures, ...listFailures] });
    return result({ done: true });
  }
  const { shared, failures: sharedFailures } = await sharedOf(sweep);
  advance({ failures: [...progress.failures, ...sharedFailures] });
  const overhead = total(reader.calls());
  const listed = list.value.length;

  const through = new Set(progress.done);
  let begun = 0;
  for (const [index, one] of list.value.entries()) {
    if (through.has(one.gatewayId)) continue;
    if (begun > 0 && clock.now() >= deadline) return result({ done: false, next: one.gatewayId, listed });
    begun += 1;
    // Stored, and stopped before its progress was saved. What had failed by then is tried again.
    const found = await store.storedApi(one);
    const stored = found?.stale ? undefined : found;
    const { api, failures } = stored
      ? { api: stored, failures: [] }
      : await swept(one, callAllowance(index, overhead), sweep);
    if (!stored) await store.storeApi(withShared(api, shared));
    const outcome = outcomeOf(api);
    advance({
      done: [...progress.done, one.gatewayId],
      [outcome]: progress[outcome] + 1,
      failures: [...progress.failures, ...failures],
    });
    await store.saveProgress(progress);
  }
  return result({ done: true, listed });
};
