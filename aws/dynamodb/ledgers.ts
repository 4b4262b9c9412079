import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type AuditHead, emptyChain } from '../../core/audit/audit-event.ts';
import { append } from '../../core/audit/chain.ts';
import type { LedgerFact, LedgerId, Ledgers } from '../../core/audit/ledgers.ts';
import { setting } from '../settings.ts';
import { queryAll } from './query.ts';
import { auditItem } from './review-items.ts';
import { documentClient } from './table.ts';
import { type TransactItems, transact } from './transaction.ts';

const headKey = (ledger: LedgerId) => ({ pk: 'LEDGERS', sk: ledger });

/** Others wrote to the ledger each time. */
export class LedgerContended extends Error {
  override readonly name = 'LedgerContended';
}

const attempts = 10;

const readHead = async (ledger: LedgerId): Promise<AuditHead | undefined> => {
  const { Item } = await documentClient().send(
    new GetCommand({ TableName: setting('GOVERNANCE_TABLE'), Key: headKey(ledger), ConsistentRead: true }),
  );
  return Item?.head as AuditHead | undefined;
};

const movedHead = (ledger: LedgerId, before: AuditHead, head: AuditHead): TransactItems[number] => ({
  Put: {
    TableName: setting('GOVERNANCE_TABLE'),
    Item: { ...headKey(ledger), head },
    ...(before.seq === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'head.#hash = :before',
          ExpressionAttributeNames: { '#hash': 'hash' },
          ExpressionAttributeValues: { ':before': before.hash },
        }),
  },
});

/**
 * One transaction: the change, the event that records it, and the head of its ledger.
 * @returns `REFUSED` when a condition of the change did not hold. @throws LedgerContended
 */
export const appendWith = async (
  ledger: LedgerId,
  fact: LedgerFact,
  change: TransactItems,
): Promise<'COMMITTED' | 'REFUSED'> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = (await readHead(ledger)) ?? emptyChain;
    const { event, head } = append(before, { ...fact, exceptionId: ledger });
    const done = await transact([
      ...change,
      movedHead(ledger, before, head),
      {
        Put: {
          TableName: setting('AUDIT_TABLE'),
          Item: auditItem(event),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ]);
    if (done === 'COMMITTED') return done;
    // Where the ledger stood still, it was the change that was refused.
    const now = (await readHead(ledger)) ?? emptyChain;
    if (done === 'REFUSED' && now.hash === before.hash) return done;
  }
  throw new LedgerContended(`Others wrote to ${ledger} ${attempts} times in a row; try again.`);
};

/** Ledgers beside those of exceptions. Heads stand in the governance table, events in the audit table. */
export const dynamoLedgers = (): Ledgers => {
  const table = setting('GOVERNANCE_TABLE');
  return {
    async append(ledger, factId, fact) {
      const mark = { pk: `LEDGER#${ledger}`, sk: `FACT#${factId}`, at: fact.at };
      const done = await appendWith(ledger, fact, [
        { Put: { TableName: table, Item: mark, ConditionExpression: 'attribute_not_exists(pk)' } },
      ]);
      return done === 'COMMITTED' ? 'APPENDED' : 'REPEATED';
    },
    head: readHead,
    async list() {
      const rows = await queryAll<{ sk: string }>({
        TableName: table,
        KeyConditionExpression: 'pk = :ledgers',
        ExpressionAttributeValues: { ':ledgers': 'LEDGERS' },
        ConsistentRead: true,
      });
      return rows.map(({ sk }) => sk as LedgerId);
    },
  };
};
