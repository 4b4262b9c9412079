import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Stakeholder } from '../../core/inventory/stakeholder.ts';
import type { Stakeholders } from '../../core/ports.ts';
import { setting } from '../settings.ts';
import { queryAll } from './query.ts';
import { documentClient } from './table.ts';

export const dynamoStakeholders = (): Stakeholders => {
  const table = setting('GOVERNANCE_TABLE');
  const list = async (): Promise<Stakeholder[]> => {
    const rows = await queryAll<{ value: Stakeholder }>({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'STAKEHOLDERS' },
      ConsistentRead: true,
    });
    return rows.map((row) => row.value);
  };
  return {
    list,
    // New and changed people first, then those who left: at no moment is a filled seat read as empty.
    async replace(people) {
      const before = await list();
      for (const person of people) {
        await documentClient().send(
          new PutCommand({
            TableName: table,
            Item: { pk: 'STAKEHOLDERS', sk: person.person, value: person },
          }),
        );
      }
      const staying = new Set(people.map((person) => person.person));
      for (const { person } of before.filter((known) => !staying.has(known.person))) {
        await documentClient().send(
          new DeleteCommand({ TableName: table, Key: { pk: 'STAKEHOLDERS', sk: person } }),
        );
      }
    },
  };
};
