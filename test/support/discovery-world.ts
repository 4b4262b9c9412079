import { known } from '../../core/gateway/gateway-api.ts';
import { cycleId } from '../../core/identifiers.ts';
import type { CollectSourcePorts } from '../../core/inventory/collect-source.ts';
import type { CollectorId, CollectorReading } from '../../core/inventory/collectors/collector.ts';
import type { SpokenClaims } from '../../core/inventory/declarations.ts';
import { discoveryPolicy } from '../../core/inventory/discovery-policy.ts';
import { gatewayApi, mapping, operation } from './gateway-api.ts';
import { memoryCatalogue } from './memory/catalogue.ts';
import { fixedClock } from './memory/clock.ts';
import { memoryCorrections } from './memory/corrections.ts';
import { memoryCycles } from './memory/cycles.ts';
import { memoryDocuments } from './memory/documents.ts';
import { memoryGatewayChanges } from './memory/gateway-changes.ts';
import { memoryIntake } from './memory/intake.ts';
import { memoryLogObjects } from './memory/log-objects.ts';
import { type GatewayFaults, memorySweepReader } from './memory/sweep-reader.ts';

export const cycle = cycleId('cycle-1');

const host = 'api.demo-bank.test';

/** A small bank: one mapped catch-all, one HTTP API, one API known by name, and logs that know more. */
export const gateways = [
  gatewayApi('acc1', 'accounts', [operation('ANY', '/{proxy+}', 'NONE')], {
    domains: known([mapping(host, 'accounts')]),
  }),
  gatewayApi('fx1', 'fx-rates', [operation('GET', '/rates/{currency}', 'JWT')], { kind: 'HTTP' }),
];

export const handedIn: Readonly<Record<string, string>> = {
  'sources.yaml': `accounts: [{account: "000000000000", region: us-east-1}]
logs:
  - {bucket: bank-logs, prefix: gateway/, format: api-gateway-json}
  - {bucket: bank-logs, prefix: alb/, format: alb}
`,
  'partners.yaml':
    'partners: [{name: Fjord Pay, contract: C-1, contact: a@fjord.test, apis: [accounts], until: 2027-06-30}]\n',
  'workshop/room.csv': 'api,host,owner\nh2h-files,files.demo-bank.test,ops\n,,nobody\n',
  'exceptions/h2h.yaml': 'api: h2h-files\n',
  'specs/accounts.yaml': `openapi: 3.0.3
info: {title: accounts, version: 1.0.0, x-owner: accounts-team}
servers: [{url: 'https://${host}/accounts'}]
security: [{oauth: []}]
paths: {'/{accountId}': {get: {operationId: readAccount}}}
`,
};

const gatewayLine = (path: string, principalId: string, status = 200): string =>
  JSON.stringify({
    apiId: 'acc1',
    domainName: host,
    httpMethod: 'GET',
    path: `/accounts${path}`,
    resourcePath: '/{proxy+}',
    status,
    principalId,
    requestTime: '20/Nov/2026:10:00:00 +0000',
  });
const albLine = (path: string, client: string): string =>
  `https 2026-11-20T10:00:00.000000Z app/bank/1 ${client}:1000 10.0.0.1:80 0 0 0 200 200 0 57 "GET https://loans-legacy.demo-bank.test:443${path} HTTP/1.1" "ua"`;

export const logs: Readonly<Record<string, string>> = {
  'bank-logs/gateway/1.json': `${gatewayLine('/42', 'p1')}\n${gatewayLine('/43', 'p2')}\nbroken\n`,
  'bank-logs/gateway/2.json': `${gatewayLine('/42/export', 'p1')}\n${gatewayLine('/9/export', 'p2')}\n${gatewayLine('/scan', 'p9', 404)}\n`,
  'bank-logs/alb/1.log': `${albLine('/loans/7', '203.0.113.7')}\n${albLine('/loans/8', '203.0.113.8')}\n`,
};

export interface WorldParts {
  readonly intake?: Readonly<Record<string, string>>;
  readonly logs?: Readonly<Record<string, string>>;
  readonly faults?: GatewayFaults;
  /** What the other collectors read; a function may throw. */
  readonly readings?: Partial<Record<CollectorId, () => CollectorReading>>;
}

const at = '2026-11-24T10:00:00.000Z';
const nothingThere: CollectorReading = { evidence: [], failures: [], listed: 0, calls: {}, observedAt: at };

/** The ports of discovery and documentation, in memory, with a running cycle. */
export const discoveryWorld = async (parts: WorldParts = {}) => {
  const world = {
    intake: memoryIntake(parts.intake ?? handedIn),
    logObjects: memoryLogObjects(parts.logs ?? logs, 64),
    documents: memoryDocuments(),
    cycles: memoryCycles(),
    catalogue: memoryCatalogue(),
    corrections: memoryCorrections(),
    rules: { policy: discoveryPolicy.parse({}) },
    changes: memoryGatewayChanges(),
    gatewayReader: memorySweepReader(gateways, parts.faults),
    collect: (async ({ collector }) =>
      parts.readings?.[collector]?.() ?? nothingThere) satisfies CollectSourcePorts['collect'],
    maxAgeDays: 7,
    organization: { list: async () => ({ accounts: [], problems: [] }) },
    ownAccount: '000000000000',
    spoken: [] as SpokenClaims[],
    clock: fixedClock(at),
  };
  await world.cycles.start({
    cycleId: cycle,
    trigger: 'person',
    state: 'RUNNING',
    startedAt: at,
    counts: {},
    problems: [],
  });
  return world;
};
export type DiscoveryWorld = Awaited<ReturnType<typeof discoveryWorld>>;
