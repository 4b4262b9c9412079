import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Claim, ClaimLink } from '../../core/workshop/claim.ts';
import { linkTarget } from '../../core/workshop/claim.ts';
import type { Workshops } from '../../core/workshop/ports.ts';
import type { Participation, WorkshopSession } from '../../core/workshop/session.ts';
import { setting } from '../settings.ts';
import { queryAll } from './query.ts';
import { conditionFailed, documentClient } from './table.ts';

const sessionKey = (sessionId: string) => ({ pk: 'WORKSHOPS', sk: sessionId });
const partition = (sessionId: string): string => `WORKSHOP#${sessionId}`;
const claimKey = (sessionId: string, claimId: string) => ({
  pk: partition(sessionId),
  sk: `CLAIM#${claimId}`,
});

interface Row {
  readonly claim?: Claim;
  readonly link?: ClaimLink;
  readonly participation?: Participation;
}

/** Workshops: all sessions in one partition, so that a read always knows who writes a private list now. */
export const dynamoWorkshops = (): Workshops => {
  const table = setting('GOVERNANCE_TABLE');
  /** Writes unless the condition is not met, which means that it was done before or may not be done. */
  const conditionally = async (write: Promise<unknown>): Promise<void> => {
    try {
      await write;
    } catch (error) {
      if (!conditionFailed(error)) throw error;
    }
  };
  const putNew = (Item: Record<string, unknown>) =>
    conditionally(
      documentClient().send(
        new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
      ),
    );
  const rowsOf = <Item>(pk: string, prefix = '') =>
    queryAll<Item>({
      TableName: table,
      KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk, ...(prefix ? { ':prefix': prefix } : {}) },
      ConsistentRead: true,
    });

  return {
    open: (session) => putNew({ ...sessionKey(session.sessionId), session }),
    close: (sessionId, at) =>
      conditionally(
        documentClient().send(
          new UpdateCommand({
            TableName: table,
            Key: sessionKey(sessionId),
            UpdateExpression: 'SET #session.closedAt = :at',
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#session.closedAt)',
            ExpressionAttributeNames: { '#session': 'session' },
            ExpressionAttributeValues: { ':at': at },
          }),
        ),
      ),
    async list() {
      const rows = await rowsOf<{ session: WorkshopSession }>('WORKSHOPS');
      return rows.map(({ session }) => session).sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
    },
    async read(sessionId) {
      const { Item } = await documentClient().send(
        new GetCommand({ TableName: table, Key: sessionKey(sessionId), ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const rows = await rowsOf<Row>(partition(sessionId));
      return {
        session: Item.session as WorkshopSession,
        finished: rows.flatMap(({ participation }) => participation ?? []),
        claims: rows.flatMap(({ claim }) => claim ?? []).sort((a, b) => (a.at < b.at ? -1 : 1)),
        links: rows.flatMap(({ link }) => link ?? []),
      };
    },
    async finished(sessionId) {
      const rows = await rowsOf<Row>(partition(sessionId), 'FINISHED#');
      return rows.flatMap(({ participation }) => participation ?? []);
    },
    finish: (sessionId, participation) =>
      putNew({ pk: partition(sessionId), sk: `FINISHED#${participation.person}`, participation }),
    addClaim: (claim) => putNew({ ...claimKey(claim.sessionId, claim.claimId), claim }),
    withdrawClaim: (sessionId, claimId, by, at) =>
      conditionally(
        documentClient().send(
          new UpdateCommand({
            TableName: table,
            Key: claimKey(sessionId, claimId),
            UpdateExpression: 'SET #claim.withdrawnAt = :at',
            ConditionExpression: '#claim.person = :by',
            ExpressionAttributeNames: { '#claim': 'claim' },
            ExpressionAttributeValues: { ':at': at, ':by': by },
          }),
        ),
      ),
    async decide(sessionId, link) {
      await documentClient().send(
        new PutCommand({
          TableName: table,
          Item: { pk: partition(sessionId), sk: `LINK#${link.claimId}#${linkTarget(link)}`, link },
        }),
      );
    },
  };
};
