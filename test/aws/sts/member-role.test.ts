import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { unreadReason } from '../../../aws/api-gateway/readings.ts';
import { AccountNotReachable, memberCredentials } from '../../../aws/sts/member-role.ts';
import { fixedClock } from '../../support/memory/clock.ts';

const sts = mockClient(STSClient);
const own = '999999999999';
/** Each test has an account of its own: sessions are kept for the life of the process. */
let account = 100_000_000_000;
let clock: ReturnType<typeof fixedClock>;

const answer = (key: string) => ({
  Credentials: {
    AccessKeyId: key,
    SecretAccessKey: 'secret',
    SessionToken: 'token',
    Expiration: new Date(clock.now().getTime() + 3_600_000),
  },
});
const named = (name: string) => Object.assign(new Error(`User arn:aws:sts::1:x/jane may not`), { name });

beforeEach(() => {
  sts.reset();
  account += 1;
  clock = fixedClock('2026-11-24T10:00:00.000Z');
  process.env.GOVERNANCE_CYCLE_MACHINE_ARN = `arn:aws:states:eu-central-1:${own}:stateMachine:cycle`;
  process.env.MEMBER_ROLE_NAME = 'GatehouseReader';
  process.env.MEMBER_EXTERNAL_ID = 'external-1';
});
afterEach(() => {
  for (const name of ['GOVERNANCE_CYCLE_MACHINE_ARN', 'MEMBER_ROLE_NAME', 'MEMBER_EXTERNAL_ID'])
    delete process.env[name];
});

describe('credentials in a member account', () => {
  test('are those of its role, assumed with the external id for an hour', async () => {
    sts.on(AssumeRoleCommand).resolves(answer('key-1'));
    expect(await memberCredentials(String(account), clock)?.()).toMatchObject({
      accessKeyId: 'key-1',
      sessionToken: 'token',
      expiration: new Date('2026-11-24T11:00:00.000Z'),
    });
    expect(sts.commandCalls(AssumeRoleCommand)[0]?.args[0].input).toEqual({
      RoleArn: `arn:aws:iam::${account}:role/GatehouseReader`,
      RoleSessionName: 'gatehouse-discovery',
      DurationSeconds: 3600,
      ExternalId: 'external-1',
    });
  });

  test('are kept for all clients of the container and renewed before their end', async () => {
    sts.on(AssumeRoleCommand).resolves(answer('key-1'));
    await Promise.all([1, 2, 3].map(() => memberCredentials(String(account), clock)?.()));
    clock.advance(54 * 60);
    await memberCredentials(String(account), clock)?.();
    expect(sts.commandCalls(AssumeRoleCommand)).toHaveLength(1);
    clock.advance(2 * 60);
    sts.on(AssumeRoleCommand).resolves(answer('key-2'));
    const renewed = await Promise.all([1, 2].map(() => memberCredentials(String(account), clock)?.()));
    expect(renewed).toMatchObject([{ accessKeyId: 'key-2' }, { accessKeyId: 'key-2' }]);
    expect(sts.commandCalls(AssumeRoleCommand)).toHaveLength(2);
  });

  test('the own account, and a shell that knows no own account, need no role', () => {
    expect(memberCredentials(own, clock)).toBeUndefined();
    delete process.env.GOVERNANCE_CYCLE_MACHINE_ARN;
    expect(memberCredentials(String(account), clock)).toBeUndefined();
  });

  test('the role is looked for in the partition that this runs in', async () => {
    process.env.GOVERNANCE_CYCLE_MACHINE_ARN = `arn:aws-us-gov:states:us-gov-west-1:${own}:stateMachine:cycle`;
    sts.on(AssumeRoleCommand).resolves(answer('key-1'));
    await memberCredentials(String(account), clock)?.();
    expect(sts.commandCalls(AssumeRoleCommand)[0]?.args[0].input.RoleArn).toMatch(/^arn:aws-us-gov:iam::/);
  });

  test('a refusal names the role and what to do, and neither the caller nor the external id', async () => {
    sts.on(AssumeRoleCommand).rejects(named('AccessDenied'));
    const error = await memberCredentials(String(account), clock)?.().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AccountNotReachable);
    expect((error as Error).message).toContain(`arn:aws:iam::${account}:role/GatehouseReader`);
    expect((error as Error).message).toContain('Deploy the member role');
    expect(`${(error as Error).message}${(error as Error).cause ?? ''}`).not.toMatch(/jane|external-1/);
    expect(unreadReason(error)).toBe('ACCESS_DENIED');
  });

  test('a refusal is not kept: the next try asks again', async () => {
    sts.on(AssumeRoleCommand).rejectsOnce(named('AccessDenied')).resolves(answer('key-1'));
    const credentials = memberCredentials(String(account), clock);
    await expect(credentials?.()).rejects.toThrow(AccountNotReachable);
    expect(await credentials?.()).toMatchObject({ accessKeyId: 'key-1' });
  });

  test('a busy STS is no refusal', async () => {
    sts.on(AssumeRoleCommand).rejects(named('ThrottlingException'));
    const error = await memberCredentials(String(account), clock)?.().catch((caught: unknown) => caught);
    expect(unreadReason(error)).toBe('THROTTLED');
  });

  test('without a role name another account is refused before anything is asked', async () => {
    delete process.env.MEMBER_ROLE_NAME;
    await expect(memberCredentials(String(account), clock)?.()).rejects.toThrow('Set MEMBER_ROLE_NAME');
    expect(sts.calls()).toEqual([]);
  });
});
