import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Backend, ok } from '../../../../local/demo-bank/backends/backend.ts';
import { backendListener, variablesOf } from '../../../../local/demo-bank/backends/listener.ts';

const echo: Backend = {
  name: 'echo',
  routes: [
    {
      method: 'POST',
      template: '/v1/things/{thingId}',
      handle: ({ variables, query, body, dryRun }) =>
        ok({ ...variables, q: query.get('q'), body: body ?? null, dryRun }, 201),
    },
    { method: 'GET', template: '/v1/things', handle: () => ok({ things: [] }) },
    {
      method: 'GET',
      template: '/broken',
      handle: () => {
        throw new Error('secret of the service');
      },
    },
    { method: 'DELETE', template: '/v1/things', handle: () => ({ status: 204 }) },
  ],
};

let server: Server;
let base = '';
beforeAll(async () => {
  server = createServer(backendListener(echo)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const requests = async () =>
  ((await (await fetch(`${base}/_requests`)).json()) as { requests: number }).requests;

describe('backendListener', () => {
  test('hands the request on and marks the answer in header and body', async () => {
    const response = await fetch(`${base}/v1/things/a%2Fb?q=1`, {
      method: 'POST',
      body: '{"x":1}',
      headers: { 'x-gatehouse-probe': 'dry-run', 'x-correlation-id': 'corr-7' },
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-backend')).toBe('echo');
    expect(response.headers.get('x-correlation-id')).toBe('corr-7');
    expect(await response.json()).toEqual({
      thingId: 'a/b',
      q: '1',
      body: { x: 1 },
      dryRun: true,
      backend: 'echo',
    });
  });

  test('gives a call without a correlation id one', async () => {
    const response = await fetch(`${base}/v1/things`);
    expect(response.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('answers HEAD as GET, without a body', async () => {
    const response = await fetch(`${base}/v1/things`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  test('sends nothing with an empty answer', async () => {
    const response = await fetch(`${base}/v1/things`, { method: 'DELETE' });
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(response.headers.get('x-backend')).toBe('echo');
  });

  test.each([
    ['an unknown path', '/v2/things', {}, 404],
    ['another method', '/v1/things', { method: 'PUT' }, 405],
    ['a body that is no JSON', '/v1/things/1', { method: 'POST', body: '{' }, 400],
    ['a body that is too large', '/v1/things/1', { method: 'POST', body: 'x'.repeat(70_000) }, 413],
    ['a fault of the service', '/broken', {}, 500],
  ])('refuses %s with problem details', async (_, path, init, status) => {
    const response = await fetch(`${base}${path}`, init);
    const text = await response.text();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.parse(text)).toMatchObject({ status, backend: 'echo' });
    expect(text).not.toContain('secret');
  });

  test('counts every request but those for the count', async () => {
    const before = await requests();
    await fetch(`${base}/v1/things`);
    await fetch(`${base}/nowhere`);
    expect((await requests()) - before).toBe(2);
    expect((await requests()) - before).toBe(2);
  });
});

describe('variablesOf', () => {
  test('reads back what was written into a template', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (a, b) => {
        fc.pre(a.isWellFormed() && b.isWellFormed());
        const path = `/v1/x/${encodeURIComponent(a)}/y/${encodeURIComponent(b)}`;
        expect(variablesOf('/v1/x/{a}/y/{b}', path)).toEqual({ a, b });
      }),
    );
  });

  test('never throws, and fits only paths of the same length', () => {
    fc.assert(
      fc.property(fc.string(), (path) => {
        const variables = variablesOf('/v1/{a}', path);
        if (variables) expect(path.split('/')).toHaveLength(3);
      }),
    );
  });

  test.each(['/v1/', '/v1', '/v2/a', '/v1/%zz', '/v1/a/b'])('does not fit %s', (path) => {
    expect(variablesOf('/v1/{a}', path)).toBeUndefined();
  });
});
