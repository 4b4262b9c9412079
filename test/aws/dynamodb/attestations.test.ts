import { beforeEach, expect, test } from '@jest/globals';
import { dynamoAttestations } from '../../../aws/dynamodb/attestations.ts';
import { dynamoAuditTrail } from '../../../aws/dynamodb/audit-trail.ts';
import { dynamoLedgers } from '../../../aws/dynamodb/ledgers.ts';
import { attestationLedger } from '../../../core/attestation/ports.ts';
import { verify } from '../../../core/audit/chain.ts';
import { attestationExample, attestationsContract } from '../../support/contracts/attestations.ts';
import { dynamoTable } from '../../support/dynamo-table.ts';
import { memoryAttestations } from '../../support/memory/attestations.ts';

const { reset } = dynamoTable();
beforeEach(reset);

attestationsContract('the table', dynamoAttestations);
attestationsContract('memory', () => memoryAttestations());

test('every close stands in the ledger of its week, in one chain', async () => {
  const { list, closing } = attestationExample;
  const store = dynamoAttestations();
  for (const listId of ['l-1', 'l-2', 'l-3']) {
    await store.open(list(listId));
    await store.close(closing(list(listId)));
    await store.close(closing(list(listId)));
  }
  const ledger = attestationLedger('2026-W48');
  const head = await dynamoLedgers().head(ledger);
  expect(head && verify(ledger, await dynamoAuditTrail().read(ledger), head)).toEqual({
    intact: true,
    events: 3,
  });
  expect(await dynamoLedgers().list()).toEqual([ledger]);
});
