/** The interfaces that several parts of the core need from outside. A part's own ports stand in its folder. */

import type { DocumentationResult } from './documentation/result.ts';
import type { GatewayApi } from './gateway/gateway-api.ts';
import type { ApiId, CycleId } from './identifiers.ts';
import type { InputProblem } from './input-problem.ts';
import type { ApiRecord } from './inventory/api-record.ts';
import type { CatalogueAlias } from './inventory/catalogue-alias.ts';
import type { HistoryEntry } from './inventory/catalogue-history.ts';
import type { Stakeholder } from './inventory/stakeholder.ts';
import type { TriageResult } from './inventory/triage.ts';
import type { AssessmentResult } from './posture/assessment.ts';

export interface Clock {
  now(): Date;
}

export interface Ids {
  /** 26 characters, sortable by time (ULID). */
  ulid(): string;
  /** `bytes` random bytes as base64url. */
  random(bytes: number): string;
}

export interface DocumentRef {
  readonly key: string;
  /** Lower-case hex of the stored bytes. */
  readonly sha256: string;
  readonly versionId?: string;
}

/** Evidence and working documents of a run. State machines carry keys, never bodies. */
export interface Documents {
  put(key: string, body: string, contentType?: string): Promise<DocumentRef>;
  putJson(key: string, value: unknown): Promise<DocumentRef>;
  /** @throws DocumentNotFound */
  get(key: string): Promise<string>;
  getJson<T>(key: string): Promise<T>;
  list(prefix: string): Promise<readonly string[]>;
}

export class DocumentNotFound extends Error {
  override readonly name = 'DocumentNotFound';
  readonly key: string;
  constructor(key: string) {
    super(`No document ${key}.`);
    this.key = key;
  }
}

/** What people hand in (`workshop/`, `specs/`, `exceptions/`, `imports/`, `stakeholders.yaml`, `partners.yaml`, `sources.yaml`) and log objects. Read only. */
export interface Intake {
  list(
    prefix: string,
  ): Promise<readonly { readonly key: string; readonly size: number; readonly lastModified: string }[]>;
  /** Text of an object, refused over `maxBytes`. @throws DocumentNotFound */
  getText(key: string, maxBytes: number): Promise<string>;
  /** Bytes of an object, refused over `maxBytes`. @throws DocumentNotFound */
  getBytes(key: string, maxBytes: number): Promise<Uint8Array>;
}

/** Accounts of the organization. What could not be listed is a problem, never an empty organization. */
export interface OrganizationAccounts {
  list(): Promise<{
    readonly accounts: readonly { readonly account: string; readonly name: string }[];
    readonly problems: readonly InputProblem[];
  }>;
}

/** Write calls to API Gateway that an account's change feed reported. */
export interface GatewayChanges {
  /** The same event twice is one mark. */
  record(change: GatewayChange): Promise<void>;
  /** Marks of all accounts from a moment on, oldest first. */
  since(at: string): Promise<readonly GatewayChange[]>;
}

export interface GatewayChange {
  readonly account: string;
  readonly region: string;
  /** The API that was changed; absent for domains, mappings and whatever names no API. */
  readonly gatewayId?: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Access-log objects in the bank's own buckets. */
export interface LogObjects {
  list(
    bucket: string,
    prefix: string,
  ): Promise<readonly { readonly key: string; readonly size: number; readonly lastModified: string }[]>;
  /** Decompressed by the `.gz` suffix. */
  read(bucket: string, key: string): AsyncIterable<Buffer>;
}

/** Reads one account and Region of API Gateway; paged and held under half of the control plane's quota. */
export interface GatewayReader {
  readonly account: string;
  readonly region: string;
  listRestApis(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** HTTP and WebSocket APIs: one list tells both. */
  listHttpApis(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  readRestApi(id: string): Promise<GatewayApi>;
  readHttpApi(id: string): Promise<GatewayApi>;
  /** Steady-state requests per second and burst of the account; unreadable is undefined. */
  accountThrottle(): Promise<{ readonly rateLimit: number; readonly burstLimit: number } | undefined>;
}

export interface Cycle {
  readonly cycleId: CycleId;
  readonly trigger: 'person' | 'schedule' | 'change';
  readonly state: 'RUNNING' | 'FINISHED' | 'FAILED';
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly problems: readonly InputProblem[];
}

export interface Cycles {
  /** Conditional on absence; an existing cycle is returned as it is. */
  start(cycle: Cycle): Promise<Cycle>;
  get(cycleId: CycleId): Promise<Cycle | undefined>;
  latest(): Promise<Cycle | undefined>;
  /** Adds counts and problems of one step; the same step twice counts once. */
  record(
    cycleId: CycleId,
    step: string,
    counts: Readonly<Record<string, number>>,
    problems?: readonly InputProblem[],
  ): Promise<void>;
  finish(cycleId: CycleId, state: 'FINISHED' | 'FAILED', at: string): Promise<void>;
}

/** The definitive catalogue with the newest result of each kind per API. */
export interface Catalogue {
  put(record: ApiRecord): Promise<void>;
  /** The record; that of the API which it was found to be one with, for an old id. */
  get(apiId: ApiId): Promise<ApiRecord | undefined>;
  /** Every record by name, removed ones among them, aliases left out. */
  list(): Promise<readonly ApiRecord[]>;
  /** The record of the old id ends; its results and history stay. */
  putAlias(alias: CatalogueAlias): Promise<void>;
  aliases(): Promise<readonly CatalogueAlias[]>;
  /** One entry for each API and cycle; the same again is one. */
  putHistory(entry: HistoryEntry): Promise<void>;
  /** Newest cycle first. */
  history(apiId: ApiId): Promise<readonly HistoryEntry[]>;
  putDocumentation(result: DocumentationResult): Promise<void>;
  putAssessment(result: AssessmentResult): Promise<void>;
  putTriage(result: TriageResult): Promise<void>;
  results(apiId: ApiId): Promise<ApiResults>;
}

export interface ApiResults {
  readonly documentation?: DocumentationResult;
  readonly assessment?: AssessmentResult;
  readonly triage?: TriageResult;
}

export interface Stakeholders {
  replace(people: readonly Stakeholder[]): Promise<void>;
  list(): Promise<readonly Stakeholder[]>;
}

/** Starts state machines. The same name twice is one execution. */
export interface Workflows {
  start(
    machine: 'risk-review' | 'migration' | 'governance-cycle',
    name: string,
    input: unknown,
  ): Promise<'STARTED' | 'ALREADY_STARTED'>;
  /** Names of the executions of a machine that run now. */
  running(machine: 'migration'): Promise<readonly string[]>;
}
