import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { LambdaClient, ListFunctionUrlConfigsCommand } from '@aws-sdk/client-lambda';
import { describe, expect, test } from '@jest/globals';
import { collectorCalls } from '../../../aws/collectors/calls.ts';
import { collectLambdaUrls } from '../../../aws/collectors/lambda-urls.ts';
import { collectLoadBalancers } from '../../../aws/collectors/load-balancers.ts';
import { refusal } from '../../../aws/collectors/refusals.ts';
import { services } from '../../../aws/collectors/services.ts';
import { AccountNotReachable } from '../../../aws/sts/member-role.ts';
import { hiddenBy } from '../../../core/inventory/collectors/hidden-by.ts';
import { collectorWorld } from '../../support/aws/collector-world.ts';
import { type Recorded, recordingOf } from '../../support/aws/recorded-aws.ts';
import { inVirtualTime } from '../../support/aws/virtual-time.ts';

const listing = (answers: readonly Recorded[], more = {}) => {
  const world = collectorWorld({ 'acm:ListCertificates': answers }, more);
  const calls = collectorCalls(world.context);
  const client = calls.client('acm', (config) => new ACMClient(config));
  const list = () =>
    calls.list('acm:ListCertificates', '', async (NextToken) => {
      const page = await client.send(new ListCertificatesCommand({ NextToken }));
      return { items: page.CertificateSummaryList, next: page.NextToken };
    });
  return { ...world, calls, list };
};
const page = (arns: readonly string[], NextToken?: string) => ({
  CertificateSummaryList: arns.map((CertificateArn) => ({ CertificateArn })),
  NextToken,
});

describe('lists', () => {
  test('empty pages on the way are no end', async () => {
    const { calls, list } = listing([
      { answer: page([], 'b'), once: true },
      { answer: page([], 'c'), once: true },
      { answer: page(['last']) },
    ]);
    expect(await list()).toHaveLength(1);
    expect(calls.reading([], 1)).toMatchObject({ failures: [], calls: { ListCertificates: 3 } });
  });

  test.each([
    ['the same token', ['a', 'a']],
    ['tokens that go round', ['a', 'b', 'a']],
  ])('%s: cut off, what was read stays, and a row says so', async (_name, tokens) => {
    const { calls, list } = listing(
      tokens.map((token) => ({ answer: page([`before ${token}`], token), once: true })),
    );
    expect(await list()).toHaveLength(tokens.length);
    expect(calls.reading([], 0).failures).toEqual([{ call: 'ListCertificates', reason: 'PARSE', about: '' }]);
  });

  test('a page that fails ends the list, and what came before it stays', async () => {
    const { calls, list } = listing([
      { answer: page(['first'], 'b'), once: true },
      { error: { name: 'ValidationException' } },
    ]);
    expect(await list()).toHaveLength(1);
    expect(calls.reading([], 1).failures).toEqual([
      { call: 'ListCertificates', reason: 'UNSUPPORTED', about: '' },
    ]);
    expect(calls.isWhole('acm:ListCertificates', '')).toBe(false);
  });

  test('a sample is one thing and no further page', async () => {
    const { list, actions } = listing([{ answer: page(['a', 'b'], 'more') }], { sample: true });
    expect(await list()).toHaveLength(1);
    expect(actions).toHaveLength(1);
  });
});

describe('the rate', () => {
  test('half of the quota, and of the lower one that an operation has of its own', async () => {
    const tokens = ['b', 'c', 'd', undefined];
    const { list, waits } = listing(tokens.map((token) => ({ answer: page([], token), once: true })));
    await list();
    const { operations } = services.acm;
    const apart = 1000 / (operations.ListCertificates / 2);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(3 * apart);
  });

  test('a retry waits for its turn and counts as a call', async () => {
    const { calls, list, waits } = listing([
      { error: { name: 'ThrottlingException' }, once: true },
      { answer: page(['a']) },
    ]);
    expect(await inVirtualTime(list)).toHaveLength(1);
    expect(calls.reading([], 1)).toMatchObject({ failures: [], calls: { ListCertificates: 2 } });
    expect(waits).not.toEqual([]);
  });

  test('throttled to the end is a row', async () => {
    const { calls, list } = listing([{ error: { name: 'ThrottlingException' } }]);
    expect(await inVirtualTime(list)).toEqual([]);
    expect(calls.reading([], 0).failures).toEqual([
      { call: 'ListCertificates', reason: 'THROTTLED', about: '' },
    ]);
  });

  test('every figure has its source', () => {
    for (const [name, { quotaPerSecond, source }] of Object.entries(services)) {
      expect([name, quotaPerSecond > 0, source.length > 3]).toEqual([name, true, true]);
    }
  });
});

describe('a right that is missing everywhere', () => {
  const names = Array.from({ length: 80 }, (_, index) => `arn:fn-${index}`);
  const read = async (answers: readonly Recorded[]) => {
    const world = collectorWorld({ 'lambda:ListFunctionUrlConfigs': answers });
    const calls = collectorCalls(world.context);
    const client = calls.client('lambda', (config) => new LambdaClient(config));
    for (const name of names)
      await calls.ask('lambda:ListFunctionUrlConfigs', name, () =>
        client.send(new ListFunctionUrlConfigsCommand({ FunctionName: 'f' })),
      );
    return { reading: calls.reading([], names.length), made: world.actions.length };
  };
  const denied: Recorded = { error: { name: 'AccessDeniedException', status: 403 } };

  test('is not asked for again and again, and each thing is told until a last row stands for the rest', async () => {
    const { reading, made } = await read([denied]);
    expect(made).toBe(5);
    expect(reading.failures).toHaveLength(51);
    expect(reading.failures[49]?.about).toBe('arn:fn-49');
    expect(reading.failures[50]).toEqual({
      call: 'ListFunctionUrlConfigs',
      reason: 'ACCESS_DENIED',
      about: '',
      right: 'lambda:ListFunctionUrlConfigs',
    });
  });

  test('one that is missing for some is asked for all', async () => {
    const { made } = await read([{ answer: { FunctionUrlConfigs: [] }, once: true }, denied]);
    expect(made).toBe(80);
  });
});

describe('errors', () => {
  const error = (name: string, more: object = {}) => Object.assign(new Error(name), { name }, more);
  const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

  test.each([
    ['ec2:DescribeX', error('UnauthorizedOperation', status(403)), 'ACCESS_DENIED', 'ec2:DescribeX'],
    ['ec2:DescribeX', error('AuthFailure', status(401)), 'ACCESS_DENIED', undefined],
    ['ec2:DescribeX', error('OptInRequired', status(403)), 'UNSUPPORTED', undefined],
    ['ec2:DescribeX', error('RequestLimitExceeded', status(503)), 'THROTTLED', undefined],
    ['acm:DescribeX', error('ResourceNotFoundException', status(404)), 'STALE', undefined],
    ['acm:DescribeX', error('InternalFailure', status(500)), 'UNAVAILABLE', undefined],
    ['acm:DescribeX', error('Error', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'UNAVAILABLE', undefined],
    ['acm:DescribeX', error('Error', { code: 'ENOTFOUND' }), 'UNAVAILABLE', undefined],
    ['apprunner:ListX', error('Error', { code: 'ENOTFOUND' }), 'UNSUPPORTED', undefined],
    ['route53:ListX', error('PriorRequestNotComplete', status(400)), 'THROTTLED', undefined],
    ['apigateway:GetApis', error('AccessDeniedException', status(403)), 'ACCESS_DENIED', 'apigateway:GET'],
    ['acm:ListX', new AccountNotReachable('no role'), 'ACCESS_DENIED', 'sts:AssumeRole'],
  ] as const)('%s %s is %s', (action, thrown, reason, right) => {
    expect(refusal(thrown, action, 'it')).toEqual({
      call: action.split(':')[1],
      reason,
      about: 'it',
      ...(right ? { right } : {}),
    });
  });

  test('a list is never gone: what it was asked for is not there', () => {
    const thrown = error('NoSuchConfigurationAggregatorException', status(400));
    expect(refusal(thrown, 'config:SelectAggregateResourceConfig', '')?.reason).toBe('UNSUPPORTED');
  });

  test('AWS knows better which right is missing', () => {
    const message =
      'User: arn:aws:sts::1:assumed-role/R/s is not authorized to perform: kms:Decrypt on resource: x with an explicit deny';
    const thrown = Object.assign(error('AccessDeniedException', status(403)), { message });
    expect(refusal(thrown, 'acm:ListX', '')).toMatchObject({ right: 'kms:Decrypt' });
  });

  test('a defect of ours is thrown, not told as an answer', async () => {
    const { calls } = listing([]);
    const send = async () => {
      throw new TypeError('undefined is not a function');
    };
    await expect(calls.ask('acm:ListX', '', send)).rejects.toThrow(TypeError);
    expect(refusal(error('TypeError', { code: 'ERR_INVALID_ARG_TYPE' }), 'acm:ListX', '')).toBeUndefined();
  });
});

describe('half of the things fail', () => {
  test('functions: those that answer are read, the others are named', async () => {
    const recording = recordingOf('lambda-urls/bank');
    const refused = ['webhook', 'hook-restricted', 'nightly-job'].map((FunctionName) => ({
      when: { FunctionName },
      error: { name: 'AccessDeniedException', status: 403 },
    }));
    const action = 'lambda:ListFunctionUrlConfigs';
    const { context } = collectorWorld({
      ...recording,
      [action]: [...refused, ...(recording[action] ?? [])],
    });
    const reading = await collectLambdaUrls(context);
    expect(reading.listed).toBe(5);
    expect(reading.evidence.map(({ apiName }) => apiName)).toEqual(['quotes', 'quotes', 'internal-report']);
    expect(reading.failures.filter(({ call }) => call === 'ListFunctionUrlConfigs')).toHaveLength(3);
  });

  test('listeners: what the failure hides is known by its ARN', async () => {
    const recording = recordingOf('load-balancers/bank');
    const whole = await collectLoadBalancers(collectorWorld(recording).context);
    const action = 'elasticloadbalancing:DescribeRules';
    const ListenerArn =
      'arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2';
    const refused = { when: { ListenerArn }, error: { name: 'ListenerNotFound', status: 400 } };
    const { context } = collectorWorld({ ...recording, [action]: [refused, ...(recording[action] ?? [])] });
    const reading = await collectLoadBalancers(context);
    expect(reading.failures).toEqual([{ call: 'DescribeRules', reason: 'STALE', about: ListenerArn }]);
    const locators = new Set(reading.evidence.map(({ locator }) => locator));
    const missing = whole.evidence.filter(({ locator }) => !locators.has(locator));
    expect(missing).not.toEqual([]);
    const [failure] = reading.failures;
    for (const one of missing) expect(failure && hiddenBy(failure, one)).toBe(true);
    const internal = whole.evidence.filter(({ locator }) => locator.includes('core-internal'));
    for (const one of internal) expect(failure && hiddenBy(failure, one)).toBe(false);
  });
});
