import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { documentClient } from './table.ts';

export type TransactItems = NonNullable<TransactWriteCommandInput['TransactItems']>;

/**
 * Writes all or nothing.
 * @returns `REFUSED` when a condition did not hold, `BUSY` when another transaction holds one of the items.
 */
export const transact = async (items: TransactItems): Promise<'COMMITTED' | 'REFUSED' | 'BUSY'> => {
  try {
    await documentClient().send(new TransactWriteCommand({ TransactItems: items }));
    return 'COMMITTED';
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = new Set((error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None'));
    codes.delete('None');
    if (codes.delete('ConditionalCheckFailed')) return 'REFUSED';
    if (codes.delete('TransactionConflict') && codes.size === 0) return 'BUSY';
    throw error;
  }
};
