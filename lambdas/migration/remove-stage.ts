import type * as z from 'zod';
import { gatewayWriter } from '../../aws/api-gateway/gateway-writer.ts';
import { systemClock } from '../../aws/clock.ts';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoMigrations } from '../../aws/dynamodb/migrations.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { removeStage } from '../../core/migration/steps/compensations.ts';
import type { MigrationPorts } from '../../core/migration/steps/step.ts';
import { stepInput } from '../../core/migration/steps/step-input.ts';
import { task } from '../edge/task.ts';

export const input = stepInput;

type Ports = Pick<MigrationPorts, 'migrations' | 'documents' | 'catalogue' | 'writer' | 'clock'>;

export const run = (event: z.output<typeof input>, ports: Ports) => removeStage(event, ports);

export const handler = task(input, run, () => ({
  migrations: dynamoMigrations(),
  documents: s3Documents(),
  catalogue: dynamoCatalogue(),
  writer: gatewayWriter(),
  clock: systemClock,
}));
