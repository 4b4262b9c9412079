import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '../aws/clock.ts';
import { dynamoCatalogue } from '../aws/dynamodb/catalogue.ts';
import { dynamoCycles } from '../aws/dynamodb/cycles.ts';
import { dynamoMigrations } from '../aws/dynamodb/migrations.ts';
import { dynamoReviews } from '../aws/dynamodb/reviews.ts';
import { dynamoStakeholders } from '../aws/dynamodb/stakeholders.ts';
import { s3Documents } from '../aws/s3/documents.ts';
import { canonicalText } from '../core/canonical-text.ts';
import { renderReport } from '../core/report/governance-report.ts';
import type { GovernanceState } from '../core/report/governance-state.ts';
import { type ReportPorts, readGovernanceState } from '../core/report/report-source.ts';

/** The stored state of the current AWS environment; names come from the environment. */
export const storedState = (): ReportPorts => ({
  catalogue: dynamoCatalogue(),
  cycles: dynamoCycles(),
  stakeholders: dynamoStakeholders(),
  documents: s3Documents(),
  reviews: dynamoReviews(),
  migrations: dynamoMigrations(),
  clock: systemClock,
});

/** Written beside and renamed: a reader never sees half a report. */
const writeWhole = (file: string, text: string): void => {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
};

/** Reads the state and writes it as HTML and JSON. @returns the path of the HTML file */
export const writeReport = async (
  folder: string,
  ports: ReportPorts = storedState(),
): Promise<{ readonly html: string; readonly state: GovernanceState }> => {
  const state = await readGovernanceState(ports);
  mkdirSync(folder, { recursive: true });
  const html = resolve(join(folder, 'gatehouse-report.html'));
  writeWhole(html, renderReport(state));
  writeWhole(resolve(join(folder, 'gatehouse-report.json')), canonicalText(state));
  return { html, state };
};
