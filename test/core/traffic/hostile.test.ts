import { describe, expect, test } from '@jest/globals';
import { trafficCollector } from '../../../core/traffic/collect.ts';
import { inferEndpoints } from '../../../core/traffic/endpoints.ts';
import type { LogFormat } from '../../../core/traffic/log-record.ts';
import { alb } from '../../../core/traffic/readers/alb.ts';
import { apiGatewayJson } from '../../../core/traffic/readers/api-gateway-json.ts';
import { combined } from '../../../core/traffic/readers/web-server.ts';
import { routeMatcher } from '../../../core/traffic/routes.ts';
import { trafficLimits } from '../../../core/traffic/traffic-state.ts';

const nothing = routeMatcher({ doors: [], routes: [] });
const collect = (format: LogFormat, ...chunks: readonly Buffer[]) => {
  const collector = trafficCollector(format, nothing, 'f', { host: '', key: 'k' });
  for (const chunk of chunks) collector.chunk(chunk);
  return collector.state();
};
const albLine = (path: string, status = 200, client = '203.0.113.7'): string =>
  `https 2026-11-20T10:00:00.0Z app/bank/1 ${client}:1 10.0.0.1:80 0 0 0 ${status} 200 0 57 "GET https://a.test:443${path} HTTP/1.1" "ua"\n`;

describe('a hostile log', () => {
  test('three megabytes without an end of line are one line that is too long', () => {
    const state = collect(alb, Buffer.alloc(3_000_000, 'x'), Buffer.from(`\n${albLine('/loans')}`));
    expect(state).toMatchObject({ lines: 2, requests: 1, unparsed: { count: 1 } });
  });

  test('NUL and invalid UTF-8 neither stop it nor enter', () => {
    const bytes = Buffer.concat([
      Buffer.from(albLine('/a\0b')),
      Buffer.from([0x00, 0xff, 0xfe, 0x0a]),
      Buffer.from(albLine('/x').replace('/x', '/\u00ff'), 'latin1'),
      Buffer.from(albLine('/loans')),
    ]);
    const state = collect(alb, bytes);
    expect(state.lines).toBe(4);
    expect(JSON.stringify(state.usages)).not.toContain('\\u0000');
    expect(state.usages.map(({ template }) => template)).toContain('/loans');
  });

  test.each([
    '/../../etc/passwd',
    '/a/%2e%2e/b',
    '/a/..%2f..%2fetc',
    '/a/%252e%252e%252fetc',
    '/a%00b',
    '/a%0d%0aSet-Cookie:x',
    '/<script>',
    '/a\\..\\b',
  ])('%s is no endpoint, however it is answered', (path) => {
    const lines = [1, 2, 3, 4].map((n) => albLine(path, 200, `203.0.113.${n}`)).join('');
    expect(collect(alb, Buffer.from(lines)).usages).toEqual([]);
  });

  test('a line inside of a field is not a line of its own', () => {
    const agent = 'x","path":"/injected","a":"';
    const entry = {
      domainName: 'a.test',
      httpMethod: 'GET',
      userAgent: agent,
      path: '/real',
      status: 200,
      ip: '1.2.3.4',
    };
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    const plain = Buffer.from(`${JSON.stringify({ ...entry, userAgent: 'curl' })}\n`);
    const state = collect(apiGatewayJson, plain, line, plain, line);
    expect(state.usages.map(({ template, requests }) => [template, requests])).toEqual([['/real', 4]]);
    const request =
      '203.0.113.9 - - [24/Nov/2026:02:08:00 +0000] "GET /real HTTP/1.1" 200 1 "-" "\\" 200 GET /injected"\n';
    expect(collect(combined, Buffer.from(request)).usages.map(({ template }) => template)).toEqual(['/real']);
  });

  test('random paths of one scanner neither grow nor crowd out what is used', () => {
    const collector = trafficCollector(alb, nothing, 'f', { key: 'k' });
    const used = Array.from({ length: 40 }, (_, n) => albLine('/loans', 200, `203.0.113.${n}`)).join('');
    for (let block = 0; block < 100; block++) {
      const lines = Array.from({ length: 2_000 }, (_, n) => {
        const word = ((block * 2_000 + n) * 2_654_435_761).toString(26).replace(/\d/g, 'z');
        return albLine(`/${word}/${n % 3 === 0 ? word : n}`, n % 2 === 0 ? 404 : 200, '198.51.100.1');
      });
      collector.chunk(Buffer.from(lines.join('')));
    }
    collector.chunk(Buffer.from(used));
    const state = collector.state();
    expect(state.lines).toBe(200_040);
    expect(state.usages.length).toBeLessThanOrEqual(trafficLimits.undeclared);
  });

  test('a card number, an account number and a mail address in a path are told, and never kept', () => {
    const paths = [
      '/cards/4111111111111111',
      '/accounts/SE4550000000058398257466',
      '/holders/ada%40bank.test',
    ];
    const lines = paths.flatMap((path) => [1, 2, 3].map((n) => albLine(path, 200, `203.0.113.${n}`)));
    const state = collect(alb, Buffer.from(lines.join('')));
    expect(
      state.usages
        .flatMap(({ data = [] }) => data)
        .map(({ type, sample }) => [type, sample])
        .sort(),
    ).toEqual([
      ['card-number', '411111…1111'],
      ['email', 'a…@….test'],
      ['iban', 'SE45…7466'],
    ]);
    expect(JSON.stringify(state)).not.toMatch(/4111111111111111|SE4550000000058398257466|ada/);
    expect(inferEndpoints(state).map(({ template }) => template)).toEqual([
      '/accounts/{accountId}',
      '/cards/{cardId}',
      '/holders/{holderId}',
    ]);
  });
});
