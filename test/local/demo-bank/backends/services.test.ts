import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { operationsOf } from '../../../../core/documentation/operations.ts';
import { accountsBackend } from '../../../../local/demo-bank/backends/accounts.ts';
import type { Backend, BackendRequest } from '../../../../local/demo-bank/backends/backend.ts';
import { cardsBackend } from '../../../../local/demo-bank/backends/cards.ts';
import { consentsBackend } from '../../../../local/demo-bank/backends/consents.ts';
import { fxRatesBackend } from '../../../../local/demo-bank/backends/fx-rates.ts';
import { h2hFilesBackend } from '../../../../local/demo-bank/backends/h2h-files.ts';
import { loansLegacyBackend } from '../../../../local/demo-bank/backends/loans-legacy.ts';
import { paged } from '../../../../local/demo-bank/backends/paging.ts';
import { paymentsBackend } from '../../../../local/demo-bank/backends/payments.ts';
import { restApis } from '../../../../local/demo-bank/gateways/estate.ts';
import { intakeFile } from '../../../../local/demo-bank/intake-folder.ts';

const now = new Date('2026-11-24T09:30:00Z');

interface Ask extends Partial<Omit<BackendRequest, 'query'>> {
  readonly query?: Readonly<Record<string, string>>;
}

const ask = (backend: Backend, method: string, template: string, { query, ...request }: Ask = {}) => {
  const route = backend.routes.find((one) => one.method === method && one.template === template);
  if (!route) throw new Error(`${backend.name} has no ${method} ${template}.`);
  return route.handle({
    variables: {},
    headers: {},
    body: undefined,
    dryRun: false,
    ...request,
    query: new URLSearchParams(query),
  });
};

const consent = { 'x-consent-id': 'cns-7f3a91c2' };

describe('what is documented and configured is served', () => {
  const backends: Readonly<Record<string, Backend>> = {
    accounts: accountsBackend(() => now),
    payments: paymentsBackend(),
    consents: consentsBackend(),
    cards: cardsBackend(),
  };
  const servedBy = (name: string) =>
    backends[name]?.routes.map(({ method, template }) => `${method} ${template}`);

  test.each(['accounts', 'payments', 'consents'])('the document of %s', (name) => {
    const operations = operationsOf(parse(intakeFile(`specs/${name}.yaml`)));
    expect(operations.length).toBeGreaterThan(2);
    for (const { method, path } of operations) expect(servedBy(name)).toContain(`${method} /v1${path}`);
  });

  test.each(restApis.filter(({ name }) => name !== 'accounts'))(
    'the gateway of $name',
    ({ name, methods }) => {
      for (const { method, backendPath } of methods)
        expect(servedBy(name)).toContain(`${method} ${backendPath}`);
    },
  );

  test('accounts serves more than its document says', () => {
    expect(servedBy('accounts')).toContain('POST /internal/export-jobs');
  });
});

describe('accounts', () => {
  const backend = accountsBackend(() => now);
  const transactions = '/v1/accounts/{accountId}/transactions';

  test('lists what the consent covers, page by page', () => {
    const first = ask(backend, 'GET', '/v1/accounts', { headers: consent, query: { limit: '2' } });
    expect(first.body).toMatchObject({ accounts: [{ accountId: 'acc-20481' }, { accountId: 'acc-20482' }] });
    const cursor = String(first.body?.nextCursor);
    const second = ask(backend, 'GET', '/v1/accounts', { headers: consent, query: { limit: '2', cursor } });
    expect(second.body).toMatchObject({ accounts: [{ accountId: 'acc-31007' }], nextCursor: null });
  });

  test('needs a consent, and shows nothing under another one', () => {
    const { status } = ask(backend, 'GET', '/v1/accounts');
    expect(status).toBe(400);
    const variables = { accountId: 'acc-20481' };
    const headers = { 'x-consent-id': 'cns-05be44d1' };
    expect(ask(backend, 'GET', '/v1/accounts/{accountId}', { variables, headers }).status).toBe(404);
    expect(ask(backend, 'GET', '/v1/accounts/{accountId}', { variables, headers: consent }).status).toBe(200);
  });

  test('cuts transactions by day', () => {
    const variables = { accountId: 'acc-20481' };
    const query = { fromDate: '2026-10-01', toDate: '2026-10-31', limit: '100' };
    const { body } = ask(backend, 'GET', transactions, { variables, headers: consent, query });
    const listed = (body?.transactions ?? []) as readonly { bookedOn: string }[];
    const days = listed.map(({ bookedOn }) => bookedOn);
    expect(days.length).toBeGreaterThan(8);
    for (const day of days) expect(day).toMatch(/^2026-10-/);
    expect(ask(backend, 'GET', transactions, { variables, headers: consent }).status).toBe(400);
  });

  test('orders a statement once for each key, and none for a probe', () => {
    const template = '/v1/accounts/{accountId}/statement-requests';
    const body = {
      fromDate: '2026-10-01',
      toDate: '2026-10-31',
      format: 'pdf',
      delivery: { channel: 'mail' },
    };
    const order = (key: string, more: Ask = {}) =>
      ask(backend, 'POST', template, {
        variables: { accountId: 'acc-20481' },
        headers: { ...consent, 'idempotency-key': key },
        body,
        ...more,
      });
    const probed = order('key-00001', { dryRun: true }).body?.orderId;
    const first = order('key-00001').body?.orderId;
    expect(first).toBe(probed);
    expect(order('key-00001').body?.orderId).toBe(first);
    expect(order('key-00002').body?.orderId).not.toBe(first);
    expect(order('short').status).toBe(400);
    expect(order('key-00003', { body: { ...body, surprise: 1 } }).status).toBe(400);
    expect(order('key-00003', { body: { ...body, fromDate: '2026-12-01' } }).status).toBe(400);
  });
});

describe('payments', () => {
  const payment = {
    debtorAccount: 'acc-20481',
    creditor: { name: 'Stadtwerke', iban: 'DE75512108001245126199' },
    amount: '42.90',
    currency: 'EUR',
  };
  const pay = (backend: Backend, body: unknown, more: Ask = {}) =>
    ask(backend, 'POST', '/v1/payments', { headers: { 'idempotency-key': 'key-00001' }, body, ...more });

  test('accepts a payment, once for each key', () => {
    const backend = paymentsBackend();
    const { status, body } = pay(backend, payment);
    expect([status, body?.state]).toEqual([201, 'accepted']);
    expect(pay(backend, payment).body).toEqual(body);
    const variables = { paymentId: String(body?.paymentId) };
    expect(ask(backend, 'GET', '/v1/payments/{paymentId}', { variables }).body).toEqual(body);
  });

  test('keeps nothing of a probe', () => {
    const backend = paymentsBackend();
    const { body } = pay(backend, payment, { dryRun: true });
    const variables = { paymentId: String(body?.paymentId) };
    expect(ask(backend, 'GET', '/v1/payments/{paymentId}', { variables }).status).toBe(404);
  });

  test.each([
    ['no key', payment, { headers: {} }, 400],
    ['a member nobody knows', { ...payment, urgent: true }, {}, 400],
    ['another currency', { ...payment, currency: 'USD' }, {}, 400],
    ['three decimals', { ...payment, amount: '1.234' }, {}, 400],
    ['wrong check digits', { ...payment, creditor: { name: 'X', iban: 'DE76512108001245126199' } }, {}, 422],
  ])('refuses %s', (_, body, more, status) => {
    expect(pay(paymentsBackend(), body, more).status).toBe(status);
  });
});

test('consents are created, read and withdrawn, and a probe withdraws none', () => {
  const backend = consentsBackend();
  const body = { customerId: 'cus-1', accounts: ['acc-20481'], validUntil: '2027-01-31' };
  const { consentId } = ask(backend, 'POST', '/v1/consents', { body }).body as { consentId: string };
  const variables = { consentId };
  const state = () => ask(backend, 'GET', '/v1/consents/{consentId}/status', { variables }).body?.state;
  expect(ask(backend, 'DELETE', '/v1/consents/{consentId}', { variables, dryRun: true }).status).toBe(204);
  expect(state()).toBe('valid');
  expect(ask(backend, 'DELETE', '/v1/consents/{consentId}', { variables }).status).toBe(204);
  expect(state()).toBe('withdrawn');
  expect(ask(backend, 'GET', '/v1/consents/{consentId}', { variables }).body).toMatchObject(body);
  expect(ask(backend, 'POST', '/v1/consents', { body: {} }).status).toBe(400);
});

test('cards are blocked, but not by a probe', () => {
  const backend = cardsBackend();
  const variables = { cardId: 'crd-5501' };
  const state = () => ask(backend, 'GET', '/v1/cards/{cardId}', { variables }).body?.state;
  ask(backend, 'POST', '/v1/cards/{cardId}/blocks', { variables, dryRun: true });
  expect(state()).toBe('active');
  ask(backend, 'POST', '/v1/cards/{cardId}/blocks', { variables });
  expect(state()).toBe('blocked');
  expect(JSON.stringify(ask(backend, 'GET', '/v1/cards').body)).not.toMatch(/\d{12}/);
});

test('rates are those of known pairs', () => {
  const rate = (pair: string) =>
    ask(fxRatesBackend(), 'GET', '/v1/rates/{pair}', { variables: { pair } }).status;
  expect([rate('EURUSD'), rate('EURXXX'), rate('toString')]).toEqual([200, 404, 404]);
});

test('loans are calculated from numbers only', () => {
  const simulate = (body: unknown) => ask(loansLegacyBackend(), 'POST', '/loans/simulations', { body });
  expect(simulate({ amount: 1200, months: 12 }).body).toMatchObject({ instalment: 106 });
  expect(simulate({ amount: '1200', months: 0 }).status).toBe(400);
});

test('files have plain names', () => {
  const backend = h2hFilesBackend();
  const put = (name: string) =>
    ask(backend, 'PUT', '/files/{name}', { variables: { name }, body: {} }).status;
  expect([put('pain001-20261124-001.xml'), put('../etc/passwd'), put('.xml')]).toEqual([201, 400, 400]);
});

describe('paged', () => {
  test('gives every item once, in order, whatever the limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { maxLength: 300 }),
        fc.integer({ min: 1, max: 100 }),
        (items, limit) => {
          const seen: number[] = [];
          let cursor: string | null = '';
          while (cursor !== null) {
            const query = new URLSearchParams({ limit: String(limit), ...(cursor ? { cursor } : {}) });
            const page = paged(items, { query });
            if ('status' in page) throw new Error('The page was refused.');
            seen.push(...page.items);
            cursor = page.nextCursor;
          }
          expect(seen).toEqual(items);
        },
      ),
    );
  });

  test.each([{ limit: '0' }, { limit: '101' }, { limit: 'x' }, { cursor: '!' }])('refuses %p', (query) => {
    expect(paged([1], { query: new URLSearchParams(query as Record<string, string>) })).toMatchObject({
      status: 400,
    });
  });
});
