import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/exception-sweep/recover-rounds.ts';
import { memoryWorkflows } from '../../support/memory/workflows.ts';
import { riskWorld, withOpenRound } from '../../support/risk-world.ts';

test('counts open reviews and those it started again', async () => {
  const world = riskWorld();
  await withOpenRound(world);
  const workflows = memoryWorkflows();
  const ports = { ...world, workflows, executions: { isRunning: async () => false } };
  expect(await run(input.parse({}), ports)).toEqual({ open: 1, recovered: 1 });
  expect(workflows.started).toHaveLength(1);
});
