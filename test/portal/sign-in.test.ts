import { beforeEach, describe, expect, test } from '@jest/globals';
import { ownPath } from '../../lambdas/portal/session.ts';
import {
  cookiesOf,
  formIn,
  mailedLink,
  type PortalWorld,
  portalWorld,
  reviewPath,
} from '../support/portal-world.ts';
import { person, theException } from '../support/risk-world.ts';

let portal: PortalWorld;

beforeEach(async () => {
  portal = await portalWorld();
});

describe('without a session', () => {
  test.each(['/', '/catalogue', '/catalogue?q=pay+out&verdict=unknown', reviewPath])(
    '%s leads to the identity provider and back',
    async (target) => {
      const start = await portal.ask('GET', target);
      expect(start.statusCode).toBe(303);
      const location = new URL(String(start.headers?.location));
      expect(location.origin).toBe('https://id.bank.test');
      const state = location.searchParams.get('state');
      const back = await portal.ask('GET', `/signed-in?code=rita&state=${state}`, {
        cookies: cookiesOf(start),
      });
      expect(back).toMatchObject({ statusCode: 303, headers: { location: target } });
    },
  );

  test('nothing is stored before the identity provider has spoken', async () => {
    await portal.ask('GET', '/sign-in');
    expect(portal.sessions.rows.size).toBe(0);
  });
});

describe('the return from the identity provider', () => {
  test('without the cookie of its start is refused', async () => {
    const answer = await portal.ask('GET', '/signed-in?code=rita&state=state-1');
    expect(answer.statusCode).toBe(400);
    expect(portal.sessions.rows.size).toBe(0);
  });

  test('with another state is refused: nobody is signed in by a link', async () => {
    const start = await portal.ask('GET', '/sign-in');
    const answer = await portal.ask('GET', '/signed-in?code=rita&state=forged', {
      cookies: cookiesOf(start),
    });
    expect(answer.statusCode).toBe(401);
    expect(cookiesOf(answer)).toEqual([]);
    expect(portal.sessions.rows.size).toBe(0);
  });

  test.each([
    'not-base64!',
    Buffer.from('[]').toString('base64url'),
    Buffer.from('{"state":1}').toString('base64url'),
  ])('with the cookie %p is a sign-in that is over', async (value) => {
    const cookies = [`__Host-gatehouse-sign-in=${value}`];
    expect((await portal.ask('GET', '/signed-in?code=rita&state=x', { cookies })).statusCode).toBe(400);
  });

  test('what the identity provider says is not repeated', async () => {
    const start = await portal.ask('GET', '/sign-in');
    const answer = await portal.ask('GET', '/signed-in?error=access_denied&error_description=%3Cscript%3E', {
      cookies: cookiesOf(start),
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).not.toMatch(/access_denied|script/);
  });

  test('ends the cookie of the start and gives one that scripts and other sites do not get', async () => {
    const start = await portal.ask('GET', '/sign-in');
    const state = new URL(String(start.headers?.location)).searchParams.get('state');
    const back = await portal.ask('GET', `/signed-in?code=rita&state=${state}`, {
      cookies: cookiesOf(start),
    });
    expect(back.cookies).toHaveLength(2);
    for (const cookie of [...(start.cookies ?? []), ...(back.cookies ?? [])]) {
      expect(cookie).toMatch(/^__Host-gatehouse/);
      for (const part of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax'])
        expect(cookie.split('; ')).toContain(part);
      expect(cookie).not.toMatch(/Domain/i);
    }
    expect(back.cookies?.some((cookie) => /^__Host-gatehouse-sign-in=;.*Max-Age=0/.test(cookie))).toBe(true);
  });

  test('two sign-ins are two sessions', async () => {
    const [one] = await portal.signIn('rita');
    const [two] = await portal.signIn('rita');
    expect(one).not.toBe(two);
  });
});

describe('where a sign-in may lead', () => {
  test.each(['/', '/catalogue', '/r/abc.def-1', '/reviews/EX-1?recorded=1'])('%s', (path) => {
    expect(ownPath(path)).toBe(path);
  });

  test.each([
    '//evil.test',
    '/\\evil.test',
    'https://evil.test',
    'javascript:alert(1)',
    '/a\r\nset-cookie:x',
    '',
    '/ü',
    `/${'x'.repeat(600)}`,
  ])('%p leads to the first page instead', (path) => {
    expect(ownPath(path)).toBe('/');
  });
});

describe('who signs in', () => {
  test('but is no stakeholder is told whom to ask, on every page, and sees nothing', async () => {
    const cookies = await portal.signIn('mallory');
    for (const target of ['/', '/catalogue', reviewPath, mailedLink(portal.world, 'rita')]) {
      const answer = await portal.ask('GET', target, { cookies });
      expect(answer.statusCode).toBe(403);
      expect(answer.body).toContain('stakeholders.yaml');
      expect(answer.body).not.toContain('h2h-files');
    }
  });

  test('is the same person by issuer and subject, whatever the name', async () => {
    await portal.signIn('rita');
    expect([...portal.sessions.rows.values()][0]?.actor.person).toBe(person('rita'));
  });

  test('sees what waits for them; who holds no seat sees that nothing does', async () => {
    const rita = await portal.ask('GET', '/', { cookies: await portal.signIn('rita') });
    expect(rita.body).toContain(`href="${reviewPath}"`);
    const nora = await portal.ask('GET', '/', { cookies: await portal.signIn('nora') });
    expect(nora.body).toContain('Nothing waits for you');
  });
});

describe('a review link', () => {
  test('asks for a sign-in first, then leads to the review', async () => {
    const link = mailedLink(portal.world, 'rita');
    const start = await portal.ask('GET', link);
    const state = new URL(String(start.headers?.location)).searchParams.get('state');
    const back = await portal.ask('GET', `/signed-in?code=rita&state=${state}`, {
      cookies: cookiesOf(start),
    });
    expect(back.headers?.location).toBe(link);
    const answer = await portal.ask('GET', link, { cookies: cookiesOf(back) });
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: reviewPath } });
  });

  test.each([
    ['of another person', (link: string) => ({ link, subject: 'sven' })],
    ['with another MAC', (link: string) => ({ link: link.replace(/..$/, 'AA'), subject: 'rita' })],
    ['cut off', (link: string) => ({ link: link.slice(0, -5), subject: 'rita' })],
    ['that is none', () => ({ link: '/r/%00%0d%0a', subject: 'rita' })],
  ])('%s leads nowhere, and says nothing about the review', async (_, change) => {
    const { link, subject } = change(mailedLink(portal.world, 'rita'));
    const answer = await portal.ask('GET', link, { cookies: await portal.signIn(subject) });
    expect(answer.statusCode).toBe(404);
    expect(answer.body).not.toContain(theException);
  });

  test('past its validity still shows what became of the review', async () => {
    const link = mailedLink(portal.world, 'rita');
    portal.world.clock.advance(60 * 86_400);
    const answer = await portal.ask('GET', link, { cookies: await portal.signIn('rita') });
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: reviewPath } });
  });
});

describe('the sign-out', () => {
  test('of another page is refused', async () => {
    const cookies = await portal.signIn('rita');
    const form = formIn(await portal.ask('GET', '/', { cookies }), '/sign-out');
    const foreign = await portal.ask('POST', '/sign-out', {
      cookies,
      form,
      headers: { origin: 'https://evil.test' },
    });
    const forged = await portal.ask('POST', '/sign-out', { cookies, form: { token: 'forged' } });
    expect([foreign.statusCode, forged.statusCode]).toEqual([403, 403]);
    expect((await portal.ask('GET', '/', { cookies })).statusCode).toBe(200);
  });
});
