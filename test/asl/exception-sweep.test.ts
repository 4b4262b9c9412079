import { expect, test } from '@jest/globals';
import * as recoverRounds from '../../lambdas/exception-sweep/recover-rounds.ts';
import * as verifyAudit from '../../lambdas/exception-sweep/verify-audit.ts';
import { loadDefinition } from '../../lib/asl.ts';
import { walk } from '../support/asl-walk.ts';
import { memoryWorkflows } from '../support/memory/workflows.ts';
import { riskWorld, theException, withOpenRound } from '../support/risk-world.ts';

const sweep = async (change: (world: ReturnType<typeof riskWorld>) => void = () => {}) => {
  const world = riskWorld();
  await withOpenRound(world);
  change(world);
  const ports = { ...world, workflows: memoryWorkflows(), executions: { isRunning: async () => true } };
  const functions = {
    RecoverRounds: () => recoverRounds.run({}, ports),
    VerifyAudit: () => verifyAudit.run({}, ports),
  };
  return walk(loadDefinition('exception-sweep', 5), {}, { functions, clock: world.clock });
};

test('everything in order', async () => {
  expect(await sweep()).toMatchObject({ status: 'SUCCEEDED', ended: 'Swept' });
});

test('a broken chain fails the sweep by name, and the state before says where', async () => {
  const walked = await sweep((world) => void world.events.delete(`${theException}#1`));
  expect(walked).toMatchObject({
    status: 'FAILED',
    ended: 'AuditBroken',
    error: 'AuditBroken',
    output: { audit: { value: { outcome: 'BROKEN', exceptionId: theException, firstBrokenSeq: 1 } } },
  });
});

test('a step that fails fails the sweep', async () => {
  const walked = await sweep((world) => {
    world.reviews.withWorkLeft = async () => {
      throw new Error('The table is gone.');
    };
  });
  expect(walked).toMatchObject({ status: 'FAILED', ended: 'SweepFailed' });
});
