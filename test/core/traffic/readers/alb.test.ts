import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseLine } from '../../../../core/traffic/parse-line.ts';
import { alb } from '../../../../core/traffic/readers/alb.ts';

/** The example of the user guide with our own names, as AWS writes it. */
const line = (request: string, status = '200', tail = ''): string =>
  `https 2026-11-20T10:00:00.186641Z app/bank/50dc6c495c0c9188 203.0.113.7:2817 10.0.0.1:80 0.086 0.048 0.037 ${status} 200 0 57 "${request}" "curl/8 \\x22x\\x22" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/t/1 "Root=1-58337281" "loans.demo-bank.test" "arn:aws:acm:us-east-1:000000000000:certificate/1" 1 2026-11-20T10:00:00.000000Z "forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1${tail}`;

describe('an ALB access-log line', () => {
  test('gives host, method, path, status, client and time', () => {
    expect(parseLine(alb, line('GET https://Loans.demo-bank.test:443/loans/42?x=1 HTTP/1.1'))).toEqual({
      host: 'loans.demo-bank.test',
      method: 'GET',
      path: '/loans/42',
      queryNames: ['x'],
      status: 200,
      principal: '203.0.113.7',
      at: '2026-11-20T10:00:00.186Z',
    });
  });

  test('fields that AWS appends later change nothing', () => {
    const request = 'GET https://a.test:443/x HTTP/2.0';
    expect(parseLine(alb, line(request, '200', ' "-" "-" "-" new'))).toEqual(parseLine(alb, line(request)));
  });

  test.each([
    ['https://a.test:443 HTTP/1.1', '/'],
    ['https://a.test:443/a/b HTTP/1.1', '/a/b'],
    ['http://[2001:db8::1]:80/a HTTP/1.1', '/a'],
    ['wss://a.test:443/socket HTTP/1.1', '/socket'],
  ])('of %s the path is %s', (target, path) => {
    expect(parseLine(alb, line(`GET ${target}`))).toMatchObject({ path });
  });

  test('a request that was never answered has status 0', () => {
    expect(parseLine(alb, line('GET https://a.test:443/x HTTP/1.1', '-'))).toMatchObject({ status: 0 });
  });

  test.each([
    ['what ALB writes for garbage', line('- http://a.test:80- -'), 'not an HTTP request line'],
    ['a cut line', 'https 2026-11-20T10:00:00Z app/bank/1 203.0.113.7:1', 'ends before the request'],
    ['an open quote', `${line('x').split('"')[0]}"GET https://a.test`, 'ends before the request'],
  ])('%s is unparsed, with the reason', (_, text, reason) => {
    expect(parseLine(alb, text)).toEqual({ unparsed: expect.stringContaining(reason) });
  });

  test('an empty line is no line', () => {
    expect(parseLine(alb, '')).toBeUndefined();
  });

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        parseLine(alb, text);
        parseLine(alb, line(text));
      }),
    );
  });
});
