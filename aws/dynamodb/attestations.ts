import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Attestations, attestationLedger } from '../../core/attestation/ports.ts';
import type { AttestationList, GivenAnswer, Unowned } from '../../core/attestation/question.ts';
import type { PersonId } from '../../core/identifiers.ts';
import { setting } from '../settings.ts';
import { appendWith } from './ledgers.ts';
import { queryAll } from './query.ts';
import { conditionFailed, documentClient } from './table.ts';

const partition = (person: PersonId): string => `ATTESTATIONS#${person}`;
const listKey = ({ person, listId }: Pick<AttestationList, 'person' | 'listId'>) => ({
  pk: partition(person),
  sk: `LIST#${listId}`,
});
const listItem = (list: AttestationList) => ({
  ...listKey(list),
  gsi1pk: 'ATTESTATION_LISTS',
  gsi1sk: `${list.plannedAt}#${list.listId}`,
  version: list.version,
  list,
});
const answerKey = ({ question: { apiId, fact } }: GivenAnswer) => ({
  pk: 'ATTESTATION_ANSWERS',
  sk: `${apiId}#${fact}`,
});
const unownedKey = ({ apiId }: Pick<Unowned, 'apiId'>) => ({ pk: 'UNOWNED', sk: apiId });

/** Lists by person, the newest answer about each fact, and what nobody answers for. */
export const dynamoAttestations = (): Attestations => {
  const table = setting('GOVERNANCE_TABLE');
  const rowsOf = <Row>(pk: string, more: Parameters<typeof queryAll>[0] | object = {}) =>
    queryAll<Row>({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
      ...more,
    });
  const putNew = async (Item: Record<string, unknown>): Promise<void> => {
    try {
      await documentClient().send(
        new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
      );
    } catch (error) {
      if (!conditionFailed(error)) throw error;
    }
  };
  const unchanged = (before: AttestationList) => ({
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': before.version },
  });
  const unowned = async () => (await rowsOf<{ unowned: Unowned }>('UNOWNED')).map((row) => row.unowned);

  return {
    open: (list) => putNew(listItem(list)),
    async read(person, listId) {
      const { Item } = await documentClient().send(
        new GetCommand({ TableName: table, Key: listKey({ person, listId }), ConsistentRead: true }),
      );
      return Item?.list as AttestationList | undefined;
    },
    async openLists(person) {
      const rows = await rowsOf<{ list: AttestationList }>(partition(person));
      return rows.map(({ list }) => list).filter(({ state }) => state === 'OPEN');
    },
    async listsSince(at) {
      const rows = await rowsOf<{ list: AttestationList }>('ATTESTATION_LISTS', {
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :pk AND gsi1sk >= :at',
        ExpressionAttributeValues: { ':pk': 'ATTESTATION_LISTS', ':at': at },
        ConsistentRead: false,
      });
      return rows.map(({ list }) => list);
    },
    async save(before, after) {
      try {
        await documentClient().send(
          new PutCommand({ TableName: table, Item: listItem(after), ...unchanged(before) }),
        );
        return 'COMMITTED';
      } catch (error) {
        if (!conditionFailed(error)) throw error;
        return 'CONFLICT';
      }
    },
    async close({ before, after, answers, fact }) {
      const done = await appendWith(attestationLedger(before.week), fact, [
        { Put: { TableName: table, Item: listItem(after), ...unchanged(before) } },
        ...answers.map((answer) => ({
          Put: { TableName: table, Item: { ...answerKey(answer), answer } },
        })),
      ]);
      return done === 'COMMITTED' ? 'COMMITTED' : 'CONFLICT';
    },
    answers: async () =>
      (await rowsOf<{ answer: GivenAnswer }>('ATTESTATION_ANSWERS')).map(({ answer }) => answer),
    unowned,
    async replaceUnowned(next) {
      const before = await unowned();
      const known = new Map(before.map((one) => [one.apiId, JSON.stringify(one)]));
      for (const one of next) {
        if (known.get(one.apiId) === JSON.stringify(one)) continue;
        await documentClient().send(
          new PutCommand({ TableName: table, Item: { ...unownedKey(one), unowned: one } }),
        );
      }
      const staying = new Set(next.map(({ apiId }) => apiId));
      for (const one of before.filter(({ apiId }) => !staying.has(apiId))) {
        await documentClient().send(new DeleteCommand({ TableName: table, Key: unownedKey(one) }));
      }
    },
  };
};
