import { beforeEach, describe, expect, test } from '@jest/globals';
import { auditResult } from '../../core/inventory/audit/audit.ts';
import { exportFormatIds } from '../../core/inventory/export/export-catalogue.ts';
import { workshopClaims } from '../../core/workshop/claims-of-workshops.ts';
import { inventoryPorts, payments } from '../support/inventory-portal.ts';
import { memoryAudits } from '../support/memory/audits.ts';
import { memoryStakeholders } from '../support/memory/stakeholders.ts';
import { memoryWorkshops } from '../support/memory/workshops.ts';
import { formIn, type PortalWorld, portalWorld } from '../support/portal-world.ts';
import { people } from '../support/risk-world.ts';

let portal: PortalWorld;
let workshops: ReturnType<typeof memoryWorkshops>;
let audits: ReturnType<typeof memoryAudits>;
let inga: string[];

beforeEach(async () => {
  workshops = memoryWorkshops();
  audits = memoryAudits();
  portal = await portalWorld(await inventoryPorts({ workshops, audits }));
  inga = await portal.signIn('inga');
});

const get = async (path: string, cookies = inga) => (await portal.ask('GET', path, { cookies })).body ?? '';

describe('coverage', () => {
  test('says what was not read first, what is therefore not seen, and which right is missing', async () => {
    const body = await get('/coverage');
    for (const text of [
      '1 never read',
      '1 stale',
      '1 partly read',
      '1 read',
      'Nothing at all is seen of 111122223333',
      'cloudfront:ListDistributions',
      '7 of 9',
      'not enough independent sources',
    ])
      expect(body).toContain(text);
    expect(body.indexOf('apigateway:GET')).toBeLessThan(body.indexOf('cloudfront:ListDistributions'));
    expect(body).toContain('gifts.demo-bank.test');
  });

  test('before the first cycle says so', async () => {
    const empty = await portalWorld();
    const { body = '' } = await empty.ask('GET', '/coverage', { cookies: await empty.signIn('rita') });
    expect(body).toContain('No cycle has read anything yet');
  });

  test('a host that somebody knows becomes a statement, marked as made after it was shown', async () => {
    const form = {
      ...formIn({ body: await get('/coverage') }, '/coverage/claims'),
      what: 'File drop',
      where: 'ftp.demo-bank.test',
      runBy: 'files@bank.test',
    };
    for (let time = 0; time < 2; time++)
      expect((await portal.ask('POST', '/coverage/claims', { cookies: inga, form })).headers?.location).toBe(
        '/coverage?done=1',
      );
    const evidence = await workshopClaims({
      workshops,
      catalogue: portal.ports.catalogue,
      clock: portal.world.clock,
    }).list();
    expect(evidence).toMatchObject([
      { apiName: 'File drop', host: 'ftp.demo-bank.test', owner: 'files@bank.test', afterReveal: true },
    ]);
    expect(await get('/coverage')).toContain('claimed, next cycle');
  });

  test('without a host or a name it is refused where it is missing', async () => {
    const form = formIn({ body: await get('/coverage') }, '/coverage/claims');
    const answer = await portal.ask('POST', '/coverage/claims', { cookies: inga, form });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('id="what-problem"');
    expect(answer.body).toContain('id="where-problem"');
  });
});

describe('a random audit', () => {
  const draw = async (size: string, cookies = inga) => {
    const form = { ...formIn({ body: await get('/coverage/audit') }, '/coverage/audit'), size };
    return portal.ask('POST', '/coverage/audit', { cookies, form });
  };

  test('is drawn once from what the network shows, and gives a floor when every endpoint has an answer', async () => {
    expect((await draw('30')).statusCode).toBe(303);
    const [audit] = await audits.list();
    expect(audit?.drawn.map(({ key }) => key).sort()).toEqual([
      'ftp.demo-bank.test',
      'gifts.demo-bank.test',
      'pay.demo-bank.test',
    ]);
    for (const [index, { key }] of (audit?.drawn ?? []).entries()) {
      expect(await get('/coverage/audit')).toContain(`${index} of 3 endpoints looked at`);
      const form = {
        ...formIn({ body: await get('/coverage/audit') }, '/coverage/audit/answer', { endpoint: key }),
        classification: 'IN_INVENTORY',
        note: 'Looked at it.',
      };
      expect((await portal.ask('POST', '/coverage/audit/answer', { cookies: inga, form })).statusCode).toBe(
        303,
      );
    }
    const [done] = await audits.list();
    expect(done && auditResult(done)).toMatchObject({ kind: 'CLOSED', inInventory: 3, counted: 3 });
    expect(await get('/coverage/audit')).toMatch(/3 of 3 network endpoints<\/b> were|so at least 36 %/);
  });

  test.each(['0', '501', '1.5', 'all', ''])('a sample of %p is none', async (size) => {
    expect((await draw(size)).statusCode).toBe(409);
    expect(await audits.list()).toEqual([]);
  });

  test('an endpoint that was not drawn, and an answer that is none, are refused', async () => {
    await draw('30');
    const form = formIn({ body: await get('/coverage/audit') }, '/coverage/audit/answer');
    const send = (fill: Record<string, string>) =>
      portal.ask('POST', '/coverage/audit/answer', { cookies: inga, form: { ...form, ...fill } });
    expect((await send({ classification: 'FINE' })).statusCode).toBe(422);
    expect((await send({ classification: 'MISSING', endpoint: 'evil.test' })).statusCode).toBe(409);
    expect((await send({ classification: 'MISSING', auditId: 'na-x' })).statusCode).toBe(409);
  });

  test('is seen by everybody and made by whom the policy names', async () => {
    await draw('30');
    const bea = await portal.signIn('bea');
    const body = await get('/coverage/audit', bea);
    expect(body).toContain('gifts.demo-bank.test');
    expect(body).not.toContain('action="/coverage/audit');
    expect((await draw('30', bea)).statusCode).toBe(403);
  });
});

describe('downloads', () => {
  test.each(exportFormatIds)('%s', async (format) => {
    const answer = await portal.ask('GET', `/exports/${format}`, { cookies: inga });
    expect(answer.statusCode).toBe(200);
    expect(String(answer.headers?.['content-disposition'])).toMatch(/^attachment; filename="[\w.-]+"$/);
    expect(answer.body).toContain('payments');
  });

  test('of another form there is none', async () => {
    expect((await portal.ask('GET', '/exports/xlsx', { cookies: inga })).statusCode).toBe(404);
  });

  test('a file that is too large for an answer is got with the command', async () => {
    const many = Array.from({ length: 4000 }, (_, n) => ({
      ...payments,
      apiId: `${payments.apiId}-${n}` as never,
    }));
    const large = await portalWorld(
      await inventoryPorts({ catalogue: { ...portal.ports.catalogue, list: async () => many } }),
    );
    const answer = await large.ask('GET', '/exports/json', { cookies: await large.signIn('inga') });
    expect(answer.statusCode).toBe(413);
    expect(answer.body).toContain('npx gatehouse catalogue --format json');
  });
});

describe('the people', () => {
  test('who holds what, with deputies and absences', async () => {
    const body = await get('/stakeholders');
    for (const text of [
      'Enterprise architecture',
      'Ela Aalto',
      'deputy for IT and API teams until 30 Jun 2027',
      'away 20 Dec 2026 to 6 Jan 2027',
      'Somebody can act for every required post',
    ])
      expect(body).toContain(text);
  });

  test('vacancies stand first, with who could hold the seat and what to do', async () => {
    const vacant = await portalWorld({
      stakeholders: memoryStakeholders(people.map((one) => ({ ...one, seats: [] }))),
    }).catch(() => undefined);
    const world = vacant ?? portal;
    const { body = '' } = await world.ask('GET', '/stakeholders', { cookies: await world.signIn('rita') });
    expect(body).toContain('No cycle starts');
    expect(body).toContain('Nobody holds the seat RISK');
    expect(body.indexOf('No cycle starts')).toBeLessThan(body.indexOf('<table'));
    expect(body).toMatch(/who may hold it \(Rita Doe/);
  });
});
