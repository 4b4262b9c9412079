/** Two more accounts of the demo bank, as its teams left them. What each API should be found as stands in `truth.yaml`. */

export interface RestApi {
  readonly name: string;
  /** `GET /v1/statements/{statementId}` */
  readonly operations: readonly string[];
  /** Absent: it was never deployed. */
  readonly stage?: string;
  readonly domain?: { readonly name: string; readonly basePath: string };
  /** Function that answers every operation; without one the API answers by itself. */
  readonly function?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Name of a usage plan with a quota of a day. */
  readonly usagePlan?: string;
}

export interface HttpApi {
  readonly name: string;
  /** `GET /v1/alerts`, or route keys of a WebSocket API. */
  readonly routes: readonly string[];
  readonly protocol: 'HTTP' | 'WEBSOCKET';
  readonly stage: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface FunctionDefinition {
  readonly name: string;
  /** Who may call its URL; absent: it has none. */
  readonly url?: 'NONE' | 'AWS_IAM';
  readonly tags: Readonly<Record<string, string>>;
}

export interface LoadBalancer {
  readonly name: string;
  readonly scheme: 'internet-facing' | 'internal';
  readonly rules: readonly {
    readonly hosts: readonly string[];
    readonly paths: readonly string[];
    /** A function of the same account, or nothing: addresses in the network. */
    readonly function?: string;
  }[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface RegionEstate {
  readonly region: string;
  readonly restApis?: readonly RestApi[];
  readonly httpApis?: readonly HttpApi[];
  readonly functions?: readonly FunctionDefinition[];
  readonly loadBalancers?: readonly LoadBalancer[];
  /** Names of GraphQL APIs. */
  readonly graphqlApis?: readonly string[];
  /** Names on one certificate each. */
  readonly certificates?: readonly (readonly string[])[];
}

export interface AccountEstate {
  readonly account: string;
  readonly name: string;
  /** The first one holds what is global. */
  readonly regions: readonly RegionEstate[];
  /** Distributions: the name clients use, and the REST API behind it with its stage. */
  readonly distributions?: readonly {
    readonly alias: string;
    readonly restApi: string;
    readonly region: string;
    readonly stage: string;
  }[];
  /** Records of the bank's zone: to a distribution or a load balancer of this account. */
  readonly records?: readonly {
    readonly name: string;
    readonly distribution?: string;
    readonly loadBalancer?: string;
  }[];
}

export const zone = 'demo-bank.test';

const owned = (owner: string, dataClass: string, exposure: string) => ({
  owner: `${owner}@${zone}`,
  'data-class': dataClass,
  exposure,
});

export const memberEstates: readonly AccountEstate[] = [
  {
    account: '111122223333',
    name: 'retail',
    regions: [
      {
        region: 'us-east-1',
        restApis: [
          {
            name: 'statements',
            operations: [
              'GET /v1/statements',
              'GET /v1/statements/{statementId}',
              'GET /v1/statements/{statementId}/pdf',
            ],
            stage: 'live',
            domain: { name: `retail.${zone}`, basePath: 'statements' },
            tags: owned('ines.falk', 'confidential', 'partner'),
          },
          {
            name: 'standing-orders',
            operations: [
              'GET /v1/standing-orders',
              'GET /v2/standing-orders',
              'POST /v2/standing-orders',
              'DELETE /v2/standing-orders/{orderId}',
            ],
            stage: 'live',
            domain: { name: `retail.${zone}`, basePath: 'standing-orders' },
            tags: owned('ines.falk', 'confidential', 'partner'),
          },
        ],
        httpApis: [
          {
            name: 'notifications',
            protocol: 'WEBSOCKET',
            routes: ['$connect', '$disconnect', 'subscribe'],
            stage: 'live',
            tags: owned('kofi.mensah', 'internal', 'public'),
          },
        ],
        functions: [
          { name: 'limits', tags: owned('kofi.mensah', 'confidential', 'internal') },
          { name: 'onboarding-hook', url: 'NONE', tags: {} },
        ],
        loadBalancers: [
          {
            name: 'retail-edge',
            scheme: 'internet-facing',
            rules: [
              { hosts: [`limits.retail.${zone}`], paths: ['/limits/*'], function: 'limits' },
              { hosts: [`offers.retail.${zone}`], paths: ['/offers/*'] },
            ],
            tags: owned('samir.haddad', 'internal', 'public'),
          },
        ],
        graphqlApis: ['customer-graph'],
        certificates: [[`*.retail.${zone}`, `retail.${zone}`]],
      },
      {
        region: 'eu-central-1',
        restApis: [
          {
            name: 'sepa-instant',
            operations: ['POST /v1/instant-payments', 'GET /v1/instant-payments/{paymentId}'],
            stage: 'live',
            tags: owned('jonas.weidmann', 'confidential', 'partner'),
          },
          {
            name: 'savings-goals',
            operations: ['GET /v1/goals', 'POST /v1/goals'],
            tags: owned('kofi.mensah', 'internal', 'internal'),
          },
        ],
        httpApis: [
          {
            name: 'balance-alerts',
            protocol: 'HTTP',
            routes: ['GET /v1/alerts', 'PUT /v1/alerts/{alertId}'],
            stage: '$default',
            tags: {},
          },
        ],
        certificates: [[`sepa.${zone}`]],
      },
    ],
    distributions: [
      { alias: `sepa.${zone}`, restApi: 'sepa-instant', region: 'eu-central-1', stage: 'live' },
    ],
    records: [
      { name: `sepa.${zone}`, distribution: `sepa.${zone}` },
      { name: `limits.retail.${zone}`, loadBalancer: 'retail-edge' },
      { name: `offers.retail.${zone}`, loadBalancer: 'retail-edge' },
    ],
  },
  {
    account: '444455556666',
    name: 'markets',
    regions: [
      {
        region: 'us-east-1',
        restApis: [
          {
            name: 'market-data',
            operations: ['GET /v1/instruments', 'GET /v1/instruments/{isin}/prices'],
            stage: 'live',
            domain: { name: `markets.${zone}`, basePath: 'market-data' },
            usagePlan: 'market-data-partners',
            tags: owned('greta.aalto', 'public', 'partner'),
          },
        ],
        httpApis: [
          {
            name: 'portfolio',
            protocol: 'HTTP',
            routes: ['GET /v1/positions', 'GET /v1/positions/{positionId}'],
            stage: '$default',
            tags: owned('greta.aalto', 'secret', 'internal'),
          },
        ],
        loadBalancers: [
          {
            name: 'markets-edge',
            scheme: 'internet-facing',
            rules: [{ hosts: [`broker.markets.${zone}`], paths: ['/callbacks/*'] }],
            tags: {},
          },
        ],
      },
      {
        region: 'eu-central-1',
        functions: [
          { name: 'custody', url: 'AWS_IAM', tags: owned('greta.aalto', 'secret', 'internal') },
          { name: 'archive-search', url: 'NONE', tags: owned('olga.brandt', 'internal', 'internal') },
        ],
        restApis: [
          {
            name: 'custody',
            operations: ['GET /v1/holdings', 'GET /v1/holdings/{holdingId}'],
            stage: 'live',
            function: 'custody',
            tags: owned('greta.aalto', 'secret', 'internal'),
          },
          {
            name: 'fx-orders',
            operations: ['POST /v1/orders', 'GET /v1/orders/{orderId}'],
            stage: 'live',
            tags: owned('jonas.weidmann', 'confidential', 'partner'),
          },
        ],
      },
    ],
    records: [{ name: `broker.markets.${zone}`, loadBalancer: 'markets-edge' }],
  },
];
