import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  type BucketState,
  bucketsFor,
  type ControlPlaneQuota,
  defaultRatePerSecond,
  takeToken,
} from '../../core/gateway/token-bucket.ts';
import type { Clock } from '../../core/ports.ts';
import { setting } from '../settings.ts';
import { conditionFailed, documentClient } from './table.ts';

/** A bucket at rest is full again within seconds; its item may go after a day. */
const itemLifeSeconds = 86_400;

/** Longest extra wait, so that takers that were refused together do not come back together. */
const jitterMs = 50;

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms + Math.random() * jitterMs));

/** @throws RangeError when CONTROL_PLANE_RATE is no number over 0 */
export const controlPlaneRate = (): number => {
  const text = process.env.CONTROL_PLANE_RATE;
  if (!text) return defaultRatePerSecond;
  const rate = Number(text);
  if (Number.isFinite(rate) && rate > 0) return rate;
  throw new RangeError(
    `CONTROL_PLANE_RATE is "${text}". Set it to the API Gateway control-plane calls per second that are allowed, for example 5.`,
  );
};

interface Row extends BucketState {
  /** Counts up with each token taken, so that a taker sees whether somebody was faster. */
  readonly revision: number;
}

interface Key {
  readonly pk: string;
  readonly sk: string;
}

const read = async (table: string, key: Key): Promise<Row | undefined> => {
  const { Item } = await documentClient().send(
    new GetCommand({ TableName: table, Key: key, ConsistentRead: true }),
  );
  return Item?.bucket as Row | undefined;
};

/** @returns false when another taker was faster */
const write = async (table: string, key: Key, before: Row | undefined, after: Row): Promise<boolean> => {
  try {
    await documentClient().send(
      new UpdateCommand({
        TableName: table,
        Key: key,
        UpdateExpression: 'SET #bucket = :after, expiresAtEpoch = :expires',
        ConditionExpression: before ? '#bucket.revision = :before' : 'attribute_not_exists(pk)',
        ExpressionAttributeNames: { '#bucket': 'bucket' },
        ExpressionAttributeValues: {
          ':after': after,
          ':expires': Math.floor(after.updatedAtMs / 1000) + itemLifeSeconds,
          ...(before ? { ':before': before.revision } : {}),
        },
      }),
    );
    return true;
  } catch (error) {
    if (conditionFailed(error)) return false;
    throw error;
  }
};

/** One item for each account, Region and class of calls, shared by every function of the deployment. */
export const dynamoTokenBucket = (clock: Clock, sleep = pause): ControlPlaneQuota => {
  const table = setting('GOVERNANCE_TABLE');
  const ratePerSecond = controlPlaneRate();
  const lastSeen = new Map<string, Row>();
  return {
    async take(account, region, operation) {
      for (const { name, limits } of bucketsFor(operation, ratePerSecond)) {
        const key = { pk: `QUOTA#${account}#${region}`, sk: name };
        const id = `${key.pk}/${name}`;
        // What this container wrote last is mostly still true: one write then does, without a read before.
        let row = lastSeen.get(id) ?? (await read(table, key));
        for (;;) {
          const taken = takeToken(row, limits, clock.now().getTime());
          if (taken.granted) {
            const after = { ...taken.state, revision: (row?.revision ?? 0) + 1 };
            if (await write(table, key, row, after)) {
              lastSeen.set(id, after);
              break;
            }
          } else {
            await sleep(taken.waitMs);
          }
          row = await read(table, key);
        }
      }
    },
  };
};
