import type { AuditEvent, AuditTrail } from '../../core/audit/audit-event.ts';
import { setting } from '../settings.ts';
import { queryAll } from './query.ts';
import { ledger } from './review-items.ts';

/** Reads ledgers. Events get there in the transaction of the change they record (`reviews.ts`) and in no other way. */
export const dynamoAuditTrail = (): AuditTrail => {
  const table = setting('AUDIT_TABLE');
  return {
    async read(exceptionId) {
      const rows = await queryAll<{ event: AuditEvent }>({
        TableName: table,
        KeyConditionExpression: 'pk = :ledger',
        ExpressionAttributeValues: { ':ledger': ledger(exceptionId) },
        ConsistentRead: true,
      });
      return rows.map(({ event }) => event);
    },
  };
};
