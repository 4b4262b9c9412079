import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseLine } from '../../../../core/traffic/parse-line.ts';
import { apiGatewayJson } from '../../../../core/traffic/readers/api-gateway-json.ts';

const parse = (entry: unknown) => parseLine(apiGatewayJson, JSON.stringify(entry));

describe('an API Gateway access-log line', () => {
  test('in a format with everything', () => {
    expect(
      parse({
        requestId: 'r-1',
        apiId: 'abc123',
        stage: 'live',
        domainName: 'API.demo-bank.test',
        httpMethod: 'GET',
        path: '/accounts/42?x=1',
        resourcePath: '/{proxy+}',
        status: '200',
        principalId: 'fjord-pay',
        ip: '203.0.113.7',
        requestTimeEpoch: 1_795_428_480_000,
      }),
    ).toEqual({
      host: 'api.demo-bank.test',
      gatewayId: 'abc123',
      method: 'GET',
      path: '/accounts/42',
      queryNames: ['x'],
      template: '/{proxy+}',
      status: 200,
      principal: 'fjord-pay',
      authenticated: true,
      at: '2026-11-23T10:08:00.000Z',
    });
  });

  test('names of query parameters come from the path or from a field of their own, never their values', () => {
    const entry = { apiId: 'abc123', httpMethod: 'GET', path: '/a', status: 200 };
    expect(parse({ ...entry, queryString: 'page=2&iban=DE02120300000000202051' })).toMatchObject({
      queryNames: ['page', 'iban'],
    });
    expect(JSON.stringify(parse({ ...entry, path: '/a?token=secret-value' }))).not.toContain('secret-value');
    expect(parse(entry)).not.toHaveProperty('queryNames');
  });

  test("in AWS's own default format: no host and no path, the route is all that is known", () => {
    const entry = {
      requestId: 'r',
      ip: '203.0.113.7',
      user: '-',
      caller: '-',
      requestTime: '24/Nov/2026:02:08:00 +0100',
      httpMethod: 'POST',
      resourcePath: '/payments',
      status: 201,
      protocol: 'HTTP/1.1',
    };
    expect(parse(entry)).toEqual({ unparsed: 'The line has neither a host nor an API id.' });
    expect(parse({ ...entry, apiId: 'abc123' })).toEqual({
      host: '',
      gatewayId: 'abc123',
      method: 'POST',
      path: '/payments',
      template: '/payments',
      status: 201,
      principal: '203.0.113.7',
      at: '2026-11-24T01:08:00.000Z',
    });
  });

  test('of an HTTP API: the route key names method and route', () => {
    const base = { domainName: 'a.test', path: '/rates/EUR', status: 200 };
    expect(parse({ ...base, routeKey: 'GET /rates/{currency}' })).toMatchObject({
      method: 'GET',
      template: '/rates/{currency}',
    });
    expect(parse({ ...base, httpMethod: 'GET', routeKey: '$default' })).not.toHaveProperty('template');
    expect(parse({ ...base, httpMethod: 'PUT', routeKey: 'ANY /rates/{currency}' })).toMatchObject({
      method: 'PUT',
      template: '/rates/{currency}',
    });
  });

  test('keys may be nested, dotted, in any case, or carry the name of $context', () => {
    expect(
      parse({
        context: { identity: { sourceIp: '1.2.3.4' }, authorizer: { principalId: 'client-7' } },
        'context.domainName': 'a.test',
        http_method: 'get',
        RequestPath: '/x',
        'status-code': '204',
      }),
    ).toMatchObject({ host: 'a.test', method: 'GET', path: '/x', status: 204, principal: 'client-7' });
  });

  test('the strongest identity counts, and a dash is none', () => {
    const entry = { host: 'a.test', method: 'GET', path: '/x', status: 200, ip: '1.2.3.4' };
    expect(parse({ ...entry, apiKeyId: 'key-1' })).toMatchObject({ principal: 'key-1' });
    expect(parse({ ...entry, apiKeyId: '-' })).toMatchObject({ principal: '1.2.3.4' });
  });

  test.each([
    ['not json', 'The line is not JSON.'],
    ['[1]', 'The line is not a JSON object.'],
    ['{"host":"a.test","path":"/x"}', 'The line has no HTTP method.'],
    ['{"host":"a.test","method":"GET"}', 'The line has no path and no resource path.'],
    ['{"host":"a.test","method":"GET","path":"x"}', 'The line has no path and no resource path.'],
  ])('%s is unparsed', (text, unparsed) => {
    expect(parseLine(apiGatewayJson, text)).toEqual({ unparsed });
  });

  test('no text and no JSON make it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        parseLine(apiGatewayJson, text);
      }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('path', 'method', 'host', 'status', 'time'), fc.jsonValue()),
        (entry) => {
          parse(entry);
        },
      ),
    );
  });
});
