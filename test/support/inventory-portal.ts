import { apiId, cycleId } from '../../core/identifiers.ts';
import type {
  ApiRecord,
  EndpointRecord,
  EndpointState,
  Provenanced,
} from '../../core/inventory/api-record.ts';
import type { DiscoveryOverview } from '../../core/inventory/catalogue-overview.ts';
import { incidenceOf } from '../../core/inventory/estimate/incidence.ts';
import { type Evidence, type EvidenceSource, evidenceOf } from '../../core/inventory/evidence.ts';
import type { Role, Stakeholder } from '../../core/inventory/stakeholder.ts';
import type { PortalPorts } from '../../lambdas/portal/ports.ts';
import { exampleState } from './governance-example.ts';
import { memoryCatalogue } from './memory/catalogue.ts';
import { memoryOverview } from './memory/overview.ts';
import { memoryStakeholders } from './memory/stakeholders.ts';
import { people, person } from './risk-world.ts';

const at = '2026-11-24T02:00:00.000Z';

const somebody = (
  subject: string,
  name: string,
  roles: readonly Role[],
  more: Partial<Stakeholder> = {},
): Stakeholder => ({
  person: person(subject),
  name,
  mail: `${subject}@bank.test`,
  roles,
  seats: [],
  ...more,
});

/** The register with every constituency: Ela leads workshops, Ivan runs APIs, Bea and Pia remember some. */
export const register: readonly Stakeholder[] = [
  ...people,
  somebody('ela', 'Ela Aalto', ['enterprise-architecture'], {
    deputyFor: [{ role: 'it', until: '2027-06-30' }],
  }),
  somebody('ivan', 'Ivan Mensah', ['it'], { answersFor: ['payments-team'], manager: person('bea') }),
  somebody('inga', 'Inga Haddad', ['infrastructure'], {
    absent: [{ from: '2026-12-20', until: '2027-01-06' }],
  }),
  somebody('bea', 'Bea Falk', ['business']),
  somebody('pia', 'Pia Novak', ['partners']),
];

const known = <T>(
  value: T,
  source: EvidenceSource,
  confidence: number,
  others: Provenanced<T>['others'] = [],
): Provenanced<T> => ({
  value,
  source,
  locator:
    source === 'backstage'
      ? 'imports/catalog-info.yaml#payments'
      : 'arn:aws:apigateway:eu-central-1::/restapis/pay1a2b3c',
  confidence,
  others,
});
const says = <T>(value: T, source: EvidenceSource, confidence: number) => ({
  value,
  source,
  locator: `${source} of the bank`,
  confidence,
});

const endpoint = (
  method: string,
  template: string,
  state: EndpointState,
  more: Partial<EndpointRecord> = {},
): EndpointRecord => ({
  method,
  template,
  state,
  documented: state === 'managed' || state === 'drifted',
  onGateway: state !== 'shadow' && state !== 'bypass',
  observed: true,
  requests: 12_480,
  principals: 4,
  lastSeen: '2026-11-23T21:14:00.000Z',
  ...more,
});

const evidence: readonly Evidence[] = [
  evidenceOf({
    source: 'api-gateway-rest',
    locator: 'arn:aws:apigateway:eu-central-1::/restapis/pay1a2b3c',
    host: 'api.demo-bank.test',
    basePath: '/payments',
    observedAt: at,
  }),
  evidenceOf({
    source: 'api-gateway-access-log',
    locator: 'bank-logs/apigw/2026/11/23',
    host: 'api.demo-bank.test',
    observedAt: at,
    support: { requests: 49_920, principals: 6 },
  }),
  evidenceOf({
    source: 'cloudfront',
    locator: 'arn:aws:cloudfront::000000000000:distribution/E1',
    host: 'pay.demo-bank.test',
    observedAt: at,
    stale: true,
  }),
  evidenceOf({
    source: 'backstage',
    locator: 'imports/catalog-info.yaml#payments',
    owner: 'payments-team',
    observedAt: at,
  }),
];

/** An API with everything that can be said of one: conflicts, joins, stale sources, endpoints in every state. */
export const payments: ApiRecord = {
  apiId: apiId('payments-5f2a9c1e'),
  name: known('payments', 'api-gateway-rest', 0.98),
  style: known('REST' as const, 'api-gateway-rest', 0.95),
  owner: known('payments-team', 'backstage', 0.61, [
    says('cards-squad', 'workshop', 0.3),
    says('legacy@bank.test', 'api-gateway-rest', 0.28),
  ]),
  purpose: known('Payment initiation for fintech partners', 'openapi-document', 0.7),
  exposure: known('partner' as const, 'openapi-document', 0.7),
  dataClass: known('confidential' as const, 'openapi-document', 0.7, [
    says('secret' as const, 'workshop', 0.3),
  ]),
  partners: ['Blue Harbour Pay', 'Kestrel Lending'],
  tier: 'HIGH',
  hosts: ['api.demo-bank.test', 'pay.demo-bank.test'],
  places: [
    { host: 'api.demo-bank.test', basePath: '/payments' },
    { host: 'pay.demo-bank.test', basePath: '' },
  ],
  gateway: {
    kind: 'REST',
    account: '000000000000',
    region: 'eu-central-1',
    gatewayId: 'pay1a2b3c',
    stages: ['prod'],
    domains: [{ domainName: 'api.demo-bank.test', basePath: 'payments', stage: 'prod' }],
  },
  resources: [
    'arn:aws:cloudfront::000000000000:distribution/E1',
    'gateway:000000000000/eu-central-1/pay1a2b3c',
  ],
  merges: [
    {
      kind: 'alias',
      left: 'arn:aws:cloudfront::000000000000:distribution/E1',
      right: 'gateway:000000000000/eu-central-1/pay1a2b3c',
      sentence: 'The CloudFront distribution of pay.demo-bank.test hands requests to the REST API pay1a2b3c.',
    },
  ],
  documentKey: 'specs/payments.yaml',
  endpoints: [
    endpoint('POST', '/payments', 'managed'),
    endpoint('GET', '/payments/{paymentId}', 'drifted', { drift: ['answers 202', 'query parameter expand'] }),
    endpoint('GET', '/payments/export', 'shadow', { principals: 1 }),
    endpoint('POST', '/v1/payments', 'zombie', { deprecated: true }),
    endpoint('DELETE', '/payments/{paymentId}', 'undocumented', {
      requests: 0,
      observed: false,
      principals: 0,
    }),
  ],
  evidence,
  confidence: 0.995,
  stale: ['000000000000/us-east-1 cloudfront'],
  firstSeenCycle: 'cycle-20261001-020000',
  lastSeenCycle: 'cycle-20261124-020000',
};

/** Words that only discovery knows: nothing of them may reach somebody who writes a private list. */
export const discovered = [
  'payments-5f2a9c1e',
  'Payment initiation',
  'payments-team',
  'loans-legacy',
  'fx-rates',
  'consents',
  'h2h-files',
  'api.demo-bank.test',
  'ftp.demo-bank.test',
  'distribution/E1',
];

export const discovery: DiscoveryOverview = {
  cycleId: cycleId('cycle-20261124-020000'),
  coverage: [
    {
      source: 'rest-apis',
      account: '000000000000',
      region: 'eu-central-1',
      state: 'READ',
      listed: 12,
      read: 12,
      readAt: at,
      failures: [],
    },
    {
      source: 'load-balancers',
      account: '000000000000',
      region: 'eu-central-1',
      state: 'PARTIAL',
      listed: 9,
      read: 7,
      readAt: at,
      failures: [{ call: 'DescribeRules', reason: 'THROTTLED', about: 'app/pay/50dc6c495c0c9188' }],
    },
    {
      source: 'cloudfront',
      account: '000000000000',
      region: 'us-east-1',
      state: 'STALE',
      listed: 2,
      read: 2,
      readAt: '2026-11-20T02:00:00.000Z',
      failures: [
        {
          call: 'ListDistributions',
          reason: 'ACCESS_DENIED',
          about: '',
          right: 'cloudfront:ListDistributions',
        },
      ],
    },
    {
      source: 'rest-apis',
      account: '111122223333',
      region: 'eu-central-1',
      state: 'UNREAD',
      read: 0,
      failures: [{ call: 'GetRestApis', reason: 'ACCESS_DENIED', about: '', right: 'apigateway:GET' }],
    },
  ],
  leads: [
    evidenceOf({
      source: 'route53',
      locator: 'Z0123456789/ftp.demo-bank.test A',
      host: 'ftp.demo-bank.test',
      observedAt: at,
    }),
    evidenceOf({
      source: 'certificate',
      locator: 'arn:aws:acm:eu-central-1:000000000000:certificate/7',
      host: 'ftp.demo-bank.test',
      observedAt: at,
    }),
    evidenceOf({
      source: 'certificate',
      locator: 'arn:aws:acm:eu-central-1:000000000000:certificate/8',
      host: 'gifts.demo-bank.test',
      observedAt: at,
    }),
  ],
  possibleDuplicates: [
    {
      left: 'gateway:000000000000/eu-central-1/pay1a2b3c',
      right: 'name:payments-eu',
      sentence: 'payments and payments-eu have one name and no place in common.',
    },
  ],
  estimate: {
    kind: 'REFUSED',
    known: 12,
    incidence: incidenceOf([payments], ['configuration', 'traffic', 'dns']),
    reasons: ['Independent families that found APIs: 2, and it takes 4.'],
  },
  notCovered: ['account 111122223333', 'a workshop'],
};

/** What the portal shows of a bank whose discovery has run. */
export const inventoryPorts = async (more: Partial<PortalPorts> = {}) => {
  const catalogue = memoryCatalogue();
  for (const { record, documentation, triage } of exampleState().apis) {
    await catalogue.put(record);
    if (documentation) await catalogue.putDocumentation(documentation);
    if (triage) await catalogue.putTriage(triage);
  }
  await catalogue.put(payments);
  return {
    catalogue,
    overview: memoryOverview(catalogue, discovery),
    stakeholders: memoryStakeholders(register),
    ...more,
  };
};
