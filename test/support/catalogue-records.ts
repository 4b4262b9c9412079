import { apiId } from '../../core/identifiers.ts';
import type { ApiRecord, EndpointRecord } from '../../core/inventory/api-record.ts';
import { record } from './governance-world.ts';
import { said } from './provenanced.ts';

const endpoint = (
  method: string,
  template: string,
  state: EndpointRecord['state'],
  requests = 0,
): EndpointRecord => ({
  method,
  template,
  state,
  documented: state === 'managed',
  onGateway: state !== 'shadow',
  observed: requests > 0,
  requests,
  principals: requests > 0 ? 2 : 0,
});

/** Where the bank knows things from; published lists must not say it. */
export const secretLocator = 'arn:aws:apigateway:eu-central-1::/restapis/a1b2c3d4e5';

/** A small catalogue with what exports have to cope with. */
export const exampleRecords: readonly ApiRecord[] = [
  record('Payments', {
    apiId: apiId('payments-1a2b3c4d'),
    style: said('REST'),
    owner: {
      ...said('payments-team@bank.example', 'openapi-document', 'specs/payments.yaml'),
      others: [{ value: 'treasury', source: 'workshop', locator: 'workshop/x', confidence: 0.2 }],
    },
    purpose: said('Initiates payments for licensed providers.'),
    exposure: said('partner'),
    dataClass: said('confidential'),
    lifecycle: said('active'),
    direction: said('provided'),
    tier: 'CRITICAL',
    partners: ['Fjord Pay', 'Nordlicht'],
    hosts: ['api.bank.example'],
    places: [{ host: 'api.bank.example', basePath: '/pay' }],
    resources: [secretLocator],
    endpoints: [endpoint('POST', '/payments', 'managed', 900), endpoint('GET', '/debug', 'shadow', 3)],
    evidence: [
      {
        source: 'api-gateway-rest',
        locator: secretLocator,
        account: '111122223333',
        region: 'eu-central-1',
        gatewayId: 'a1b2c3d4e5',
        observedAt: '2026-11-24T00:00:00.000Z',
        confidence: 0.95,
      },
    ],
    documentKey: 'specs/payments.yaml',
  }),
  record('Quotes', {
    apiId: apiId('quotes-99999999'),
    style: said('EVENTS'),
    lifecycle: said('deprecated'),
    exposure: said('internal'),
    places: [{ host: '*.internal.bank.example', basePath: '' }],
    stale: ['111122223333/eu-central-1 rest-apis'],
  }),
  record('=HYPERLINK("https://evil.example","click")', {
    apiId: apiId('hyperlink-00000001'),
    purpose: said('-2+3; =1+1\n@SUM(A1)\tand "quotes", commas'),
    places: [{ host: 'api.bank.example', basePath: '/x/{tenant}' }],
  }),
];
