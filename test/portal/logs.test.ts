import { Logger } from '@aws-lambda-powertools/logger';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { cookiesOf, mailedLink, portalWorld, reviewPath } from '../support/portal-world.ts';

/** Everything the portal logs, whatever its level. */
let logged: string[] = [];
const levels = ['debug', 'info', 'warn', 'error', 'critical'] as const;

beforeEach(() => {
  logged = [];
  for (const level of levels)
    jest.spyOn(Logger.prototype, level).mockImplementation((...words: unknown[]) => {
      logged.push(JSON.stringify(words));
    });
});

afterEach(() => {
  jest.restoreAllMocks();
});

test('logs contain no token, link, cookie, code, mail address, name or text that was typed', async () => {
  const portal = await portalWorld({
    catalogue: {
      get: async () => undefined,
      history: async () => [],
      list: async () => Promise.reject(new Error('rita@bank.test')),
      results: async () => ({}),
    },
  });
  const link = mailedLink(portal.world, 'rita');
  const start = await portal.ask('GET', link);
  const cookies = await portal.signIn('rita');
  await portal.ask('GET', '/signed-in?code=c0de-of-the-provider&state=forged', { cookies: cookiesOf(start) });
  await portal.ask('GET', link, { cookies });
  await portal.ask('GET', '/catalogue', { cookies });
  const form = await portal.decisionForm(cookies, { rationale: 'A reason nobody else may read here.' });
  await portal.ask('POST', `${reviewPath}/decision`, { cookies, form: { ...form, token: 'forged' } });
  await portal.ask('POST', `${reviewPath}/decision`, { cookies, form });

  const everything = [...logged, JSON.stringify(portal.world.warnings)].join('\n');
  expect(everything).toContain('unforeseen');
  const secrets = [
    link,
    link.split('.')[1],
    ...cookies.map((cookie) => cookie.split('=')[1]),
    form.token,
    form.nonce,
  ];
  for (const secret of [...secrets, 'c0de-of-the-provider', '@bank.test', 'Rita', 'A reason nobody'])
    expect(everything).not.toContain(secret);
});
