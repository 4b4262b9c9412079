import type * as z from 'zod';
import { gatewaySite } from '../../aws/api-gateway/gateway-site.ts';
import { systemClock } from '../../aws/clock.ts';
import { dynamoMigrations } from '../../aws/dynamodb/migrations.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { s3Intake } from '../../aws/s3/intake.ts';
import { hardeningPolicy } from '../../core/migration/harden/policy.ts';
import { buildImportDocument } from '../../core/migration/steps/build-import-document.ts';
import type { MigrationPorts } from '../../core/migration/steps/step.ts';
import { stepInput } from '../../core/migration/steps/step-input.ts';
import { task } from '../edge/task.ts';

export const input = stepInput;

type Ports = Pick<MigrationPorts, 'migrations' | 'documents' | 'intake' | 'policy' | 'site' | 'clock'>;

export const run = (event: z.output<typeof input>, ports: Ports) => buildImportDocument(event, ports);

export const handler = task(input, run, () => ({
  migrations: dynamoMigrations(),
  documents: s3Documents(),
  intake: s3Intake(),
  policy: loadPolicy('hardening', hardeningPolicy),
  site: gatewaySite(),
  clock: systemClock,
}));
