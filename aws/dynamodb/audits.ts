import { createHash } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type AuditAnswer, type InventoryAudit, newestAnswers } from '../../core/inventory/audit/audit.ts';
import { type Audits, EndpointNotDrawn } from '../../core/inventory/audit/audits.ts';
import { setting } from '../settings.ts';
import { queryAll } from './query.ts';
import { conditionFailed, documentClient } from './table.ts';

interface Row {
  readonly sk: string;
  readonly value: InventoryAudit | AuditAnswer;
}

const pk = (auditId: string): string => `INVENTORY_AUDIT#${auditId}`;

/** Audits of the inventory: a row each with its draw, and a row for every answer that was ever given. */
export const dynamoAudits = (): Audits => {
  const TableName = setting('GOVERNANCE_TABLE');
  const get = async (auditId: string): Promise<InventoryAudit | undefined> => {
    const rows = await queryAll<Row>({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk(auditId) },
      ConsistentRead: true,
    });
    const audit = rows.find(({ sk }) => sk === 'AUDIT')?.value as InventoryAudit | undefined;
    if (!audit) return undefined;
    const given = rows.filter(({ sk }) => sk.startsWith('ANSWER#')).map(({ value }) => value as AuditAnswer);
    return { ...audit, answers: newestAnswers(audit.drawn, given) };
  };
  return {
    get,
    async open(audit) {
      try {
        await documentClient().send(
          new PutCommand({
            TableName,
            Item: {
              pk: pk(audit.auditId),
              sk: 'AUDIT',
              gsi1pk: 'INVENTORY_AUDITS',
              gsi1sk: `${audit.openedAt}#${audit.auditId}`,
              value: { ...audit, answers: [] },
            },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
        return audit;
      } catch (error) {
        if (!conditionFailed(error)) throw error;
        return (await get(audit.auditId)) ?? audit;
      }
    },
    async list() {
      const rows = await queryAll<{ value: InventoryAudit }>({
        TableName,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :audits',
        ExpressionAttributeValues: { ':audits': 'INVENTORY_AUDITS' },
        ScanIndexForward: false,
      });
      const audits = await Promise.all(rows.map(({ value }) => get(value.auditId)));
      return audits.filter((audit) => audit !== undefined);
    },
    async answer(auditId, answer) {
      const audit = await get(auditId);
      if (!audit?.drawn.some(({ key }) => key === answer.endpoint))
        throw new EndpointNotDrawn(auditId, answer.endpoint);
      const endpoint = createHash('sha256').update(answer.endpoint).digest('hex').slice(0, 16);
      await documentClient().send(
        new PutCommand({
          TableName,
          Item: { pk: pk(auditId), sk: `ANSWER#${answer.at}#${endpoint}`, value: answer },
        }),
      );
    },
  };
};
