import * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { dynamoMigrations } from '../../aws/dynamodb/migrations.ts';
import { dynamoReviews } from '../../aws/dynamodb/reviews.ts';
import { dynamoStakeholders } from '../../aws/dynamodb/stakeholders.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { publishRows } from '../../core/inventory/catalogue-overview.ts';
import type { Documents } from '../../core/ports.ts';
import { renderReport } from '../../core/report/governance-report.ts';
import { type ReportPorts, readGovernanceState } from '../../core/report/report-source.ts';
import { summarise } from '../../core/report/summary.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export const run = async (
  event: z.output<typeof input>,
  ports: ReportPorts & {
    readonly documents: Pick<Documents, 'putJson'>;
    readonly reports: Pick<Documents, 'put' | 'putJson'>;
  },
) => {
  const state = await readGovernanceState(ports);
  await publishRows(state.apis, ports.documents);
  const { key } = await ports.reports.put(
    `cycles/${event.cycleId}/gatehouse-report.html`,
    renderReport(state),
    'text/html; charset=utf-8',
  );
  await ports.reports.putJson(`cycles/${event.cycleId}/gatehouse-report.json`, state);
  return { key, ...summarise(state) };
};

export const handler = task(input, run, () => ({
  catalogue: dynamoCatalogue(),
  cycles: dynamoCycles(),
  stakeholders: dynamoStakeholders(),
  documents: s3Documents(),
  reviews: dynamoReviews(),
  migrations: dynamoMigrations(),
  reports: s3Documents('REPORTS_BUCKET'),
  clock: systemClock,
}));
