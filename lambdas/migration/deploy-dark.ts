import type * as z from 'zod';
import { gatewaySite } from '../../aws/api-gateway/gateway-site.ts';
import { gatewayWriter } from '../../aws/api-gateway/gateway-writer.ts';
import { systemClock } from '../../aws/clock.ts';
import { dynamoMigrations } from '../../aws/dynamodb/migrations.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { hardeningPolicy } from '../../core/migration/harden/policy.ts';
import { deployDark } from '../../core/migration/steps/deploy-dark.ts';
import type { MigrationPorts } from '../../core/migration/steps/step.ts';
import { stepInput } from '../../core/migration/steps/step-input.ts';
import { task } from '../edge/task.ts';

export const input = stepInput;

type Ports = Pick<MigrationPorts, 'migrations' | 'writer' | 'policy' | 'site' | 'clock'>;

export const run = (event: z.output<typeof input>, ports: Ports) => deployDark(event, ports);

export const handler = task(input, run, () => ({
  migrations: dynamoMigrations(),
  writer: gatewayWriter(),
  policy: loadPolicy('hardening', hardeningPolicy),
  site: gatewaySite(),
  clock: systemClock,
}));
