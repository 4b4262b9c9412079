import { describe, expect, test } from '@jest/globals';
import { contextOf, formatted, type ServedCall } from '../../../../local/front-door/data-plane/access-log.ts';

const token = (claims: object) =>
  `${btoa('{"alg":"none"}')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

const call = (over: Partial<ServedCall> = {}): ServedCall => ({
  apiId: 'a1',
  stage: 'v1',
  method: 'GET',
  path: '/v1/payments/1',
  resourcePath: '/payments/{id}',
  domainName: 'api.demo-bank.test',
  sourceIp: '127.0.0.1',
  headers: ['User-Agent', 'probe', 'Authorization', `Bearer ${token({ client_id: 'fintech-1', sub: 's' })}`],
  reply: { status: 200, headers: ['x-amzn-requestid', 'r1'], body: Buffer.from('{}') },
  startedAt: new Date('2026-03-01T04:05:06Z'),
  latencyMs: 12,
  ...over,
});

const refused = (status: number, kind: string, body = '{}') =>
  call({ reply: { status, headers: ['x-amzn-ErrorType', kind], body: Buffer.from(body) } });

describe('contextOf', () => {
  test('tells of a call that was served', () => {
    expect(contextOf(call())).toMatchObject({
      requestId: 'r1',
      status: '200',
      resourcePath: '/payments/{id}',
      requestTime: '01/Mar/2026:04:05:06 +0000',
      requestTimeEpoch: '1772337906000',
      domainName: 'api.demo-bank.test',
      'identity.userAgent': 'probe',
      'authorizer.principalId': 'fintech-1',
      'integration.status': '200',
      'error.responseType': undefined,
    });
  });

  test.each([
    [401, 'UnauthorizedException', '{}', 'UNAUTHORIZED'],
    [403, 'AccessDeniedException', '{}', 'ACCESS_DENIED'],
    [403, 'MissingAuthenticationTokenException', '{}', 'MISSING_AUTHENTICATION_TOKEN'],
    [400, 'BadRequestException', '{"message": "Invalid request body"}', 'BAD_REQUEST_BODY'],
    [
      400,
      'BadRequestException',
      '{"message": "Missing required request parameters: [a]"}',
      'BAD_REQUEST_PARAMETERS',
    ],
    [429, 'TooManyRequestsException', '{}', 'THROTTLED'],
  ])('tells why the gateway itself answered %i (%s)', (status, kind, body, type) => {
    const context = contextOf(refused(status, kind, body));
    expect(context['error.responseType']).toBe(type);
    expect(context['integration.status']).toBeUndefined();
    expect(context['authorizer.principalId']).toBeUndefined();
  });

  test('knows no principal without a readable token', () => {
    expect(
      contextOf(call({ headers: ['Authorization', 'Bearer opaque'] }))['authorizer.principalId'],
    ).toBeUndefined();
    expect(contextOf(call({ headers: [] }))['authorizer.principalId']).toBeUndefined();
  });
});

describe('formatted', () => {
  test('fills in what is known and a hyphen for the rest', () => {
    const line = formatted(
      '{"s":"$context.status","e":"$context.error.responseType","x":"$context.waf.status"}\n',
      {
        status: '200',
      },
    );
    expect(line).toBe('{"s":"200","e":"-","x":"-"}');
  });
});
