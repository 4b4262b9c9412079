/** What a migration needs from outside. The source is read through `GatewayReader` of `core/ports.ts`. */
import type { ApiId, MigrationId } from '../identifiers.ts';
import type { JsonObject } from './json.ts';
import type { Migration } from './migration.ts';

/** Where a base path of a custom domain leads. */
export interface Placement {
  readonly gatewayId: string;
  readonly stage: string;
}

export interface BasePath {
  readonly domainName: string;
  /** `(none)` is the domain's root, as API Gateway writes it. */
  readonly basePath: string;
}

export interface TargetRequest {
  readonly name: string;
  readonly migrationId: MigrationId;
  readonly planHash: string;
  /** Resource policy as JSON text; deny-all, because a target is created closed. */
  readonly policy: string;
}

export interface StageSettings {
  readonly accessLog: { readonly destinationArn: string; readonly format: string };
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  readonly loggingLevel: 'OFF' | 'ERROR' | 'INFO';
  readonly tracing: boolean;
}

export interface RequestModel {
  /** Path template as imported. */
  readonly path: string;
  readonly method: string;
  readonly model: string;
}

/**
 * Changes one account and Region of API Gateway. Every call may be repeated: it leaves the state it names.
 * Transient refusals (throttled, concurrent modification) are retried inside.
 */
export interface GatewayWriter {
  /** The API that carries this migration's tag. Looked for before every create: CreateRestApi has no client token. */
  findTarget(
    migrationId: MigrationId,
  ): Promise<{ readonly gatewayId: string; readonly planHash: string } | undefined>;
  /** REGIONAL, default endpoint off, tagged. @returns the new API's id */
  createTarget(request: TargetRequest): Promise<string>;
  /** Deletes the API only while it carries this migration's tag; absent is fine. */
  deleteTarget(gatewayId: string, migrationId: MigrationId): Promise<void>;

  /** PutRestApi, overwrite, failOnWarnings. A refusal of the document is data: it concerns the document, not the call. */
  putDefinition(
    gatewayId: string,
    body: string,
  ): Promise<{ readonly accepted: true } | { readonly accepted: false; readonly message: string }>;
  /** Schemas by model name. */
  models(gatewayId: string): Promise<Readonly<Record<string, JsonObject>>>;
  updateModel(gatewayId: string, name: string, schema: JsonObject): Promise<void>;
  /** Sets `requestModels/$default` of the methods, so that no Content-Type escapes validation. */
  setDefaultModels(gatewayId: string, models: readonly RequestModel[]): Promise<void>;
  setPolicy(gatewayId: string, policy: string): Promise<void>;

  findDeployment(gatewayId: string, description: string): Promise<string | undefined>;
  createDeployment(gatewayId: string, description: string): Promise<string>;
  /** Creates the stage when it is absent and points it at the deployment. */
  putStage(gatewayId: string, stage: string, deploymentId: string): Promise<void>;
  setStageSettings(gatewayId: string, stage: string, settings: StageSettings): Promise<void>;
  /** @returns false when there was none */
  deleteStage(gatewayId: string, stage: string): Promise<boolean>;

  mapping(at: BasePath): Promise<Placement | undefined>;
  /** Creates or repoints. Takes effect at once. */
  putMapping(at: BasePath, to: Placement): Promise<void>;
  /** Absent is fine. */
  deleteMapping(at: BasePath): Promise<void>;
}

/** Who may act on a migration: the execution that took the lock last. Earlier ones are refused. */
export type Fence = number;

/** A later execution took the migration over; this one must change nothing more. */
export class LostLock extends Error {
  override readonly name = 'LostLock';
}

export type LockResult =
  | { readonly kind: 'LOCKED'; readonly fence: Fence; readonly migration: Migration }
  /** This migration ended before. */
  | { readonly kind: 'ENDED'; readonly migration: Migration }
  | { readonly kind: 'HELD'; readonly by: MigrationId };

export interface Migrations {
  get(migrationId: MigrationId): Promise<Migration | undefined>;
  /** Newest first. */
  listMigrations(): Promise<readonly Migration[]>;
  /**
   * One transaction: takes the API's lock for this migration and stores the migration if it is new. The same
   * migration takes it again with a higher fence (a restarted execution resumes); another one is told who holds it.
   */
  lock(migration: Migration): Promise<LockResult>;
  /** Stores what the step changed. @throws LostLock when `fence` is not the newest or the migration has ended. */
  change(
    migrationId: MigrationId,
    fence: Fence,
    change: (migration: Migration) => Migration,
  ): Promise<Migration>;
  /** Frees the API when this migration holds it; otherwise nothing. */
  unlock(apiId: ApiId, migrationId: MigrationId): Promise<void>;
  /** Stores a migration that ended before it could lock anything; an existing one stays as it is. */
  putEnded(migration: Migration): Promise<void>;
}

export interface HttpProbe {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The first bytes only. */
  readonly body: string;
}

/** Sends one request; follows no redirect. A connection that fails is an answer too. */
export interface Prober {
  send(probe: HttpProbe): Promise<HttpAnswer | { readonly status: 'UNREACHABLE'; readonly reason: string }>;
}

export interface ProbeTokens {
  /** A fresh access token for the probe's own client. Never stored or logged. */
  token(): Promise<string>;
}
