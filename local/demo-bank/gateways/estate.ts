import type { HttpApiDefinition, RestApiDefinition } from './definition.ts';

/** Where partners reach the bank. */
export const domainName = 'api.demo-bank.test';

const paymentInitiation = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  additionalProperties: false,
  required: ['debtorAccount', 'creditor', 'amount', 'currency'],
  properties: {
    debtorAccount: { type: 'string', pattern: '^acc-[0-9]{5}$' },
    creditor: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'iban'],
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 70 },
        iban: { type: 'string', pattern: '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$' },
      },
    },
    amount: { type: 'string', pattern: '^[0-9]{1,9}\\.[0-9]{2}$' },
    currency: { type: 'string', enum: ['EUR'] },
    reference: { type: ['string', 'null'], maxLength: 140 },
  },
};

/** Well kept: nothing that is assessed fails. */
const payments: RestApiDefinition = {
  name: 'payments',
  description: 'Payment initiation for partners',
  basePath: 'payments',
  stage: 'live',
  authorizer: true,
  protects: 'deployment',
  validator: true,
  models: { PaymentInitiation: paymentInitiation },
  defaultEndpoint: false,
  accessLog: true,
  throttle: { rate: 40, burst: 80 },
  methods: [
    {
      method: 'GET',
      path: '/v1/payments',
      backendPath: '/v1/payments',
      required: ['querystring.state'],
    },
    {
      method: 'POST',
      path: '/v1/payments',
      backendPath: '/v1/payments',
      required: ['header.idempotency-key'],
      model: 'PaymentInitiation',
    },
    { method: 'GET', path: '/v1/payments/{paymentId}', backendPath: '/v1/payments/{paymentId}' },
  ],
  tags: {
    owner: 'jonas.weidmann@demo-bank.test',
    'data-class': 'confidential',
    exposure: 'partner',
    partner: 'Fjord Pay / Harbourstone',
  },
};

/** Backend in the clear, one open method, no validation, default endpoint open. */
const consents: RestApiDefinition = {
  name: 'consents',
  description: 'Consent records for account information',
  basePath: 'consents',
  stage: 'live',
  authorizer: true,
  protects: 'deployment',
  defaultEndpoint: true,
  accessLog: true,
  methods: [
    { method: 'POST', path: '/v1/consents', backendPath: '/v1/consents' },
    { method: 'GET', path: '/v1/consents/{consentId}', backendPath: '/v1/consents/{consentId}' },
    { method: 'DELETE', path: '/v1/consents/{consentId}', backendPath: '/v1/consents/{consentId}' },
    {
      method: 'GET',
      path: '/v1/consents/{consentId}/status',
      backendPath: '/v1/consents/{consentId}/status',
      open: true,
    },
  ],
  tags: {
    owner: 'kofi.mensah@demo-bank.test',
    'data-class': 'confidential',
    exposure: 'partner',
    partner: 'Fjord Pay / Klarblick / Pennywise Ledger',
  },
};

/** One route for everything, open to everybody; well documented, so it can be migrated. */
const accounts: RestApiDefinition = {
  name: 'accounts',
  description: 'Account information for partners',
  basePath: 'accounts',
  stage: 'prod',
  authorizer: false,
  defaultEndpoint: true,
  methods: [{ method: 'ANY', path: '/{proxy+}', backendPath: '/{proxy}', open: true }],
  tags: {
    owner: 'ines.falk@demo-bank.test',
    'data-class': 'confidential',
    exposure: 'partner',
    partner: 'Fjord Pay / Klarblick / Pennywise Ledger / Mosaic Lending',
  },
};

/** The authorizer was attached after the last deployment: the stage still lets everybody in. */
const cards: RestApiDefinition = {
  name: 'cards',
  description: 'Card management',
  basePath: 'cards',
  stage: 'live',
  authorizer: true,
  protects: 'draft-only',
  defaultEndpoint: true,
  accessLog: true,
  throttle: { rate: 20, burst: 40 },
  methods: [
    { method: 'GET', path: '/v1/cards', backendPath: '/v1/cards' },
    { method: 'GET', path: '/v1/cards/{cardId}', backendPath: '/v1/cards/{cardId}' },
    { method: 'POST', path: '/v1/cards/{cardId}/blocks', backendPath: '/v1/cards/{cardId}/blocks' },
  ],
  tags: {
    owner: 'kofi.mensah@demo-bank.test',
    'data-class': 'secret',
    exposure: 'partner',
    partner: 'Pennywise Ledger',
  },
};

export const restApis: readonly RestApiDefinition[] = [payments, consents, accounts, cards];

/** Public reference rates, reached by the API's own host name. */
export const fxRates: HttpApiDefinition = {
  name: 'fx-rates',
  description: 'Daily reference rates',
  routes: ['GET /v1/rates', 'GET /v1/rates/{pair}'],
  tags: { owner: 'jonas.weidmann@demo-bank.test', 'data-class': 'public', exposure: 'public' },
};
