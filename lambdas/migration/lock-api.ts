import type * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoMigrations } from '../../aws/dynamodb/migrations.ts';
import { lockApi } from '../../core/migration/steps/lock-api.ts';
import type { MigrationPorts } from '../../core/migration/steps/step.ts';
import { migrationStart } from '../../core/migration/steps/step-input.ts';
import { task } from '../edge/task.ts';

export const input = migrationStart;

type Ports = Pick<MigrationPorts, 'migrations' | 'catalogue' | 'clock'>;

export const run = (event: z.output<typeof input>, ports: Ports) => lockApi(event, ports);

export const handler = task(input, run, () => ({
  migrations: dynamoMigrations(),
  catalogue: dynamoCatalogue(),
  clock: systemClock,
}));
