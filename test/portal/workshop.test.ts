import { beforeEach, describe, expect, test } from '@jest/globals';
import { workshopClaims } from '../../core/workshop/claims-of-workshops.ts';
import { routeTable } from '../../lambdas/portal/route-table.ts';
import { discovered, inventoryPorts, payments } from '../support/inventory-portal.ts';
import { memoryWorkshops } from '../support/memory/workshops.ts';
import { formIn, mailedLink, type PortalWorld, portalWorld } from '../support/portal-world.ts';
import { person, theException } from '../support/risk-world.ts';

let portal: PortalWorld;
let workshops: ReturnType<typeof memoryWorkshops>;
let page: string;

const signedIn = (subject: string) => portal.signIn(subject);

beforeEach(async () => {
  workshops = memoryWorkshops();
  portal = await portalWorld(await inventoryPorts({ workshops }));
  const cookies = await signedIn('ela');
  const form = {
    ...formIn(await portal.ask('GET', '/workshop', { cookies }), '/workshop'),
    title: 'November round',
    'invite-business': 'on',
    'invite-partners': 'on',
    'invite-risk': 'on',
  };
  const answer = await portal.ask('POST', '/workshop', { cookies, form });
  page = String(answer.headers?.location);
});

const open = (cookies: string[]) => portal.ask('GET', page, { cookies });
const send = async (cookies: string[], what: string, fill: Record<string, string> = {}, having = {}) => {
  const form = { ...formIn(await open(cookies), `${page}/${what}`, having), ...fill };
  return portal.ask('POST', `${page}/${what}`, { cookies, form });
};
const stored = async () =>
  (await workshops.read(page.slice('/workshop/'.length))) ?? { claims: [], finished: [], links: [] };

describe('a workshop', () => {
  test('is opened by whom the policy names, with everybody of the chosen groups', async () => {
    const [session] = await workshops.list();
    expect(session).toMatchObject({ title: 'November round', openedBy: person('ela') });
    expect(session?.invited).toContain(person('bea'));
    expect(session?.invited).not.toContain(person('ivan'));
    expect(
      formIn(await portal.ask('GET', '/workshop', { cookies: await signedIn('bea') }), '/workshop'),
    ).toEqual({});
  });

  test('is not there for who is not invited', async () => {
    const ivan = await signedIn('ivan');
    expect((await open(ivan)).statusCode).toBe(404);
    expect((await portal.ask('GET', '/workshop', { cookies: ivan })).body).not.toContain('November round');
  });

  test.each(['/workshop/leads', '/workshop/w-nothing', '/workshop/__proto__'])('%s is none', async (path) => {
    expect((await portal.ask('GET', path, { cookies: await signedIn('ela') })).statusCode).toBe(404);
  });
});

describe('a private list', () => {
  test('takes one thing at a time, keeps what was typed when it is refused, and is seen by its writer alone', async () => {
    const bea = await signedIn('bea');
    expect(
      (await send(bea, 'claims', { what: 'Card limits', partner: 'Kestrel', 'touches-accounts': 'on' }))
        .statusCode,
    ).toBe(303);
    expect((await open(bea)).body).toContain('Card limits');
    expect((await open(await signedIn('pia'))).body).not.toContain('Card limits');
    const refused = await send(bea, 'claims', { what: ' ', partner: 'Blue <Harbour>' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('value="Blue &lt;Harbour&gt;"');
    expect((await stored()).claims).toMatchObject([
      { list: 'before', person: person('bea'), roles: ['business'] },
    ]);
  });

  test('the same form twice is one claim, and it can be taken back by its writer alone', async () => {
    const bea = await signedIn('bea');
    const form = { ...formIn(await open(bea), `${page}/claims`), what: 'Card limits' };
    for (let time = 0; time < 2; time++) await portal.ask('POST', `${page}/claims`, { cookies: bea, form });
    const [claim] = (await stored()).claims;
    expect((await stored()).claims).toHaveLength(1);
    const pia = await signedIn('pia');
    await send(pia, 'claims', { what: 'Loans' });
    await send(pia, 'withdraw', { claimId: claim?.claimId ?? '' });
    expect((await stored()).claims.map(({ withdrawnAt }) => withdrawnAt)).toEqual([undefined, undefined]);
    await send(bea, 'withdraw', {}, { claimId: claim?.claimId });
    expect((await open(bea)).body).not.toContain('Card limits');
  });

  // The one promise that makes the lists worth something: every page of the portal, whatever is asked of it.
  test('while it is open no route tells its writer anything that was found', async () => {
    for (const subject of ['bea', 'rita']) {
      const cookies = await signedIn(subject);
      await send(cookies, 'claims', { what: 'Something of my own' });
      const link = mailedLink(portal.world, 'rita');
      for (const { method, path } of routeTable) {
        const target = path
          .replace('/r/{link}', link)
          .replace('{exceptionId}', theException)
          .replace('{apiId}', payments.apiId)
          .replace('{format}', 'json')
          .replace('{sessionId}', page.slice('/workshop/'.length))
          .replace('{correctionId}', 'c-1');
        if (path === '/sign-out' || path.endsWith('/finish')) continue;
        for (const query of ['', '?q=pay', '?state=shadow&page=2']) {
          const answer = await portal.ask(method, `${target}${query}`, {
            cookies,
            ...(method === 'POST' ? { form: { nonce: 'a', token: 'b', otherApi: payments.apiId } } : {}),
          });
          for (const word of discovered)
            expect({ path, word, said: answer.body?.includes(word) ?? false }).toEqual({
              path,
              word,
              said: false,
            });
          expect(JSON.stringify(answer.headers ?? {})).not.toContain('payments-');
        }
      }
    }
  });

  test('a form that fails says nothing either', async () => {
    const bea = await signedIn('bea');
    const { body = '' } = await send(bea, 'claims', { what: '' });
    for (const word of discovered) expect(body).not.toContain(word);
    const same = {
      ...formIn(await open(bea), `${page}/claims`),
      claimId: 'x',
      otherApi: payments.apiId,
      same: 'yes',
    };
    const answer = await portal.ask('POST', `${page}/same`, { cookies: bea, form: same });
    expect(answer.statusCode).toBe(403);
  });

  test('whoever is not invited goes on working', async () => {
    expect((await portal.ask('GET', '/catalogue', { cookies: await signedIn('ivan') })).statusCode).toBe(200);
  });

  test('closed pages say why, and lead to the list', async () => {
    const answer = await portal.ask('GET', '/catalogue', { cookies: await signedIn('bea') });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('Your private list is open');
    expect(answer.body).toContain(`href="${page}"`);
    expect((await portal.ask('GET', '/', { cookies: await signedIn('bea') })).headers?.location).toBe(page);
  });

  test('ends by itself when the workshop does: nobody is kept out for ever', async () => {
    const bea = await signedIn('bea');
    portal.world.clock.advance(4 * 3600);
    expect((await portal.ask('GET', '/catalogue', { cookies: bea })).statusCode).toBe(200);
  });
});

describe('after the list is finished', () => {
  test('what was found is shown beside what was remembered, and what is added counts as said afterwards', async () => {
    const [bea, pia] = [await signedIn('bea'), await signedIn('pia')];
    await send(bea, 'claims', { what: 'Payments', where: 'api.demo-bank.test' });
    await send(pia, 'claims', { what: 'Loan desk' });
    expect((await send(bea, 'finish')).headers?.location).toBe(page);
    const { body = '' } = await open(bea);
    expect(body).toContain('fx-rates');
    expect(body).toContain('May be the same');
    // Pia still writes: hers is nobody's business.
    expect(body).not.toContain('Loan desk');
    expect((await portal.ask('GET', '/catalogue', { cookies: bea })).statusCode).toBe(200);
    await send(bea, 'claims', { what: 'The FX feed' });
    expect((await stored()).claims.map(({ list }) => list)).toEqual(['before', 'before', 'after']);
  });

  test('a person says whether two things are one; the catalogue hears it, and it is not asked again', async () => {
    const bea = await signedIn('bea');
    await send(bea, 'claims', { what: 'Payments' });
    await send(bea, 'finish');
    const before = await open(bea);
    expect(before.body).toContain('The same: Payments and payments');
    const form = { ...formIn(before, `${page}/same`, { otherApi: payments.apiId }), same: 'yes' };
    expect((await portal.ask('POST', `${page}/same`, { cookies: bea, form })).statusCode).toBe(303);
    expect((await open(bea)).body).not.toContain('The same: Payments and payments');
    const [evidence] = await workshopClaims({
      workshops,
      catalogue: portal.ports.catalogue,
      clock: portal.world.clock,
    }).list();
    expect(evidence).toMatchObject({ apiName: 'payments', gatewayId: 'pay1a2b3c', source: 'workshop' });
    expect(evidence).not.toHaveProperty('afterReveal');
  });

  test('claims that are private cannot be named in a comparison', async () => {
    const [bea, pia] = [await signedIn('bea'), await signedIn('pia')];
    await send(bea, 'claims', { what: 'Payments' });
    await send(bea, 'finish');
    await send(pia, 'claims', { what: 'Secret thing' });
    const hidden = (await stored()).claims.find(({ person: by }) => by === person('pia'))?.claimId ?? '';
    const form = formIn(await open(bea), `${page}/same`);
    for (const fill of [
      { claimId: hidden, same: 'yes' },
      { otherClaim: hidden, otherApi: '', same: 'yes' },
      { same: 'perhaps' },
    ]) {
      const answer = await portal.ask('POST', `${page}/same`, { cookies: bea, form: { ...form, ...fill } });
      expect(answer.statusCode).toBe(409);
      expect(answer.body).not.toContain('Secret thing');
    }
    expect((await stored()).links).toEqual([]);
  });

  test('it is closed by whom the policy names, and then no more can be added', async () => {
    const [ela, bea] = [await signedIn('ela'), await signedIn('bea')];
    const listForm = { ...formIn(await open(bea), `${page}/claims`), what: 'Late' };
    expect(formIn(await open(bea), `${page}/close`)).toEqual({});
    expect((await send(ela, 'close')).statusCode).toBe(303);
    expect((await portal.ask('POST', `${page}/claims`, { cookies: bea, form: listForm })).statusCode).toBe(
      409,
    );
    expect((await open(bea)).body).toContain('The workshop is over');
  });
});

test('two open workshops: finishing one list does not open what the other one keeps closed', async () => {
  const ela = await signedIn('ela');
  const again = formIn(await portal.ask('GET', '/workshop', { cookies: ela }), '/workshop');
  await portal.ask('POST', '/workshop', {
    cookies: ela,
    form: { ...again, title: 'Second', 'invite-business': 'on' },
  });
  const bea = await signedIn('bea');
  await send(bea, 'finish');
  expect((await portal.ask('GET', '/catalogue', { cookies: bea })).statusCode).toBe(403);
  const { body = '' } = await open(bea);
  for (const word of discovered) expect(body).not.toContain(word);
});
