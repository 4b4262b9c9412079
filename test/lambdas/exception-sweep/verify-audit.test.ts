import { expect, test } from '@jest/globals';
import { catalogueLedger } from '../../../core/audit/ledgers.ts';
import type { ExceptionId } from '../../../core/identifiers.ts';
import { input, run } from '../../../lambdas/exception-sweep/verify-audit.ts';
import { memoryLedgers } from '../../support/memory/ledgers.ts';
import { riskWorld, withOpenRound } from '../../support/risk-world.ts';

test('counts what it verified', async () => {
  const world = riskWorld();
  await withOpenRound(world);
  expect(await run(input.parse({}), world)).toEqual({ outcome: 'INTACT', verified: 1, events: 1 });
});

test('verifies the ledgers of the catalogue and of attestations too, and names the one that is broken', async () => {
  const world = riskWorld();
  await withOpenRound(world);
  const ledgers = memoryLedgers();
  const fact = { at: '2026-11-24T08:00:00.000Z', actor: 'gatehouse' as const, payload: {} };
  await ledgers.append(catalogueLedger, '1', { ...fact, kind: 'CORRECTED' });
  await ledgers.append(catalogueLedger, '2', { ...fact, kind: 'CORRECTION_WITHDRAWN' });
  const trail = {
    read: async (id: ExceptionId) =>
      id === catalogueLedger ? [...ledgers.events.values()] : world.trail.read(id),
  };
  const ports = { ...world, ledgers, trail };
  expect(await run({}, ports)).toEqual({ outcome: 'INTACT', verified: 2, events: 3 });
  ledgers.events.delete(`${catalogueLedger}#2`);
  expect(await run({}, ports)).toMatchObject({
    outcome: 'BROKEN',
    broken: 1,
    exceptionId: catalogueLedger,
    firstBrokenSeq: 2,
  });
});
