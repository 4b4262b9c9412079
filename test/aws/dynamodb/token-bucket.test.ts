import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { processQuota } from '../../../aws/api-gateway/process-quota.ts';
import { controlPlaneRate, dynamoTokenBucket } from '../../../aws/dynamodb/token-bucket.ts';
import { fixedClock } from '../../support/memory/clock.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
type Item = { bucket: { revision: number; tokens: number }; expiresAtEpoch: number };
let items: Map<string, Item>;
/** Tokens that were taken, by the bucket's own time. */
let grants: { readonly bucket: string; readonly at: number }[];

const keyOf = ({ pk, sk }: { pk?: string; sk?: string } = {}) => `${pk}|${sk}`;
const lost = () =>
  Object.assign(new Error('The conditional request failed'), { name: 'ConditionalCheckFailedException' });

beforeEach(() => {
  process.env.GOVERNANCE_TABLE = 'governance';
  items = new Map();
  grants = [];
  dynamo.reset();
  dynamo.on(GetCommand).callsFake(({ Key }) => ({ Item: items.get(keyOf(Key)) }));
  dynamo.on(UpdateCommand).callsFake(({ Key, ExpressionAttributeValues: values }) => {
    const before = items.get(keyOf(Key))?.bucket.revision;
    if (before !== values[':before']) throw lost();
    grants.push({ bucket: String(Key?.sk), at: values[':after'].updatedAtMs });
    items.set(keyOf(Key), { bucket: values[':after'], expiresAtEpoch: values[':expires'] });
    return {};
  });
});
afterEach(() => {
  delete process.env.GOVERNANCE_TABLE;
  delete process.env.CONTROL_PLANE_RATE;
});

/** A sleep that moves the clock by what it was asked for. */
const sleeping = (clock: ReturnType<typeof fixedClock>) => {
  const waits: number[] = [];
  return {
    waits,
    sleep: async (ms: number) => {
      waits.push(ms);
      clock.advance(ms / 1000);
    },
  };
};

const start = '2026-11-24T10:00:00.000Z';

describe('the shared bucket', () => {
  test('lets five calls a second through and waits for the rest', async () => {
    const clock = fixedClock(start);
    const { sleep, waits } = sleeping(clock);
    const quota = dynamoTokenBucket(clock, sleep);
    for (let call = 0; call < 11; call++) await quota.take('1', 'eu', 'GetStages');
    expect(clock.now().toISOString()).toBe('2026-11-24T10:00:02.000Z');
    expect(waits).toEqual(Array(10).fill(200));
  });

  test('GetResources waits longer', async () => {
    const clock = fixedClock(start);
    const { sleep } = sleeping(clock);
    const quota = dynamoTokenBucket(clock, sleep);
    for (let call = 0; call < 6; call++) await quota.take('1', 'eu', 'GetResources');
    expect(clock.now().getTime() - new Date(start).getTime()).toBe(4_000);
  });

  test('two functions share it, another Region has its own', async () => {
    const clock = fixedClock(start);
    const { sleep, waits } = sleeping(clock);
    const [one, two] = [dynamoTokenBucket(clock, sleep), dynamoTokenBucket(clock, sleep)];
    await one.take('1', 'eu', 'GetStages');
    await two.take('1', 'us', 'GetStages');
    expect(waits).toEqual([]);
    await two.take('1', 'eu', 'GetStages');
    expect(waits).toEqual([200]);
    await one.take('1', 'eu', 'GetStages');
    expect(waits).toEqual([200, 200]);
  });

  test('functions that ask at the same time stay under the rate together', async () => {
    const clock = fixedClock(start);
    const { sleep } = sleeping(clock);
    const calls = async (operation: string) => {
      const quota = dynamoTokenBucket(clock, sleep);
      for (let call = 0; call < 20; call++) await quota.take('1', 'eu', operation);
    };
    await Promise.all(['GetStages', 'GetResources', 'GetRoutes'].map(calls));
    // The bucket's own times: between a token and its call others move the clock.
    const granted = grants.filter(({ bucket }) => bucket === 'total').map(({ at }) => at);
    expect(granted).toHaveLength(60);
    for (const from of granted)
      expect(granted.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(5);
  });

  test('a taker who was slower looks again and never takes the same token', async () => {
    const clock = fixedClock(start);
    const { sleep, waits } = sleeping(clock);
    const quota = dynamoTokenBucket(clock, sleep);
    dynamo.on(UpdateCommand).rejectsOnce(lost());
    await quota.take('1', 'eu', 'GetStages');
    expect(waits).toEqual([]);
    expect(dynamo.commandCalls(GetCommand)).toHaveLength(2);
  });

  test('names the reserved word `bucket` by a placeholder', async () => {
    const clock = fixedClock(start);
    const { sleep } = sleeping(clock);
    const quota = dynamoTokenBucket(clock, sleep);
    await quota.take('1', 'eu', 'GetStages');
    await quota.take('1', 'eu', 'GetStages');
    for (const { args } of dynamo.commandCalls(UpdateCommand)) {
      const { UpdateExpression, ConditionExpression, ExpressionAttributeNames } = args[0].input;
      expect(`${UpdateExpression} ${ConditionExpression}`).not.toMatch(/(^|[^#])\bbucket\b/);
      expect(ExpressionAttributeNames).toEqual({ '#bucket': 'bucket' });
    }
  });

  test('its row leaves by itself, and an error that is no lost race is thrown', async () => {
    const clock = fixedClock(start);
    await dynamoTokenBucket(clock).take('1', 'eu', 'GetStages');
    expect([...items.values()][0]?.expiresAtEpoch).toBe(clock.now().getTime() / 1000 + 86_400);
    dynamo.on(UpdateCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
    clock.advance(10);
    await expect(dynamoTokenBucket(clock).take('1', 'eu', 'GetStages')).rejects.toThrow('no');
  });
});

describe('the bucket of one process', () => {
  test('keeps the same rate', async () => {
    const clock = fixedClock(start);
    const { sleep, waits } = sleeping(clock);
    const quota = processQuota(clock, sleep);
    for (let call = 0; call < 6; call++) await quota.take('1', 'eu', 'GetStages');
    expect(waits).toEqual(Array(5).fill(200));
  });
});

describe('CONTROL_PLANE_RATE', () => {
  test('raises the rate, with its bursts', async () => {
    process.env.CONTROL_PLANE_RATE = '50';
    const clock = fixedClock(start);
    const { sleep, waits } = sleeping(clock);
    const quota = dynamoTokenBucket(clock, sleep);
    for (let call = 0; call < 10; call++) await quota.take('1', 'eu', 'GetStages');
    expect(waits).toEqual([]);
    await quota.take('1', 'eu', 'GetStages');
    expect(waits).toEqual([20]);
  });

  test.each(['0', '-1', 'fast', 'Infinity'])('%s is refused', (rate) => {
    process.env.CONTROL_PLANE_RATE = rate;
    expect(controlPlaneRate).toThrow(RangeError);
  });
});
