import { afterEach, describe, expect, test } from '@jest/globals';
import { QuotaUnavailable } from '../../../aws/api-gateway/clients.ts';
import { gatewayReader } from '../../../aws/api-gateway/gateway-reader.ts';
import { AccountNotReachable } from '../../../aws/sts/member-role.ts';
import { account, everything, payments, readerOf, region } from '../../support/gateway/reader-world.ts';
import { countingQuota, denied, testCredentials, wire } from '../../support/gateway/wire.ts';

describe('lists', () => {
  test('REST APIs, and those of version 2: HTTP and WebSocket', async () => {
    const { reader } = readerOf(everything);
    expect(await reader.listRestApis()).toEqual([{ id: 'a1b2c3d4e5', name: 'payments' }]);
    expect(await reader.listHttpApis()).toEqual([
      { id: 'h1h2h3h4h5', name: 'fx-rates' },
      { id: 'w1w2w3w4w5', name: 'prices-push' },
    ]);
  });

  test('the throttle of the account; unreadable is undefined, not a guess', async () => {
    expect(await readerOf(everything).reader.accountThrottle()).toEqual({
      rateLimit: 10000,
      burstLimit: 5000,
    });
    expect(await readerOf({ 'GET /account': denied }).reader.accountThrottle()).toBeUndefined();
  });

  test('an API that is not answered at all is thrown, so that its caller names it', async () => {
    const { reader } = readerOf({ ...everything, [payments]: denied });
    await expect(reader.readRestApi('a1b2c3d4e5')).rejects.toThrow('not authorized');
  });
});

describe('the quota', () => {
  test('every call takes its token, by the name of its operation', async () => {
    const { reader, quota, requests } = readerOf(everything);
    await reader.listRestApis();
    await reader.readRestApi('a1b2c3d4e5');
    expect(quota.taken).toHaveLength(requests.length);
    expect(quota.taken.slice(0, 3)).toEqual(
      ['GetRestApis', 'GetRestApi', 'GetStages'].map((one) => `${account} ${region} ${one}`),
    );
  });

  test('a retry takes a token too', async () => {
    const quota = countingQuota();
    const refusing = wire({
      'GET /account': {
        status: 429,
        error: 'TooManyRequestsException',
        body: { message: 'Too Many Requests' },
      },
    });
    const answering = wire(everything);
    const reader = gatewayReader(account, region, {
      quota,
      credentials: testCredentials,
      requestHandler: {
        handle: (request: never) =>
          (refusing.requests.length === 0 ? refusing : answering).requestHandler.handle(request),
      } as never,
    });
    expect(await reader.accountThrottle()).toEqual({ rateLimit: 10000, burstLimit: 5000 });
    expect(quota.taken).toHaveLength(2);
  });

  test('a table that fails is no answer of API Gateway: it is thrown, not taken for an unread fact', async () => {
    const denial = Object.assign(new Error('no'), {
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
    });
    const reader = gatewayReader(account, region, {
      quota: { take: () => Promise.reject(denial) },
      credentials: testCredentials,
      requestHandler: wire(everything).requestHandler as never,
    });
    await expect(reader.accountThrottle()).rejects.toThrow(QuotaUnavailable);
  });

  test('whoever counts calls is told of each', async () => {
    const calls: string[] = [];
    const reader = gatewayReader(account, region, {
      quota: countingQuota(),
      credentials: testCredentials,
      requestHandler: wire(everything).requestHandler as never,
      onCall: (operation) => calls.push(operation),
    });
    await reader.listRestApis();
    await reader.accountThrottle();
    expect(calls).toEqual(['GetRestApis', 'GetAccount']);
  });
});

describe('another account', () => {
  afterEach(() => {
    delete process.env.GOVERNANCE_CYCLE_MACHINE_ARN;
  });

  test("without a role in it is refused, and not answered with this account's APIs", async () => {
    process.env.GOVERNANCE_CYCLE_MACHINE_ARN = 'arn:aws:states:eu-central-1:999999999999:stateMachine:cycle';
    const network = wire(everything);
    const reader = gatewayReader(account, region, {
      quota: countingQuota(),
      requestHandler: network.requestHandler as never,
    });
    await expect(reader.listRestApis()).rejects.toThrow(AccountNotReachable);
    await expect(reader.readHttpApi('h1h2h3h4h5')).rejects.toThrow(AccountNotReachable);
    expect(network.requests).toEqual([]);
  });
});
