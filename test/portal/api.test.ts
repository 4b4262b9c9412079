import { beforeEach, describe, expect, test } from '@jest/globals';
import { verify } from '../../core/audit/chain.ts';
import { catalogueLedger } from '../../core/audit/ledgers.ts';
import { inventoryPorts, payments } from '../support/inventory-portal.ts';
import { memoryAttestations } from '../support/memory/attestations.ts';
import { memoryCorrections } from '../support/memory/corrections.ts';
import { memoryLedgers } from '../support/memory/ledgers.ts';
import { formIn, type PortalWorld, portalWorld } from '../support/portal-world.ts';
import { person } from '../support/risk-world.ts';

const page = `/catalogue/${payments.apiId}`;
let portal: PortalWorld;
let ivan: string[];
let corrections: ReturnType<typeof memoryCorrections>;
let ledgers: ReturnType<typeof memoryLedgers>;
let attestations: ReturnType<typeof memoryAttestations>;

beforeEach(async () => {
  corrections = memoryCorrections();
  ledgers = memoryLedgers();
  attestations = memoryAttestations();
  portal = await portalWorld(await inventoryPorts({ corrections, ledgers, attestations }));
  ivan = await portal.signIn('ivan');
});

const open = (cookies = ivan, query = '') => portal.ask('GET', `${page}${query}`, { cookies });
const send = async (kind: string, having: Record<string, string>, fill: Record<string, string>) => {
  const form = { ...formIn(await open(), `${page}/${kind}`, having), ...fill };
  return portal.ask('POST', `${page}/${kind}`, { cookies: ivan, form });
};
const reason = 'The contract names this team since May.';

describe('the page of one API', () => {
  test('says what we know, from where and how sure, in words and as a number', async () => {
    const { body = '', statusCode } = await open();
    expect(statusCode).toBe(200);
    for (const text of [
      'payments-team',
      'likely (0.61)',
      'Backstage catalogue',
      'cards-squad',
      'as good as certain',
      'https://api.demo-bank.test/payments'.slice(8, 27),
      'answers 202',
      '2 conflicts to settle',
      'hands requests to the REST API pay1a2b3c',
      'payments and payments-eu have one name',
    ])
      expect(body.replaceAll('<wbr>', '')).toContain(text);
  });

  test('says plainly what is stale and what nobody answers for', async () => {
    await attestations.replaceUnowned([
      { apiId: payments.apiId, apiName: 'payments', reason: 'NO_ANSWER', since: '2026-11-20T00:00:00.000Z' },
    ]);
    const { body = '' } = await open();
    expect(body).toContain('Partly stale');
    expect(body).toContain('000000000000/us-east-1 cloudfront');
    expect(body).toContain('nobody answered');
    expect(body).toContain('maturity is capped');
  });

  test('narrows its endpoints to one state', async () => {
    const templates = async (query: string) => {
      const { body = '' } = await open(ivan, query);
      const [, table = ''] = /id="endpoints">([\s\S]*?)<\/section>/.exec(body) ?? [];
      return [...table.matchAll(/<th scope="row"[^>]*><b>(\w+)<\/b>/g)].map(([, method]) => method);
    };
    expect(await templates('')).toEqual(['POST', 'GET', 'GET', 'POST', 'DELETE']);
    expect(await templates('?state=zombie')).toEqual(['POST']);
    expect(await templates('?state=made-up')).toHaveLength(5);
  });

  test.each(['/catalogue/nothing-00000000', '/catalogue/a%00b', '/catalogue/PAYMENTS'])(
    '%s is none',
    async (path) => {
      expect((await portal.ask('GET', path, { cookies: ivan })).statusCode).toBe(404);
    },
  );

  test('of an API that was joined with another leads to that one', async () => {
    const { catalogue } = portal.ports;
    const joined = await portalWorld(
      await inventoryPorts({ catalogue: { ...catalogue, get: async () => payments } }),
    );
    const answer = await joined.ask('GET', '/catalogue/payments-old', {
      cookies: await joined.signIn('ivan'),
    });
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: page } });
  });
});

describe('a conflict', () => {
  test('is settled with a reason, once, and stands in the ledger', async () => {
    const answer = await send('settle', { field: 'owner' }, { chosen: 'cards-squad', reason });
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: `${page}?done=1` } });
    expect(await corrections.list()).toMatchObject([
      {
        kind: 'settle',
        apiId: payments.apiId,
        field: 'owner',
        value: 'cards-squad',
        reason,
        by: person('ivan'),
      },
    ]);
    const events = [...ledgers.events.values()];
    expect(events).toMatchObject([
      { kind: 'CORRECTED', actor: person('ivan'), payload: { field: 'owner', value: 'cards-squad' } },
    ]);
    const head = await ledgers.head(catalogueLedger);
    expect(head && verify(catalogueLedger, events, head)).toEqual({ intact: true, events: 1 });
    expect((await open(ivan, '?done=1')).body).toContain('Recorded');
    expect((await open()).body).toContain(reason);
  });

  test('the same form twice is one correction and one event', async () => {
    const form = {
      ...formIn(await open(), `${page}/settle`, { field: 'owner' }),
      chosen: 'cards-squad',
      reason,
    };
    for (let time = 0; time < 3; time++) await portal.ask('POST', `${page}/settle`, { cookies: ivan, form });
    expect(await corrections.list()).toHaveLength(1);
    expect(ledgers.events.size).toBe(1);
  });

  test('takes another value, of a closed list only one of it', async () => {
    expect(
      (await send('settle', { field: 'owner' }, { chosen: 'cards-squad', other: 'new-team', reason }))
        .statusCode,
    ).toBe(303);
    expect(await corrections.list()).toMatchObject([{ value: 'new-team' }]);
    expect((await send('settle', { field: 'dataClass' }, { other: 'top secret', reason })).statusCode).toBe(
      422,
    );
  });

  test.each([
    [{ chosen: 'cards-squad', reason: 'short' }, 'at least 10 characters'],
    [{ reason }, 'Choose a value'],
    [{ chosen: 'x'.repeat(300), reason }, 'at most 200'],
    [{ chosen: 'cards-squad', reason: 'x'.repeat(2000) }, 'at most 1000'],
    [{ field: 'partners', chosen: 'x', reason }, 'not one that a person settles'],
  ])('%j is refused with what to do, and what was typed stays', async (fill, message) => {
    const answer = await send('settle', { field: 'owner' }, fill as Record<string, string>);
    expect(answer.statusCode).toBe(422);
    if (!('field' in fill)) expect(answer.body).toContain(message);
    expect(await corrections.list()).toEqual([]);
    expect(ledgers.events.size).toBe(0);
  });

  test('is no business of others: they see what sources say and no form, and a forged one is refused', async () => {
    const bea = await portal.signIn('bea');
    const { body = '' } = await open(bea);
    expect(body).toContain('cards-squad');
    expect(body).not.toMatch(new RegExp(`action="${page}/`));
    const form = {
      ...formIn(await open(), `${page}/settle`, { field: 'owner' }),
      chosen: 'cards-squad',
      reason,
    };
    expect((await portal.ask('POST', `${page}/settle`, { cookies: bea, form })).statusCode).toBe(403);
    expect(await corrections.list()).toEqual([]);
  });

  test('the token of one API is none for another', async () => {
    const form = {
      ...formIn(await open(), `${page}/settle`, { field: 'owner' }),
      chosen: 'cards-squad',
      reason,
    };
    const other = '/catalogue/accounts-1a2b3c4d/settle';
    expect((await portal.ask('POST', other, { cookies: ivan, form })).statusCode).toBe(403);
  });
});

describe('one API or several', () => {
  const [merge] = payments.merges;

  test('what was joined can be parted, if it is joined', async () => {
    expect((await send('apart', {}, { reason })).statusCode).toBe(303);
    expect(await corrections.list()).toMatchObject([
      { kind: 'apart', left: merge?.left, right: merge?.right },
    ]);
    expect((await send('apart', {}, { left: 'a', right: 'b', reason })).statusCode).toBe(422);
  });

  test('an API can be said to be another one, by its id or its whole name', async () => {
    const accounts = await portal.ports.catalogue.get('accounts-1a2b3c4d' as never);
    if (!accounts) throw new Error('There are no accounts.');
    await portalWorld();
    const catalogue = {
      ...portal.ports.catalogue,
      get: async (id: string) =>
        id === payments.apiId ? payments : { ...accounts, resources: ['gateway:accounts'] },
    };
    portal = await portalWorld(
      await inventoryPorts({ corrections, ledgers, catalogue, overview: portal.ports.overview }),
    );
    ivan = await portal.signIn('ivan');
    expect((await send('together', {}, { other: 'accounts', reason })).statusCode).toBe(303);
    expect(await corrections.list()).toMatchObject([
      { kind: 'together', left: payments.resources[0], right: 'gateway:accounts' },
    ]);
    for (const other of ['payments', payments.apiId, 'no such api', ''])
      expect((await send('together', {}, { other, reason })).statusCode).toBe(422);
  });
});

test('a decision is taken back, and both stand in the ledger', async () => {
  await send('settle', { field: 'owner' }, { chosen: 'cards-squad', reason });
  const [correction] = await corrections.list();
  const action = `/corrections/${correction?.correctionId}/withdraw`;
  const form = formIn(await open(), action);
  const answer = await portal.ask('POST', action, { cookies: ivan, form });
  expect(answer).toMatchObject({ statusCode: 303, headers: { location: `${page}?done=1` } });
  expect(await corrections.list()).toEqual([]);
  expect([...ledgers.events.values()].map(({ kind }) => kind)).toEqual(['CORRECTED', 'CORRECTION_WITHDRAWN']);
  expect((await portal.ask('POST', action, { cookies: ivan, form })).statusCode).toBe(409);
  const elsewhere = await portal.ask('POST', action, {
    cookies: ivan,
    form: { ...form, back: 'https://evil.test' },
  });
  expect(elsewhere.body).not.toContain('evil.test');
});
