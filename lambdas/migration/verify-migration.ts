import type * as z from 'zod';
import { ownGatewayReader } from '../../aws/api-gateway/own-reader.ts';
import { systemClock } from '../../aws/clock.ts';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoMigrations } from '../../aws/dynamodb/migrations.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { probeTools } from '../../aws/probes/probe-tools.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { hardeningPolicy } from '../../core/migration/harden/policy.ts';
import type { MigrationPorts } from '../../core/migration/steps/step.ts';
import { stepInput } from '../../core/migration/steps/step-input.ts';
import { verifyMigration } from '../../core/migration/steps/verify-migration.ts';
import { task } from '../edge/task.ts';

export const input = stepInput;

type Ports = Pick<
  MigrationPorts,
  'migrations' | 'documents' | 'catalogue' | 'probes' | 'policy' | 'reader' | 'clock'
>;

export const run = (event: z.output<typeof input>, ports: Ports) => verifyMigration(event, ports);

export const handler = task(input, run, () => ({
  migrations: dynamoMigrations(),
  documents: s3Documents(),
  catalogue: dynamoCatalogue(),
  probes: probeTools(),
  policy: loadPolicy('hardening', hardeningPolicy),
  reader: ownGatewayReader(),
  clock: systemClock,
}));
