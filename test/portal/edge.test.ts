import { beforeAll, describe, expect, test } from '@jest/globals';
import { stylesheet, stylesheetVersion } from '../../core/presentation/stylesheet.ts';
import { routeTable } from '../../lambdas/portal/route-table.ts';
import { inventoryPorts, payments } from '../support/inventory-portal.ts';
import { mailedLink, type PortalWorld, portalWorld, reviewPath } from '../support/portal-world.ts';
import { theException } from '../support/risk-world.ts';

let portal: PortalWorld;
let cookies: string[];

beforeAll(async () => {
  portal = await portalWorld(await inventoryPorts());
  cookies = await portal.signIn('rita');
});

const target = (path: string): string =>
  path
    .replace('{exceptionId}', theException)
    .replace('{apiId}', payments.apiId)
    .replace('/r/{link}', mailedLink(portal.world, 'rita'));

const pages = [
  '/',
  '/catalogue',
  `/catalogue/${payments.apiId}`,
  '/coverage',
  '/coverage/audit',
  '/stakeholders',
  '/workshop',
  '/attestations',
  reviewPath,
];

const asked = [
  ...routeTable.map(({ method, path }) => [method, path] as const),
  ['GET', '/nowhere'] as const,
];

describe.each([
  ['signed in', true],
  ['not signed in', false],
])('every answer, %s', (_, signedIn) => {
  test.each(asked)('%s %s has the security headers', async (method, path) => {
    const answer = await portal.ask(method, target(path), { ...(signedIn ? { cookies } : {}) });
    const headers = answer.headers ?? {};
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(headers).toMatchObject({
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
      'x-frame-options': 'DENY',
    });
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
    expect(headers['cache-control']).toBe(
      path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
    );
  });
});

describe('a page', () => {
  test.each([...pages, '/nowhere'])('%s runs no script and loads only the style sheet', async (path) => {
    const { body = '' } = await portal.ask('GET', path, { cookies });
    expect(body).not.toMatch(/<script|<iframe|<object|<embed|<img|javascript:|\son\w+=|\sstyle=/i);
    const loaded = [...body.matchAll(/<link[^>]+href="([^"]+)"/g)].map(([, href]) => href);
    expect(loaded).toEqual([`/assets/gatehouse.css?v=${stylesheetVersion}`]);
    expect(body).not.toMatch(/(href|src|action)="(https?:)?\/\//);
  });

  test('has a language, a title, a way past the navigation, and one main heading', async () => {
    for (const path of pages) {
      const { body = '' } = await portal.ask('GET', path, { cookies });
      expect(body).toMatch(/^<!doctype html>\s*<html lang="en">/);
      expect(body).toMatch(/<title>[^<]+ · Gatehouse<\/title>/);
      expect(body).toContain('<a class="skip" href="#main">');
      expect(body.match(/<h1>/g)).toHaveLength(1);
    }
  });

  test('that there is not is a page too', async () => {
    const answer = await portal.ask('GET', '/wp-admin/setup.php', { cookies });
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('There is no such page');
  });

  test.each(['/%', '/reviews/%ff', '/r/..%2f..%2f', `/reviews/${'x'.repeat(4000)}`, '/reviews/__proto__'])(
    'at the address %.30s is not found, and nothing breaks',
    async (path) => {
      expect((await portal.ask('GET', path, { cookies })).statusCode).toBe(404);
    },
  );
});

test('the style sheet is the one that the pages name', async () => {
  const answer = await portal.ask('GET', `/assets/gatehouse.css?v=${stylesheetVersion}`);
  expect(answer).toMatchObject({ statusCode: 200, body: stylesheet });
  expect(answer.headers?.['content-type']).toBe('text/css; charset=utf-8');
});

test('health needs nobody', async () => {
  expect(await portal.ask('GET', '/healthz')).toMatchObject({ statusCode: 200, body: 'ok' });
});

test('what nobody foresaw is a page with a number, and without internals', async () => {
  const broken = await portalWorld({
    catalogue: {
      get: async () => undefined,
      history: async () => [],
      list: async () => Promise.reject(new Error('table arn:aws:secret')),
      results: async () => ({}),
    },
  });
  const answer = await broken.ask('GET', '/catalogue', { cookies: await broken.signIn('rita') });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).toContain('request-1');
  expect(answer.body).not.toMatch(/arn:aws|Error|at \w+ \(/);
  expect(answer.headers?.['content-security-policy']).toBeDefined();
});
