import type * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoMigrations } from '../../aws/dynamodb/migrations.ts';
import { refuseMigration } from '../../core/migration/steps/refuse-migration.ts';
import type { MigrationPorts } from '../../core/migration/steps/step.ts';
import { stepInput } from '../../core/migration/steps/step-input.ts';
import { task } from '../edge/task.ts';

export const input = stepInput;

type Ports = Pick<MigrationPorts, 'migrations' | 'clock'>;

export const run = (event: z.output<typeof input>, ports: Ports) => refuseMigration(event, ports);

export const handler = task(input, run, () => ({
  migrations: dynamoMigrations(),
  clock: systemClock,
}));
