import type * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoMigrations } from '../../aws/dynamodb/migrations.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { hardeningPolicy } from '../../core/migration/harden/policy.ts';
import { planStep } from '../../core/migration/steps/plan-migration.ts';
import type { MigrationPorts } from '../../core/migration/steps/step.ts';
import { stepInput } from '../../core/migration/steps/step-input.ts';
import { task } from '../edge/task.ts';

export const input = stepInput;

type Ports = Pick<MigrationPorts, 'migrations' | 'documents' | 'policy' | 'clock'>;

export const run = (event: z.output<typeof input>, ports: Ports) => planStep(event, ports);

export const handler = task(input, run, () => ({
  migrations: dynamoMigrations(),
  documents: s3Documents(),
  policy: loadPolicy('hardening', hardeningPolicy),
  clock: systemClock,
}));
