import type { MigrationId } from '../../identifiers.ts';
import type { Catalogue, Clock, Documents, GatewayReader, Intake } from '../../ports.ts';
import type { HardeningPolicy } from '../harden/policy.ts';
import type { Migration, MigrationStep } from '../migration.ts';
import { type Fence, type GatewayWriter, LostLock, type Migrations } from '../ports.ts';
import type { ProbeTools } from '../probes/run.ts';

/** What every step after the lock gets. */
export interface StepInput {
  readonly migrationId: MigrationId;
  /** Of the lock that this execution took. */
  readonly fence: Fence;
}

export interface MigrationPorts {
  readonly migrations: Migrations;
  readonly documents: Documents;
  readonly catalogue: Catalogue;
  readonly intake: Intake;
  readonly reader: GatewayReader;
  readonly writer: GatewayWriter;
  readonly probes: Omit<ProbeTools, 'markers'>;
  readonly clock: Clock;
  readonly policy: HardeningPolicy & { readonly hash: string };
  readonly site: GatewaySite;
}

/** Names of the account's shared parts that a target is connected to. */
export interface GatewaySite {
  readonly authorizerArn: string;
  readonly authorizerRoleArn?: string;
  readonly accessLogArn: string;
}

/** How a step went: `REFUSED` before anything was created, `FAILED` after. Both are outcomes, not faults. */
export type Outcome = 'DONE' | 'REFUSED' | 'FAILED';

export type StepWork =
  | {
      readonly outcome: 'DONE';
      readonly detail: string;
      readonly change?: (migration: Migration) => Migration;
    }
  | {
      readonly outcome: 'REFUSED' | 'FAILED';
      readonly reason: string;
      readonly change?: (migration: Migration) => Migration;
    };

export interface StepResult {
  readonly outcome: Outcome;
}

/** The step's line replaces its earlier one: a repeated step is one line. */
const withStep = (migration: Migration, step: MigrationStep): Migration => ({
  ...migration,
  steps: [...migration.steps.filter((other) => other.name !== step.name), step],
});

/** Longest text of an error kept in the record. */
const maxReason = 500;

const describe = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, maxReason);

const withoutFailure = ({ failure: _, ...rest }: Migration): Migration => rest;

/**
 * Runs one forward step: checks that this execution still holds the lock, works, records. The work looks before it
 * acts, so that repeating the step after a crash at any point ends in the same state.
 * @throws LostLock when another execution resumed the migration; whatever the work throws, after recording it
 */
export const forward = async (
  name: string,
  { migrationId, fence }: StepInput,
  ports: Pick<MigrationPorts, 'migrations' | 'clock'>,
  work: (migration: Migration) => Promise<StepWork>,
): Promise<StepResult> => {
  const { migrations, clock } = ports;
  const migration = await migrations.change(migrationId, fence, (current) => current);
  const record = (done: StepWork) =>
    migrations.change(migrationId, fence, (current) => {
      const changed = done.change ? done.change(current) : current;
      const at = clock.now().toISOString();
      return done.outcome === 'DONE'
        ? withStep(withoutFailure(changed), { name, state: 'DONE', at, detail: done.detail })
        : {
            ...withStep(changed, { name, state: 'FAILED', at, detail: done.reason }),
            failure: `${name}: ${done.reason}`,
          };
    });
  try {
    const done = await work(migration);
    await record(done);
    return { outcome: done.outcome };
  } catch (error) {
    // Whether or not the reason can be recorded, the caller hears of the error itself.
    if (!(error instanceof LostLock))
      await record({ outcome: 'FAILED', reason: describe(error) }).catch(() => undefined);
    throw error;
  }
};

/**
 * Runs one compensation: undoes what it finds, whatever the record says was done; nothing found is fine.
 * @throws LostLock; whatever the work throws, so that the state machine retries it
 */
export const compensate = async (
  name: string,
  { migrationId, fence }: StepInput,
  { migrations, clock }: Pick<MigrationPorts, 'migrations' | 'clock'>,
  work: (migration: Migration) => Promise<string | undefined>,
): Promise<{ readonly undone: boolean }> => {
  const migration = await migrations.change(migrationId, fence, (current) => current);
  const detail = await work(migration);
  if (detail !== undefined)
    await migrations.change(migrationId, fence, (current) =>
      withStep(current, { name, state: 'UNDONE', at: clock.now().toISOString(), detail }),
    );
  return { undone: detail !== undefined };
};
