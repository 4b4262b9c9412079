import { describe, expect, test } from '@jest/globals';
import { addressOf } from '../../../../local/front-door/data-plane/address.ts';

describe('addressOf', () => {
  test.each([
    ['127.0.0.1:4000', '/_aws/execute-api/a1/v1/payments/1?x=%2F', 'a1', 'v1', '/payments/1?x=%2F'],
    ['127.0.0.1:4000', '/_aws/execute-api/a1/v1', 'a1', 'v1', '/'],
    ['127.0.0.1:4000', '/_aws/execute-api/a1/$default?x=1', 'a1', '$default', '/?x=1'],
    ['127.0.0.1:4000', '/restapis/a1/v1/_user_request_/payments', 'a1', 'v1', '/payments'],
    ['a1b2c3d4.execute-api.us-east-1.amazonaws.com', '/v1/payments?x=1', 'a1b2c3d4', 'v1', '/payments?x=1'],
    ['a1b2c3d4.execute-api.us-east-1.amazonaws.com', '/v1?x=1', 'a1b2c3d4', 'v1', '/?x=1'],
  ])('%s%s is a call to an API', (host, target, apiId, stage, rest) => {
    expect(addressOf(host, target)).toEqual({ kind: 'endpoint', apiId, stage, rest });
  });

  test('any other host is a custom domain', () => {
    expect(addressOf('API.demo-bank.test:8443', '/accounts/1?x')).toEqual({
      kind: 'domain',
      domain: 'api.demo-bank.test',
      rest: '/accounts/1?x',
    });
  });

  test.each(['127.0.0.1:4000', 'localhost', 'apigateway.us-east-1.amazonaws.com', 's3.localhost:4000', ''])(
    'a call to %s is one to AWS',
    (host) => {
      expect(addressOf(host, '/restapis')).toBeUndefined();
    },
  );
});
