import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { apiId, cycleId, migrationId } from '../../core/identifiers.ts';
import type { ApiRecord } from '../../core/inventory/api-record.ts';
import { hardeningPolicy } from '../../core/migration/harden/policy.ts';
import { saga } from '../../core/migration/saga.ts';
import type { MigrationPorts } from '../../core/migration/steps/step.ts';
import * as buildImportDocument from '../../lambdas/migration/build-import-document.ts';
import * as createTarget from '../../lambdas/migration/create-target.ts';
import * as deleteTarget from '../../lambdas/migration/delete-target.ts';
import * as deployDark from '../../lambdas/migration/deploy-dark.ts';
import * as importDefinition from '../../lambdas/migration/import-definition.ts';
import * as lockApi from '../../lambdas/migration/lock-api.ts';
import * as planMigration from '../../lambdas/migration/plan-migration.ts';
import * as probeDark from '../../lambdas/migration/probe-dark.ts';
import * as probeSource from '../../lambdas/migration/probe-source.ts';
import * as readBack from '../../lambdas/migration/read-back.ts';
import * as recordCompensation from '../../lambdas/migration/record-compensation.ts';
import * as recordCompensationFailure from '../../lambdas/migration/record-compensation-failure.ts';
import * as refuseMigration from '../../lambdas/migration/refuse-migration.ts';
import * as releaseLock from '../../lambdas/migration/release-lock.ts';
import * as removeDarkMapping from '../../lambdas/migration/remove-dark-mapping.ts';
import * as removeStage from '../../lambdas/migration/remove-stage.ts';
import * as restoreTraffic from '../../lambdas/migration/restore-traffic.ts';
import * as switchTraffic from '../../lambdas/migration/switch-traffic.ts';
import * as takeSnapshot from '../../lambdas/migration/take-snapshot.ts';
import * as verifyMigration from '../../lambdas/migration/verify-migration.ts';
import { type AslDefinition, aslText } from '../../lib/asl.ts';
import { type Walk, walk } from './asl-walk.ts';
import { memoryCatalogue } from './memory/catalogue.ts';
import { fixedClock } from './memory/clock.ts';
import { memoryDocuments } from './memory/documents.ts';
import { memoryGateway } from './memory/gateway.ts';
import { memoryTraffic } from './memory/gateway-traffic.ts';
import { memoryIntake } from './memory/intake.ts';
import { memoryMigrations } from './memory/migrations.ts';
import { plainRecord, said } from './provenanced.ts';

const here = new URL('../', import.meta.url);

export const policy = {
  ...hardeningPolicy.parse(parse(readFileSync(new URL('../policy/hardening.yaml', here), 'utf8'))),
  hash: 'policy-hash',
};

export const accountsDocument = readFileSync(
  new URL('fixtures/migration/accounts.openapi.yaml', here),
  'utf8',
);

/** The functions of the machine by state name. */
export const states = {
  LockApi: lockApi,
  TakeSnapshot: takeSnapshot,
  BuildImportDocument: buildImportDocument,
  RefuseMigration: refuseMigration,
  PlanMigration: planMigration,
  ProbeSource: probeSource,
  CreateTarget: createTarget,
  ImportDefinition: importDefinition,
  ReadBack: readBack,
  DeployDark: deployDark,
  ProbeDark: probeDark,
  SwitchTraffic: switchTraffic,
  VerifyMigration: verifyMigration,
  RestoreTraffic: restoreTraffic,
  RemoveDarkMapping: removeDarkMapping,
  RemoveStage: removeStage,
  DeleteTarget: deleteTarget,
  ReleaseLock: releaseLock,
  RecordCompensation: recordCompensation,
  RecordCompensationFailure: recordCompensationFailure,
} as const;

export const start = { migrationId: 'm-1', apiId: 'accounts-1a2b3c4d', cycleId: 'cycle-1' };
export const ids = {
  migrationId: migrationId('m-1'),
  apiId: apiId(start.apiId),
  cycleId: cycleId('cycle-1'),
};

const record: ApiRecord = {
  apiId: ids.apiId,
  name: said('accounts', 'api-gateway-rest', 'arn'),
  ...plainRecord,
  partners: [],
  hosts: ['api.demo-bank.test'],
  gateway: {
    kind: 'REST',
    account: '000000000000',
    region: 'us-east-1',
    gatewayId: 'source1',
    stages: ['prod'],
    domains: [{ domainName: 'api.demo-bank.test', basePath: 'accounts', stage: 'prod' }],
  },
  documentKey: 'specs/accounts.yaml',
  endpoints: [
    {
      method: 'GET',
      template: '/accounts/internal/export',
      state: 'shadow',
      documented: false,
      onGateway: true,
      observed: true,
      requests: 40,
      principals: 2,
    },
    {
      method: 'GET',
      template: '/accounts/accounts/{id}',
      state: 'managed',
      documented: true,
      onGateway: true,
      observed: true,
      requests: 900,
      principals: 5,
    },
  ],
  evidence: [],
  confidence: 0.95,
  firstSeenCycle: 'cycle-1',
  lastSeenCycle: 'cycle-1',
};

const token = 'good-token';

/** The demo bank's `accounts`: an open catch-all, mapped, with a complete document. */
export const migrationWorld = async (document = accountsDocument) => {
  const gateway = memoryGateway();
  const catchAll = {
    method: 'ANY',
    path: '/{proxy+}',
    authorizationType: 'NONE',
    apiKeyRequired: false,
    requestModels: {},
    requestParameters: { 'method.request.path.proxy': true },
    integration: { type: 'HTTP_PROXY', uri: 'http://127.0.0.1:8080/{proxy}', timeoutMillis: 29_000 },
  };
  const definition = {
    operations: [catchAll],
    models: {},
    validators: [],
    authorizers: [],
    disableExecuteApiEndpoint: false,
  };
  gateway.apis.set('source1', {
    id: 'source1',
    name: 'accounts',
    tags: {},
    endpointType: 'REGIONAL',
    policy: undefined,
    definition,
    deployments: [{ id: 'd0', description: '', definition, policy: undefined }],
    stages: new Map([['prod', { deploymentId: 'd0' }]]),
  });
  gateway.mappings.set('api.demo-bank.test/accounts', { gatewayId: 'source1', stage: 'prod' });
  const prober = memoryTraffic(gateway, {
    token,
    backend: (method, path) => ({
      status: path.startsWith('/accounts') ? 200 : 404,
      body: { backend: 'accounts', method },
    }),
  });
  const clock = fixedClock('2026-11-24T02:00:00.000Z');
  const catalogue = memoryCatalogue();
  await catalogue.put(record);
  const migrations = memoryMigrations();
  const documents = memoryDocuments();
  const ports: MigrationPorts = {
    migrations,
    documents,
    catalogue,
    intake: memoryIntake({ 'specs/accounts.yaml': document }),
    reader: gateway.reader,
    writer: gateway.writer,
    probes: { prober, tokens: { token: async () => token }, notEnforced: new Set(), wait: async () => {} },
    clock,
    policy,
    site: {
      authorizerArn: 'arn:aws:lambda:us-east-1:000000000000:function:authorizer',
      accessLogArn: 'arn:aws:logs:us-east-1:000000000000:log-group:gateway',
    },
  };
  return { gateway, prober, clock, catalogue, migrations, documents, ports, token };
};

export type MigrationWorld = Awaited<ReturnType<typeof migrationWorld>>;

export const machine = JSON.parse(aslText('migration')) as AslDefinition;

/** Runs the real machine over the real functions. */
export const runMachine = (
  world: Pick<MigrationWorld, 'ports' | 'clock'>,
  ports: MigrationPorts = world.ports,
): Promise<Walk> => {
  const functions = Object.fromEntries(
    Object.entries(states).map(([name, { input, run }]) => [
      name,
      async (payload: never) =>
        (run as (event: unknown, ports: MigrationPorts) => Promise<unknown>)(input.parse(payload), ports),
    ]),
  );
  return walk(machine, start, { functions, clock: world.clock });
};

/** Runs the machine's forward steps up to `state`, which is not run; what the next step gets. */
export const reach = async ({ ports }: Pick<MigrationWorld, 'ports'>, state: keyof typeof states) => {
  const { fence } = await lockApi.run(ids, ports);
  const input = { migrationId: ids.migrationId, fence };
  for (const { name } of saga.slice(1)) {
    if (name === state) return input;
    const step = states[name as keyof typeof states].run as (
      event: object,
      ports: MigrationPorts,
    ) => Promise<{ outcome: string }>;
    const { outcome } = await step(input, ports);
    if (outcome !== 'DONE') throw new Error(`${name} ended ${outcome} on the way to ${state}.`);
  }
  return input;
};
