import type { ApiId, CycleId, MigrationId } from '../../identifiers.ts';
import type { ApiRecord } from '../../inventory/api-record.ts';
import type { Migration } from '../migration.ts';
import type { Fence } from '../ports.ts';
import type { MigrationPorts } from './step.ts';

export interface MigrationStart {
  readonly migrationId: MigrationId;
  readonly apiId: ApiId;
  readonly cycleId: CycleId;
}

/** `LOCKED`: go on. `REFUSED`: nothing was begun. `ENDED`: this migration was verified before; nothing is left to do. */
export interface LockOutcome {
  readonly outcome: 'LOCKED' | 'REFUSED' | 'ENDED';
  /** 0 when there is no lock. */
  readonly fence: Fence;
}

const sourceOf = (record: ApiRecord | undefined): Migration['source'] => {
  const placement = record?.gateway;
  const domain = placement?.domains[0];
  return {
    gatewayId: placement?.gatewayId ?? 'none',
    stage: domain?.stage ?? placement?.stages[0] ?? 'none',
    ...(domain ? { domainName: domain.domainName, basePath: domain.basePath } : {}),
  };
};

/**
 * Takes the API for this migration, so that no other runs beside it. A restarted execution takes it again and the
 * former one can write nothing more.
 */
export const lockApi = async (
  start: MigrationStart,
  { migrations, catalogue, clock }: Pick<MigrationPorts, 'migrations' | 'catalogue' | 'clock'>,
): Promise<LockOutcome> => {
  const record = await catalogue.get(start.apiId);
  const at = clock.now().toISOString();
  const migration: Migration = {
    ...start,
    apiName: record?.name.value ?? start.apiId,
    state: 'RUNNING',
    source: sourceOf(record),
    steps: [],
    probesBefore: [],
    probesAfter: [],
    startedAt: at,
  };
  const refuse = async (failure: string): Promise<LockOutcome> => {
    await migrations.putEnded({ ...migration, state: 'REFUSED', failure, finishedAt: at });
    return { outcome: 'REFUSED', fence: 0 };
  };
  if (!record) return refuse('LockApi: the catalogue has no such API.');
  if (!record.gateway) return refuse('LockApi: no gateway is known to serve it.');
  const lock = await migrations.lock({
    ...migration,
    steps: [{ name: 'LockApi', state: 'DONE', at, detail: 'the API is reserved for this migration' }],
  });
  switch (lock.kind) {
    case 'LOCKED':
      return { outcome: 'LOCKED', fence: lock.fence };
    case 'ENDED':
      // It may have been stopped between its end and the release of the API.
      if (lock.migration.state !== 'COMPENSATION_FAILED')
        await migrations.unlock(start.apiId, start.migrationId);
      return { outcome: lock.migration.state === 'VERIFIED' ? 'ENDED' : 'REFUSED', fence: 0 };
    case 'HELD':
      return refuse(
        `LockApi: migration ${lock.by} holds the API; it runs, or was stopped and has to be started again.`,
      );
  }
};
