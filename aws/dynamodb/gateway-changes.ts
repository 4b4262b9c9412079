import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { GatewayChange, GatewayChanges } from '../../core/ports.ts';
import { setting } from '../settings.ts';
import { queryAll } from './query.ts';
import { documentClient } from './table.ts';

/** Longer than any age at which facts are read anew, so that a mark is never gone before it was answered. */
const keptDays = 60;

const pk = 'GATEWAY-CHANGES';

/** One row a changed API and moment, all in one partition: a bank's deployments are far from its thousand writes a second. */
export const dynamoGatewayChanges = (): GatewayChanges => {
  const table = setting('GOVERNANCE_TABLE');
  return {
    async record(change) {
      const { account, region, gatewayId = '', at } = change;
      const expiresAtEpoch = Math.floor(new Date(at).getTime() / 1000) + keptDays * 86_400;
      const Item = { pk, sk: `${at}#${account}#${region}#${gatewayId}`, change, expiresAtEpoch };
      await documentClient().send(new PutCommand({ TableName: table, Item }));
    },
    async since(at) {
      const rows = await queryAll<{ readonly change: GatewayChange }>({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk >= :at',
        ExpressionAttributeValues: { ':pk': pk, ':at': at },
        ConsistentRead: true,
      });
      return rows.map(({ change }) => change);
    },
  };
};
