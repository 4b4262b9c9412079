import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { dynamoAuditTrail } from '../../../aws/dynamodb/audit-trail.ts';
import { appendWith, dynamoLedgers, LedgerContended } from '../../../aws/dynamodb/ledgers.ts';
import { verify } from '../../../core/audit/chain.ts';
import { catalogueLedger } from '../../../core/audit/ledgers.ts';
import { who } from '../../support/attestation-world.ts';
import { dynamoTable } from '../../support/dynamo-table.ts';

const { dynamo, items, reset } = dynamoTable();
beforeEach(reset);

const fact = (value: string) => ({
  at: '2026-11-24T08:00:00.000Z',
  actor: who('ada'),
  kind: 'CORRECTED' as const,
  payload: { value },
});
const chain = async () => {
  const head = await dynamoLedgers().head(catalogueLedger);
  return head && verify(catalogueLedger, await dynamoAuditTrail().read(catalogueLedger), head);
};

describe('a ledger', () => {
  test('grows by one event for each fact, however often it is told', async () => {
    const ledgers = dynamoLedgers();
    const answers = [];
    for (const value of ['a', 'b', 'a', 'c', 'c'])
      answers.push(await ledgers.append(catalogueLedger, value, fact(value)));
    expect(answers).toEqual(['APPENDED', 'APPENDED', 'REPEATED', 'APPENDED', 'REPEATED']);
    expect(await chain()).toEqual({ intact: true, events: 3 });
  });

  test('of several at the same moment is still one chain', async () => {
    const ledgers = dynamoLedgers();
    await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((value) => ledgers.append(catalogueLedger, value, fact(value))),
    );
    expect(await chain()).toEqual({ intact: true, events: 5 });
  });

  test('and a change stand together or not at all', async () => {
    const Item = { pk: 'X', sk: 'Y' };
    const change = [
      { Put: { TableName: 'governance', Item, ConditionExpression: 'attribute_not_exists(pk)' } },
    ];
    expect(await appendWith(catalogueLedger, fact('a'), change)).toBe('COMMITTED');
    expect(await appendWith(catalogueLedger, fact('b'), change)).toBe('REFUSED');
    expect(await chain()).toEqual({ intact: true, events: 1 });
    expect([...items.keys()].filter((key) => key.startsWith('audit'))).toHaveLength(1);
  });

  test('that others hold all the time says so, and nothing is half written', async () => {
    dynamo.on(TransactWriteCommand).rejects(
      new TransactionCanceledException({
        message: 'busy',
        $metadata: {},
        CancellationReasons: [{ Code: 'TransactionConflict' }],
      }),
    );
    await expect(dynamoLedgers().append(catalogueLedger, 'a', fact('a'))).rejects.toThrow(LedgerContended);
    expect(items.size).toBe(0);
  });
});
