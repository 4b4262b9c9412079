import type { ApiId, MigrationId } from '../../../core/identifiers.ts';
import type { Migration } from '../../../core/migration/migration.ts';
import { LostLock, type Migrations } from '../../../core/migration/ports.ts';

/** Migrations with the same conditions as the table: one lock an API, the newest fence only, ended is ended. */
export const memoryMigrations = (): Migrations & { readonly locks: Map<ApiId, MigrationId> } => {
  const rows = new Map<MigrationId, { migration: Migration; fence: number }>();
  const locks = new Map<ApiId, MigrationId>();
  const holding = new Set(['RUNNING', 'COMPENSATION_FAILED']);
  return {
    locks,
    get: async (id) => rows.get(id)?.migration,
    listMigrations: async () =>
      [...rows.values()].map((row) => row.migration).sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1)),
    async lock(migration) {
      const row = rows.get(migration.migrationId);
      if (row && row.migration.state !== 'RUNNING') return { kind: 'ENDED', migration: row.migration };
      const held = locks.get(migration.apiId);
      if (held !== undefined && held !== migration.migrationId) {
        if (holding.has(rows.get(held)?.migration.state ?? '')) return { kind: 'HELD', by: held };
      }
      const next = { migration: row?.migration ?? migration, fence: (row?.fence ?? 0) + 1 };
      rows.set(migration.migrationId, next);
      locks.set(migration.apiId, migration.migrationId);
      return { kind: 'LOCKED', ...next };
    },
    async change(id, fence, change) {
      const row = rows.get(id);
      if (!row || row.fence !== fence || row.migration.state !== 'RUNNING')
        throw new LostLock(`Migration ${id} is no longer this execution's.`);
      const migration = change(row.migration);
      rows.set(id, { migration, fence });
      return migration;
    },
    async unlock(apiId, id) {
      if (locks.get(apiId) === id) locks.delete(apiId);
    },
    async putEnded(migration) {
      if (!rows.has(migration.migrationId)) rows.set(migration.migrationId, { migration, fence: 0 });
    },
  };
};
