import { createHash } from 'node:crypto';
import { type ApiId, type MigrationId, migrationId } from '../identifiers.ts';

/** One migration for an API and a cycle: the same cycle started again finds the same one. ≤ 60 characters. */
export const migrationIdFor = (apiId: ApiId, cycleId: string): MigrationId =>
  migrationId(
    `mig-${apiId.slice(0, 44)}-${createHash('sha256').update(`${apiId}\n${cycleId}`).digest('hex').slice(0, 8)}`,
  );

/** Name of the execution by which a later cycle takes a migration up again whose execution is gone. ≤ 80 characters. */
export const resumedExecutionName = (id: MigrationId, cycleId: string): string =>
  `${id}-r${createHash('sha256').update(cycleId).digest('hex').slice(0, 8)}`;
