import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { authenticationOf } from '../../../core/traffic/authentication.ts';
import { cloudWatchLines } from '../../../core/traffic/cloudwatch.ts';
import type { CollectOptions } from '../../../core/traffic/collect.ts';
import { credentialsIn } from '../../../core/traffic/credential-headers.ts';
import { readLog } from '../../../core/traffic/read-log.ts';
import { routeMatcher } from '../../../core/traffic/routes.ts';
import { schemaOf } from '../../../core/traffic/sample-schema.ts';

const nothing = routeMatcher({ doors: [], routes: [] });
const read = (text: string, options: CollectOptions = { host: '' }) => {
  const chunks = async function* () {
    for (let at = 0; at < text.length; at += 1000) yield Buffer.from(text.slice(at, at + 1000));
  };
  return readLog(chunks(), nothing, 'log', options);
};

describe('logs that are no list of requests', () => {
  test('a connection log says whose certificate an access log’s connection had', async () => {
    const connection =
      '2026-11-24T02:08:00.1Z 203.0.113.9 5000 443 TLSv1.2 cipher 4.0 "CN=fjord-pay,O=Fjord" NotBefore=x 01 Success TID_1\n';
    const { kind, callerOf } = await read(connection.repeat(2));
    expect(kind).toBe('alb-connection');
    const filler = Array.from({ length: 16 }, () => '"-"').join(' ');
    const line = `https 2026-11-20T10:00:00.1Z app/bank/1 203.0.113.7:1 10.0.0.1:80 0 0 0 200 200 0 57 "GET https://a.test:443/loans HTTP/1.1" ${filler} TID_1\n`;
    const { state } = await read(line, { ...(callerOf ? { callerOf } : {}) });
    expect(state.usages).toEqual([expect.objectContaining({ template: '/loans', authenticated: 1 })]);
  });

  test('flow and TLS logs show what listens', async () => {
    const flow = [
      'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
      '2 123456789012 eni-1 203.0.113.9 10.0.0.5 5000 8443 6 10 840 1795486080 1795486140 ACCEPT OK',
      '2 123456789012 eni-1 10.0.0.5 203.0.113.9 8443 5000 6 10 840 1795486080 1795486140 ACCEPT OK',
      '2 123456789012 eni-1 203.0.113.9 10.0.0.6 5000 443 6 10 840 1795486080 1795486140 REJECT OK',
    ].join('\n');
    expect((await read(flow)).listeners).toEqual([
      {
        source: 'vpc-flow',
        host: '10.0.0.5',
        port: 8443,
        connections: 1,
        lastSeen: '2026-11-24T02:09:00.000Z',
      },
    ]);
    const tls =
      'tls 2.0 2026-11-24T02:08:00 net/bank/1 listener 203.0.113.9:5000 10.0.0.1:443 5 2 98 246 - arn - cipher tlsv12 - API.test h2 - - 2026-11-24T02:08:00\n';
    expect((await read(tls)).listeners).toMatchObject([
      { source: 'nlb-tls', host: 'api.test', port: 443, connections: 1 },
    ]);
  });

  test('a subscription record holds lines of its own, packed or not', async () => {
    const message = JSON.stringify({
      apiId: 'a1',
      httpMethod: 'GET',
      path: '/loans',
      status: 200,
      ip: '1.2.3.4',
    });
    const record = JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents: [{ message }, { message }] });
    const packed = JSON.stringify({ awslogs: { data: gzipSync(record).toString('base64') } });
    expect(cloudWatchLines(packed)).toEqual([message, message]);
    expect(cloudWatchLines('{"awslogs":{"data":"H4sIAAAA"}}')).toBeUndefined();
    const { state } = await read(`${packed}\n${record}${record}\n`);
    expect(state.usages).toEqual([expect.objectContaining({ template: '/loans', requests: 6 })]);
  });

  test('a subscription record that unpacks to more than is read is refused', () => {
    const bomb = gzipSync(Buffer.alloc(70 * 1024 * 1024)).toString('base64');
    expect(cloudWatchLines(JSON.stringify({ awslogs: { data: bomb } }))).toBeUndefined();
  });

  test('a capture gives requests, and bodies for drafts only', async () => {
    const entry = {
      startedDateTime: '2026-11-24T02:08:00Z',
      request: {
        method: 'POST',
        url: 'https://api.test/offers?page=1',
        headers: [{ name: 'Authorization', value: 'Bearer top-secret' }],
        postData: { mimeType: 'application/json', text: '{"iban":"SE4550000000058398257466"}' },
      },
      response: { status: 201, content: { mimeType: 'application/json', text: '{"id":1}' } },
    };
    const { kind, state, exchanges } = await read(
      JSON.stringify({ log: { version: '1.2', entries: [entry] } }),
    );
    expect(kind).toBe('har');
    expect(state.usages).toEqual([
      expect.objectContaining({
        method: 'POST',
        template: '/offers',
        authenticated: 1,
        queryNames: { page: 1 },
      }),
    ]);
    expect(JSON.stringify(state)).not.toMatch(/top-secret|SE455/);
    expect(JSON.stringify(schemaOf(exchanges.map(({ requestBody }) => requestBody)))).toBe(
      '{"type":"object","properties":{"iban":{"type":"string"}},"required":["iban"]}',
    );
  });
});

describe('authentication', () => {
  const usage = { requests: 100, statuses: [[200, 100]] as const };

  test('is told by the gateway before headers, by headers before identities, by those before refusals', () => {
    const named = { ...usage, credentials: { authorization: 100 }, authenticated: 40 };
    expect(authenticationOf([named], 'NONE')).toMatchObject({ basis: 'configuration', verdict: 'open' });
    expect(authenticationOf([named])).toMatchObject({ basis: 'headers', verdict: 'required' });
    expect(authenticationOf([{ ...usage, authenticated: 40 }])).toMatchObject({
      basis: 'identity',
      share: 0.4,
    });
    const refused = {
      ...usage,
      statuses: [
        [200, 90],
        [401, 10],
      ] as const,
    };
    expect(authenticationOf([refused])).toMatchObject({ basis: 'refusals', share: 0.1 });
    expect(authenticationOf([usage])).toMatchObject({ basis: 'none', verdict: 'open' });
  });

  test('names of headers tell the kind of credential', () => {
    expect(credentialsIn('Host,Authorization,X-Api-Key,Accept,DPoP')).toEqual([
      'api-key',
      'authorization',
      'proof',
    ]);
    expect(credentialsIn('host:accept:user-agent')).toEqual([]);
  });
});
