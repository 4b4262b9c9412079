import { beforeAll, describe, expect, test } from '@jest/globals';
import { routeTable } from '../../lambdas/portal/route-table.ts';
import { inventoryPorts, payments } from '../support/inventory-portal.ts';
import { memoryAttestations } from '../support/memory/attestations.ts';
import { memoryAudits } from '../support/memory/audits.ts';
import { memoryCorrections } from '../support/memory/corrections.ts';
import { memoryLedgers } from '../support/memory/ledgers.ts';
import { memoryWorkshops } from '../support/memory/workshops.ts';
import { origin, type PortalWorld, portalWorld } from '../support/portal-world.ts';
import { theException } from '../support/risk-world.ts';

const posts = routeTable
  .filter(({ method, path }) => method === 'POST' && path !== '/sign-out')
  .map(({ path }) => path);

const targetOf = (path: string): string =>
  path
    .replace('{exceptionId}', theException)
    .replace('{apiId}', payments.apiId)
    .replace('{sessionId}', 'w-1')
    .replace('{correctionId}', 'c-1');

let portal: PortalWorld;
let cookies: string[];
const stores = {
  corrections: memoryCorrections(),
  ledgers: memoryLedgers(),
  workshops: memoryWorkshops(),
  attestations: memoryAttestations(),
  audits: memoryAudits(),
};
const everything = async () => ({
  corrections: await stores.corrections.list(),
  events: [...stores.ledgers.events],
  workshops: await stores.workshops.list(),
  lists: [...stores.attestations.lists],
  audits: await stores.audits.list(),
  votes: [...portal.world.votes],
});

beforeAll(async () => {
  portal = await portalWorld(await inventoryPorts(stores));
  cookies = await portal.signIn('ivan');
});

const refused = async (path: string, ask: Parameters<PortalWorld['ask']>[2], status: number) => {
  const before = await everything();
  const answer = await portal.ask('POST', targetOf(path), ask);
  expect({ path, status: answer.statusCode }).toEqual({ path, status });
  expect(answer.body).toContain(status === 401 ? 'not signed in' : 'Nothing was recorded');
  expect(await everything()).toEqual(before);
};

describe.each(posts)('POST %s, and nothing recorded', (path) => {
  const form = { nonce: 'AAAAAAAAAAAAAAAAAAAAAA', token: 'made-up' };

  test('without a session: 401', () => refused(path, { form }, 401));
  test('from another origin: 403', () =>
    refused(path, { cookies, form, headers: { origin: 'https://evil.test' } }, 403));
  test('without an origin: 403', () =>
    refused(
      path,
      { cookies, body: 'nonce=a&token=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      403,
    ));
  test('with a made-up token: 403', () => refused(path, { cookies, form }, 403));
  test('without token and nonce: 403', () =>
    refused(path, { cookies, form: { reason: 'A good reason.' } }, 403));

  test('by somebody who is not in the register: 403', async () => {
    const stranger = await portal.signIn('mallory');
    const answer = await portal.ask('POST', targetOf(path), { cookies: stranger, form });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('stakeholders.yaml');
  });

  test('is no page: GET finds nothing, or a page that changes nothing', async () => {
    const before = await everything();
    const answer = await portal.ask('GET', `${targetOf(path)}?reason=x&answer=confirm`, { cookies });
    expect([200, 404]).toContain(answer.statusCode);
    expect(await everything()).toEqual(before);
  });
});

test('every form of every page is one of these routes, and goes home only', async () => {
  const pages = routeTable.filter(
    ({ method, path }) => method === 'GET' && !/signed-in|exports|assets|healthz|r\/\{/.test(path),
  );
  const actions = new Set<string>();
  for (const subject of ['ivan', 'ela', 'rita'])
    for (const { path } of pages) {
      const answer = await portal.ask('GET', targetOf(path), { cookies: await portal.signIn(subject) });
      for (const [, action = ''] of (answer.body ?? '').matchAll(/<form method="post" action="([^"]*)"/g))
        actions.add(action);
    }
  expect(actions.size).toBeGreaterThan(5);
  const known = routeTable
    .filter(({ method }) => method === 'POST')
    .map(({ path }) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`));
  for (const action of actions)
    expect({ action, known: known.some((route) => route.test(action)) }).toEqual({ action, known: true });
  expect(origin).toMatch(/^https:/);
});
