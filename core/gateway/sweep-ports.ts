import type { CollectorFailure } from '../inventory/collectors/collector.ts';
import type { GatewayAccount } from './gateway-account.ts';
import type { GatewayApi, ListedApi, Reading } from './gateway-api.ts';

/** REST APIs, or the HTTP and WebSocket APIs of version 2 of the control plane. */
export type ApiFamily = 'REST' | 'V2';

/** A fact with the calls that failed for it. */
export interface Failing<T> {
  readonly value: T;
  readonly failures: readonly CollectorFailure[];
}

export interface ApiReadingOptions {
  /** What was read before: its deployments are not read again. */
  readonly last?: GatewayApi;
  /** Ask for the stages first, and for nothing more if they stand as in `last`. */
  readonly confirm?: boolean;
  /** Calls that it should keep to, as far as it can do without the less important parts. */
  readonly allowance?: number;
}

/** Reads one account and Region in turn: one call after the other, under half of the control plane's quota. */
export interface SweepReader {
  readonly account: string;
  readonly region: string;
  list(family: ApiFamily): Promise<Failing<Reading<readonly ListedApi[]>>>;
  readAccount(): Promise<Failing<GatewayAccount>>;
  /** Without what is shared; see `withShared`. A confirmed reading is `last` with a new `confirmedAt`. */
  readApi(listed: ListedApi, options?: ApiReadingOptions): Promise<Failing<GatewayApi>>;
  /** Calls that this reader made so far, by operation, retries and pages included. */
  calls(): Readonly<Record<string, number>>;
}

/** What a sweep has done so far; small enough to be saved after each API. */
export interface SweepProgress {
  /** Ids of the APIs that are through. */
  readonly done: readonly string[];
  /** Of those: read anew, taken over as unchanged, and kept as they were because they could not be read. */
  readonly read: number;
  readonly reused: number;
  readonly stale: number;
  readonly failures: readonly CollectorFailure[];
  readonly calls: Readonly<Record<string, number>>;
}

/** What one cycle stored of one family in one account and Region. */
export interface SweepStore {
  progress(): Promise<SweepProgress | undefined>;
  saveProgress(progress: SweepProgress): Promise<void>;
  /** Of this cycle only. */
  storedApi(listed: ListedApi): Promise<GatewayApi | undefined>;
  storeApi(api: GatewayApi): Promise<void>;
  /** Of this cycle only, whichever family's sweep read it. */
  storedAccount(): Promise<GatewayAccount | undefined>;
  storeAccount(shared: GatewayAccount): Promise<void>;
}

/** The newest facts of any cycle. */
export interface LastFacts {
  api(listed: ListedApi): Promise<GatewayApi | undefined>;
  account(): Promise<GatewayAccount | undefined>;
}
