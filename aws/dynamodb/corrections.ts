import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Correction, Corrections } from '../../core/inventory/correction.ts';
import { setting } from '../settings.ts';
import { queryAll } from './query.ts';
import { conditionFailed, documentClient } from './table.ts';

const keyOf = (correctionId: string) => ({ pk: 'CORRECTIONS', sk: `CORRECTION#${correctionId}` });

interface CorrectionRow {
  readonly correction: Correction;
  readonly withdrawnAt?: string;
}

const byTime = (a: Correction, b: Correction): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.correctionId < b.correctionId ? -1 : 1;

/** Corrections of people, one partition: there are as many as people have made. Nothing is ever deleted. */
export const dynamoCorrections = (): Corrections => {
  const table = setting('GOVERNANCE_TABLE');
  /** A condition that does not hold means that it was done before. */
  const once = async (write: Promise<unknown>): Promise<void> => {
    try {
      await write;
    } catch (error) {
      if (!conditionFailed(error)) throw error;
    }
  };
  return {
    async list() {
      const rows = await queryAll<CorrectionRow>({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'CORRECTIONS' },
        ConsistentRead: true,
      });
      return rows
        .filter(({ withdrawnAt }) => withdrawnAt === undefined)
        .map(({ correction }) => correction)
        .sort(byTime);
    },
    add: (correction) =>
      once(
        documentClient().send(
          new PutCommand({
            TableName: table,
            Item: { ...keyOf(correction.correctionId), correction },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),
    withdraw: (correctionId, by, at) =>
      once(
        documentClient().send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(correctionId),
            UpdateExpression: 'SET withdrawnBy = :by, withdrawnAt = :at',
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(withdrawnAt)',
            ExpressionAttributeValues: { ':by': by, ':at': at },
          }),
        ),
      ),
  };
};
