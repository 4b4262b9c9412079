import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { runTraffic, type TrafficOptions } from '../../bin/traffic-run.ts';
import { readDocument } from '../../core/documentation/read-document.ts';
import { trafficReport } from '../../core/traffic/traffic-report.ts';

let folder = '';
const at = (name: string): string => join(folder, name);

const line = (method: string, path: string, caller: string, status = 200): string =>
  JSON.stringify({
    domainName: 'api.bank.test',
    httpMethod: method,
    path,
    status,
    principalId: caller,
    requestTime: '24/Nov/2026:02:08:00 +0000',
  });

const log = [
  ...[1, 2, 3, 4, 5, 6].flatMap((n) => [
    line('GET', `/v1/accounts/${1000 + n}`, `p${n % 3}`),
    line('POST', `/v1/exports/${2000 + n}/retry?dry=1`, `p${n % 2}`),
  ]),
  line('GET', '/wp-login.php', 'scanner', 404),
  'broken',
].join('\n');

const spec = `openapi: 3.0.3
info: {title: accounts, version: 1.0.0}
servers: [{url: 'https://api.bank.test/v1'}]
paths: {'/accounts/{accountId}': {get: {responses: {'200': {description: ok}}}}}
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-traffic-'));
  writeFileSync(at('access.log'), log);
  writeFileSync(at('packed'), gzipSync(log));
  writeFileSync(at('cut.gz'), gzipSync(log).subarray(0, 60));
  writeFileSync(at('spec.yaml'), spec);
  writeFileSync(
    at('map.yaml'),
    'format: \'$remote_addr [$time_local] "$request" $status\'\nhost: web.bank.test\n',
  );
  writeFileSync(
    at('web.log'),
    [1, 2, 3].map((n) => `203.0.113.${n} [24/Nov/2026:02:08:00 +0000] "GET /offers HTTP/1.1" 200\n`).join(''),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = async (logs: readonly string[], options: Partial<TrafficOptions> = {}) => {
  const out = at('out');
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const code = await runTraffic(logs.map(at), { format: 'json', out, ...options });
    return {
      code,
      text: readFileSync(out, 'utf8'),
      said: stderr.mock.calls.map(([text]) => String(text)).join(''),
    };
  } finally {
    stderr.mockRestore();
  }
};
const reportOf = (text: string) => trafficReport.parse(JSON.parse(text));

describe('gatehouse traffic', () => {
  test('lists what is used, and tells what no document knows', async () => {
    const { code, text, said } = await run(['access.log'], { spec: [at('spec.yaml')] });
    expect(code).toBe(0);
    const { endpoints, stats } = reportOf(text);
    expect(
      endpoints.map(({ method, template, state, documented }) => [method, template, state, documented]),
    ).toEqual([
      ['GET', '/v1/accounts/{accountId}', 'managed', true],
      ['POST', '/v1/exports/{exportId}/retry', 'shadow', false],
    ]);
    expect(endpoints[1]).toMatchObject({
      host: 'api.bank.test',
      support: { requests: 6, principals: 2 },
      statuses: { '2xx': 6 },
      parameters: [
        { name: 'exportId', in: 'path', type: 'integer' },
        { name: 'dry', in: 'query', type: 'string' },
      ],
      authentication: { basis: 'identity', verdict: 'required' },
      lastSeen: '2026-11-24T02:08:00.000Z',
    });
    expect(stats).toMatchObject({ lines: 14, unparsed: 1, requests: 13, ignored: 1 });
    expect(said).toContain(`access.log:14: The line is not JSON.`);
  });

  test('packed logs are told by their bytes, and a cut one is said', async () => {
    expect(reportOf((await run(['packed'])).text).endpoints).toHaveLength(2);
    const cut = await run(['cut.gz', 'access.log']);
    expect(cut.code).toBe(2);
    expect(cut.said).toContain('cut off or damaged');
    expect(reportOf(cut.text).endpoints).toHaveLength(2);
  });

  test('the threshold decides the exit code', async () => {
    expect((await run(['access.log'], { failOn: ['shadow'] })).code).toBe(1);
    expect((await run(['access.log'], { failOn: ['zombie'] })).code).toBe(0);
  });

  test('--since leaves older requests out', async () => {
    const { text } = await run(['access.log'], { since: Date.parse('2026-11-25') });
    expect(reportOf(text)).toMatchObject({ endpoints: [], stats: { requests: 0 } });
  });

  test('a format of one’s own is read by its format string', async () => {
    const { text } = await run(['web.log'], { fieldMap: at('map.yaml') });
    expect(reportOf(text).endpoints).toEqual([
      expect.objectContaining({
        host: 'web.bank.test',
        template: '/offers',
        support: { requests: 3, principals: 3 },
      }),
    ]);
  });

  test('a log that no format fits is said, with what to do', async () => {
    writeFileSync(at('poem.txt'), 'roses are red\nviolets are blue\n');
    const { code, said } = await run(['poem.txt']);
    expect(code).toBe(2);
    expect(said).toContain('--field-map');
  });

  test('--explain says which decision was the weakest, without values', async () => {
    const { text } = await run(['access.log'], { explain: 'POST api.bank.test/v1/exports/{id}/retry' });
    expect(text).toContain('← the weakest decision');
    expect(text).not.toContain('2001');
    await expect(run(['access.log'], { explain: '/nowhere' })).rejects.toThrow('No such endpoint');
  });

  test('--draft writes a document that is marked as inferred', async () => {
    await run(['access.log'], { spec: [at('spec.yaml')], draft: at('drafts') });
    const reading = readDocument(readFileSync(at('drafts/api.bank.test.openapi.json'), 'utf8'), 'draft');
    expect(reading).toMatchObject({ ok: true, problems: [] });
    expect(reading.ok && reading.read.document.paths).toMatchObject({
      '/v1/exports/{exportId}/retry': {
        post: { 'x-gatehouse-inferred': { from: 'traffic', requests: 6, principals: 2 } },
      },
    });
  });

  test.each([80, 120])('the table fits %i columns', async (columns) => {
    process.env.COLUMNS = String(columns);
    try {
      const { text } = await run(['access.log'], { format: 'text' });
      for (const row of text.split('\n')) expect([...row].length).toBeLessThanOrEqual(columns);
      expect(text).toContain('/v1/exports/{exportId}/retry');
    } finally {
      delete process.env.COLUMNS;
    }
  });
});
