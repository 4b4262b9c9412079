import { currentRecords } from '../inventory/current-records.ts';
import type { Migrations } from '../migration/ports.ts';
import type { Catalogue, Clock, Cycles, Documents, Stakeholders } from '../ports.ts';
import type { Reviews } from '../risk/ports.ts';
import { listReviews } from '../risk/read-review.ts';
import type { GovernanceState } from './governance-state.ts';

export interface ReportPorts {
  readonly catalogue: Pick<Catalogue, 'list' | 'results'>;
  readonly cycles: Pick<Cycles, 'latest'>;
  readonly stakeholders: Pick<Stakeholders, 'list'>;
  readonly documents: Pick<Documents, 'getJson'>;
  readonly reviews: Pick<Reviews, 'list'>;
  readonly migrations: Pick<Migrations, 'listMigrations'>;
  readonly clock: Clock;
}

/** Reads everything a report shows. @throws DossierMismatch when a stored dossier is not the one decided on */
export const readGovernanceState = async (ports: ReportPorts): Promise<GovernanceState> => {
  const records = currentRecords(await ports.catalogue.list());
  const apis = [];
  for (const record of records) apis.push({ record, ...(await ports.catalogue.results(record.apiId)) });
  return {
    readAt: ports.clock.now().toISOString(),
    cycle: await ports.cycles.latest(),
    apis: apis.toSorted((a, b) => a.record.name.value.localeCompare(b.record.name.value)),
    reviews: await listReviews(ports),
    migrations: await ports.migrations.listMigrations(),
    stakeholders: await ports.stakeholders.list(),
  };
};
