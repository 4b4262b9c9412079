import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { detectFormat } from '../../../../core/traffic/detect-format.ts';
import { type LogFormatName, logFormats } from '../../../../core/traffic/log-formats.ts';
import { parseLine } from '../../../../core/traffic/parse-line.ts';

/** One line of each format as its writer puts it down, and what it says. */
const samples: readonly (readonly [LogFormatName, string, object])[] = [
  [
    'api-gateway-json',
    '{ "requestId":"a", "ip": "203.0.113.9", "caller":"-", "requestTime":"24/Nov/2026:02:08:00 +0100", "httpMethod":"GET", "path":"/live/loans/7", "resourcePath":"/loans/{id}", "status":"200", "domainName":"x.execute-api.eu-central-1.amazonaws.com", "stage":"live" }',
    {
      method: 'GET',
      path: '/live/loans/7',
      template: '/loans/{id}',
      status: 200,
      at: '2026-11-24T01:08:00.000Z',
    },
  ],
  [
    'api-gateway-clf',
    '203.0.113.9 - - [24/Nov/2026:02:08:00 +0000] "GET /loans/{id} HTTP/1.1" 200 512 3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    {
      host: '',
      method: 'GET',
      path: '/loans/{id}',
      template: '/loans/{id}',
      status: 200,
      principal: '203.0.113.9',
    },
  ],
  [
    'api-gateway-csv',
    '203.0.113.9,-,-,24/Nov/2026:02:08:00 +0000,POST,/loans,HTTP/1.1,201,17,3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    { method: 'POST', path: '/loans', template: '/loans', status: 201, at: '2026-11-24T02:08:00.000Z' },
  ],
  [
    'api-gateway-xml',
    '<request id="r"> <ip>203.0.113.9</ip> <caller>-</caller> <user>ada</user> <requestTime>24/Nov/2026:02:08:00 +0000</requestTime> <httpMethod>GET</httpMethod> <resourcePath>/loans/{id}</resourcePath> <protocol>HTTP/1.1</protocol> <status>200</status> <responseLength>1</responseLength> </request>',
    { method: 'GET', template: '/loans/{id}', status: 200, principal: 'ada' },
  ],
  [
    'alb',
    'h2 2026-11-20T10:00:00.186641Z app/bank/1 [2001:db8::7]:2817 10.0.0.1:80 0.0 0.0 0.0 200 200 0 57 "GET https://api.test:443/loans/42?x=1 HTTP/2.0" "curl" - -',
    { host: 'api.test', path: '/loans/42', principal: '2001:db8::7', status: 200 },
  ],
  [
    'cloudfront',
    '2026-11-24\t02:08:00\tFRA56\t512\t203.0.113.9\tGET\td111.cloudfront.net\t/loans/42\t200\t-\tcurl\tpage=1\t-\tMiss\tid\tapi.bank.test\thttps',
    { host: 'api.bank.test', path: '/loans/42', queryNames: ['page'], at: '2026-11-24T02:08:00.000Z' },
  ],
  [
    'cloudfront-json',
    '{"date":"2026-11-24","time":"02:08:00","c-ip":"203.0.113.9","cs-method":"GET","x-host-header":"api.bank.test","cs-uri-stem":"/loans/42","sc-status":"200","cs-uri-query":"-"}',
    { host: 'api.bank.test', path: '/loans/42', status: 200, at: '2026-11-24T02:08:00.000Z' },
  ],
  [
    'vpc-lattice',
    '{"hostHeader":"loans.internal.test","sourceVpcArn":"arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-1","requestMethod":"GET","requestPath":"/loans/42?x=1","responseCode":200,"callerPrincipal":"arn:aws:iam::111122223333:role/web","startTime":"2026-11-24T02:08:00Z","sourceIpPort":"10.0.0.1:5000","serviceNetworkArn":"arn:aws:vpc-lattice:eu-central-1:111122223333:servicenetwork/sn-1"}',
    { host: 'loans.internal.test', principal: 'arn:aws:iam::111122223333:role/web', authenticated: true },
  ],
  [
    'combined',
    '203.0.113.9 - - [24/Nov/2026:02:08:00 +0000] "GET /loans/42?x=1 HTTP/1.1" 200 512 "https://a.test/" "Mozilla \\"x\\""',
    { host: '', path: '/loans/42', queryNames: ['x'], status: 200 },
  ],
  [
    'vhost-combined',
    'api.bank.test:443 203.0.113.9 - ada [24/Nov/2026:02:08:00 +0000] "GET /loans/42 HTTP/1.1" 200 512 "-" "curl"',
    { host: 'api.bank.test', principal: 'ada', authenticated: true },
  ],
  [
    'envoy',
    '[2026-11-24T02:08:00.123Z] "GET /loans/42 HTTP/1.1" 200 - 0 57 3 2 "203.0.113.9" "curl" "id-1" "api.bank.test" "10.0.0.1:80"',
    { host: 'api.bank.test', path: '/loans/42', principal: '203.0.113.9', at: '2026-11-24T02:08:00.123Z' },
  ],
  [
    'istio',
    '[2026-11-24T02:08:00.123Z] "GET /loans/42 HTTP/1.1" 200 - via_upstream - "-" 0 57 3 2 "203.0.113.9" "curl" "id-1" "api.bank.test" "10.0.0.1:80" inbound|8080||',
    { host: 'api.bank.test', path: '/loans/42', principal: '203.0.113.9' },
  ],
  [
    'kong',
    '{"request":{"method":"GET","uri":"/loans/42?x=1","headers":{"host":"api.bank.test","authorization":"REDACTED"}},"response":{"status":200},"latencies":{"request":3},"client_ip":"203.0.113.9","started_at":1795486080000,"consumer":{"username":"fjord-pay"}}',
    { host: 'api.bank.test', path: '/loans/42', principal: 'fjord-pay', authenticated: true },
  ],
  [
    'waf',
    '{"timestamp":1795486080000,"webaclId":"arn:aws:wafv2:x","action":"ALLOW","httpRequest":{"clientIp":"203.0.113.9","headers":[{"name":"Host","value":"api.bank.test"},{"name":"Authorization","value":"x"}],"uri":"/loans/42","args":"","httpMethod":"GET"}}',
    { host: 'api.bank.test', path: '/loans/42', status: 0 },
  ],
  [
    'json-lines',
    '{"ts":1795486080.5,"verb":"GET","host":"api.bank.test","uri":"/loans/42","code":200,"remote_addr":"203.0.113.9"}',
    { host: 'api.bank.test', path: '/loans/42', status: 200, at: '2026-11-24T02:08:00.500Z' },
  ],
];

describe('each format', () => {
  test('has a sample here', () => {
    expect(samples.map(([name]) => name).sort()).toEqual(Object.keys(logFormats).sort());
  });

  test.each(samples)('%s is read', (name, line, said) => {
    expect(parseLine(logFormats[name], line)).toMatchObject(said);
  });

  test.each(samples)('%s is recognised by its lines', (name, line) => {
    expect(detectFormat(`${line}\n${line}\n`)).toBe(name);
  });

  test.each(samples)('%s reads or refuses whatever comes, and never throws', (name, line) => {
    const format = logFormats[name];
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat({ max: line.length }), (junk, at) => {
        parseLine(format, junk);
        parseLine(format, line.slice(0, at));
        parseLine(format, line.slice(0, at) + junk + line.slice(at));
      }),
      { numRuns: 50 },
    );
  });
});

test('CloudFront names its columns itself', () => {
  const reader = logFormats.cloudfront.reader();
  const fields = { bytes: Buffer.alloc(0), start: new Int32Array(32).fill(-1), end: new Int32Array(32) };
  const read = (line: string) => reader.read(Buffer.from(line), 0, Buffer.byteLength(line), fields);
  expect(read('#Version: 1.0')).toBe(false);
  expect(read('#Fields: timestamp(ms) c-ip cs-method x-host-header cs-uri-stem sc-status')).toBe(false);
  expect(read('1795486080000\t203.0.113.9\tGET\tapi.test\t/x\t200')).toBe(true);
});

test.each([
  ['', undefined],
  ['hello\nworld\n', undefined],
  ['{"log":{"version":"1.2","entries":[]}}', 'har'],
  ['{"messageType":"DATA_MESSAGE","logEvents":[]}', 'cloudwatch'],
  ['{"awslogs":{"data":"H4sI"}}', 'cloudwatch'],
  [
    'tls 2.0 2026-11-24T02:08:00 net/bank/1 listener 203.0.113.9:5000 10.0.0.1:443 5 2 98 246 - arn - cipher tlsv12 - api.test h2 - - 2026-11-24T02:08:00',
    'nlb-tls',
  ],
  ['2 123456789012 eni-1 203.0.113.9 10.0.0.5 5000 443 6 10 840 1795486080 1795486140 ACCEPT OK', 'vpc-flow'],
  [
    '2026-11-24T02:08:00.1Z 203.0.113.9 5000 443 TLSv1.2 cipher 4.0 "CN=fjord" NotBefore=x 01 Success TID_1',
    'alb-connection',
  ],
])('%.30j is %s', (head, kind) => {
  expect(detectFormat(head)).toBe(kind);
});
