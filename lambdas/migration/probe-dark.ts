import type * as z from 'zod';
import { gatewayWriter } from '../../aws/api-gateway/gateway-writer.ts';
import { ownGatewayReader } from '../../aws/api-gateway/own-reader.ts';
import { systemClock } from '../../aws/clock.ts';
import { dynamoMigrations } from '../../aws/dynamodb/migrations.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { probeTools } from '../../aws/probes/probe-tools.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { hardeningPolicy } from '../../core/migration/harden/policy.ts';
import { probeDark } from '../../core/migration/steps/probe-dark.ts';
import type { MigrationPorts } from '../../core/migration/steps/step.ts';
import { stepInput } from '../../core/migration/steps/step-input.ts';
import { task } from '../edge/task.ts';

export const input = stepInput;

type Ports = Pick<
  MigrationPorts,
  'migrations' | 'documents' | 'writer' | 'probes' | 'policy' | 'reader' | 'clock'
>;

export const run = (event: z.output<typeof input>, ports: Ports) => probeDark(event, ports);

export const handler = task(input, run, () => ({
  migrations: dynamoMigrations(),
  documents: s3Documents(),
  writer: gatewayWriter(),
  probes: probeTools(),
  policy: loadPolicy('hardening', hardeningPolicy),
  reader: ownGatewayReader(),
  clock: systemClock,
}));
