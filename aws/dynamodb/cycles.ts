import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CycleId } from '../../core/identifiers.ts';
import type { InputProblem } from '../../core/input-problem.ts';
import type { Cycle, Cycles } from '../../core/ports.ts';
import { setting } from '../settings.ts';
import { queryAll } from './query.ts';
import { conditionFailed, documentClient } from './table.ts';

interface Step {
  readonly counts: Readonly<Record<string, number>>;
  readonly problems: readonly InputProblem[];
}

type Row = Omit<Cycle, 'counts' | 'problems'> & { readonly steps: Readonly<Record<string, Step>> };

const toCycle = ({ steps, ...cycle }: Row): Cycle => ({
  ...cycle,
  counts: Object.assign({}, ...Object.values(steps).map((step) => step.counts)),
  problems: Object.values(steps).flatMap((step) => step.problems),
});

const key = (cycleId: CycleId) => ({ pk: `CYCLE#${cycleId}`, sk: 'CYCLE' });

/** Cycles: one item each, steps as a map so that a repeated step overwrites itself; newest first over the index. */
export const dynamoCycles = (): Cycles => {
  const table = setting('GOVERNANCE_TABLE');
  const get = async (cycleId: CycleId): Promise<Cycle | undefined> => {
    const { Item } = await documentClient().send(
      new GetCommand({ TableName: table, Key: key(cycleId), ConsistentRead: true }),
    );
    return Item ? toCycle(Item.cycle as Row) : undefined;
  };
  return {
    get,
    async start(cycle) {
      const { counts, problems, ...rest } = cycle;
      const row: Row = {
        ...rest,
        steps: Object.keys(counts).length || problems.length ? { Start: { counts, problems } } : {},
      };
      try {
        await documentClient().send(
          new PutCommand({
            TableName: table,
            Item: {
              ...key(cycle.cycleId),
              gsi1pk: 'CYCLES',
              gsi1sk: `${cycle.startedAt}#${cycle.cycleId}`,
              cycle: row,
            },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
        return cycle;
      } catch (error) {
        if (!conditionFailed(error)) throw error;
        return (await get(cycle.cycleId)) ?? cycle;
      }
    },
    async latest() {
      const rows = await queryAll<{ cycle: Row }>({
        TableName: table,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :cycles',
        ExpressionAttributeValues: { ':cycles': 'CYCLES' },
        ScanIndexForward: false,
        Limit: 1,
      });
      return rows[0] ? toCycle(rows[0].cycle) : undefined;
    },
    async record(cycleId, step, counts, problems = []) {
      await documentClient().send(
        new UpdateCommand({
          TableName: table,
          Key: key(cycleId),
          UpdateExpression: 'SET #cycle.steps.#step = :step',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#cycle': 'cycle', '#step': step },
          ExpressionAttributeValues: { ':step': { counts, problems } satisfies Step },
        }),
      );
    },
    async finish(cycleId, state, at) {
      try {
        await documentClient().send(
          new UpdateCommand({
            TableName: table,
            Key: key(cycleId),
            UpdateExpression: 'SET #cycle.#state = :state, #cycle.finishedAt = :at',
            // A cycle ends once: a retried or late end changes nothing.
            ConditionExpression: '#cycle.#state = :running',
            ExpressionAttributeNames: { '#cycle': 'cycle', '#state': 'state' },
            ExpressionAttributeValues: { ':state': state, ':at': at, ':running': 'RUNNING' },
          }),
        );
      } catch (error) {
        if (!conditionFailed(error)) throw error;
      }
    },
  };
};
