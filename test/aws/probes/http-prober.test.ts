import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { httpProber } from '../../../aws/probes/http-prober.ts';

let server: Server;
let door: string;
const seen: {
  host?: string | undefined;
  method?: string | undefined;
  url?: string | undefined;
  body: string;
}[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push({ host: request.headers.host, method: request.method, url: request.url, body });
      if (request.url === '/moved') response.writeHead(302, { location: '/elsewhere' }).end();
      else if (request.url === '/large') response.end('x'.repeat(1_000_000));
      else if (request.url === '/cut') request.socket.destroy();
      else response.writeHead(200, { 'X-Backend': 'accounts' }).end('{"backend":"accounts"}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  door = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(
  () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
    }),
);

const send = (path: string, rest: object = {}) =>
  httpProber(door).send({ method: 'GET', url: `https://api.bank.example${path}`, headers: {}, ...rest });

describe('httpProber', () => {
  test('connects to the door and keeps the name, path and body', async () => {
    const answer = await send('/accounts/x?y=1', {
      method: 'POST',
      body: '[]',
      headers: { 'content-type': 'text/plain' },
    });
    expect(seen.at(-1)).toEqual({
      host: 'api.bank.example',
      method: 'POST',
      url: '/accounts/x?y=1',
      body: '[]',
    });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'x-backend': 'accounts' },
      body: '{"backend":"accounts"}',
    });
  });

  test('follows no redirect', async () => {
    expect((await send('/moved')).status).toBe(302);
    expect(seen.at(-1)?.url).toBe('/moved');
  });

  test('reads a bounded part of a large answer', async () => {
    const answer = await send('/large');
    expect('body' in answer && answer.body.length).toBe(16_384);
  });

  test('a connection that fails is an answer', async () => {
    expect(await send('/cut')).toEqual({ status: 'UNREACHABLE', reason: 'ECONNRESET' });
    expect(
      await httpProber('http://127.0.0.1:1').send({ method: 'GET', url: 'https://x.test/', headers: {} }),
    ).toEqual({ status: 'UNREACHABLE', reason: 'ECONNREFUSED' });
  });
});
