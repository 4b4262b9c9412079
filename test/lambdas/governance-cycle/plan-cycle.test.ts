import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../aws/policy.ts';
import { cycleId } from '../../../core/identifiers.ts';
import { cyclePolicy } from '../../../core/inventory/cycle-plan.ts';
import { input, run } from '../../../lambdas/governance-cycle/plan-cycle.ts';
import { fixedClock } from '../../support/memory/clock.ts';
import { memoryCycles } from '../../support/memory/cycles.ts';
import { memoryGatewayChanges } from '../../support/memory/gateway-changes.ts';
import { memoryIntake } from '../../support/memory/intake.ts';
import { memoryStakeholders } from '../../support/memory/stakeholders.ts';

const full = `
issuer: https://login.bank.example
stakeholders:
  - { subject: s-1, name: Rhea Lindqvist, mail: rhea@bank.example, roles: [risk], seats: [RISK] }
  - { subject: s-2, name: Ola Berg, mail: ola@bank.example, roles: [business, partners, infrastructure, enterprise-architecture, it] }
`;

const ports = (stakeholders: string | undefined) => ({
  cycles: memoryCycles(),
  changes: memoryGatewayChanges(),
  stakeholders: memoryStakeholders(),
  intake: memoryIntake(stakeholders === undefined ? {} : { 'stakeholders.yaml': stakeholders }),
  policy: loadPolicy('cycle', cyclePolicy),
  clock: fixedClock('2026-11-24T10:00:00.000Z'),
});

const event = ({ trigger = 'person', change, ...over }: Record<string, unknown> = {}) =>
  input.parse({
    start: { trigger, ...(change ? { change } : {}) },
    executionName: 'cycle-20261124-100000',
    startedAt: '2026-11-24T10:00:00.000Z',
    ...over,
  });

describe('PlanCycle', () => {
  test('plans a cycle under the name of its execution', async () => {
    const world = ports(full);
    expect(await run(event(), world)).toEqual({ outcome: 'PLANNED', cycleId: 'cycle-20261124-100000' });
    expect(await world.stakeholders.list()).toHaveLength(2);
  });

  test('refuses while the RISK seat is empty, and says whose entry to mend', async () => {
    const world = ports(full.replace(', seats: [RISK]', ''));
    expect(await run(event(), world)).toMatchObject({ outcome: 'REFUSED' });
    const cycle = await world.cycles.get(cycleId('cycle-20261124-100000'));
    expect(cycle).toMatchObject({ state: 'FAILED' });
    expect(cycle?.problems.map(({ message }) => message)).toContain('Nobody holds the seat RISK.');
  });

  test('refuses while a role of step 1.1 is missing', async () => {
    const world = ports(full.replace('partners, ', ''));
    expect(await run(event(), world)).toMatchObject({ outcome: 'REFUSED' });
  });

  test('without a stakeholders file nothing starts', async () => {
    expect(await run(event(), ports(undefined))).toMatchObject({ outcome: 'REFUSED' });
  });

  test('a burst of changes waits for the cycle that runs, and every change is marked', async () => {
    const world = ports(full);
    const change = { account: '111122223333', region: 'eu-central-1', gatewayId: 'a1b2c3' };
    await run(event({ trigger: 'change', executionName: 'a1b2', change }), world);
    world.clock.advance(60);
    const second = event({
      trigger: 'change',
      executionName: 'c3d4',
      startedAt: '2026-11-24T10:01:00.000Z',
      change,
    });
    expect(await run(second, world)).toMatchObject({ outcome: 'MERGED' });
    expect(await world.changes.since('2026-11-24T10:00:30.000Z')).toEqual([
      { ...change, at: '2026-11-24T10:01:00.000Z' },
    ]);
  });

  test('a change after the cycle is over starts the next one at once', async () => {
    const world = ports(full);
    const first = await run(event({ trigger: 'change', executionName: 'a1b2' }), world);
    await world.cycles.finish(first.cycleId, 'FINISHED', '2026-11-24T10:00:40.000Z');
    world.clock.advance(60);
    expect(
      await run(
        event({ trigger: 'change', executionName: 'e5f6', startedAt: '2026-11-24T10:01:00.000Z' }),
        world,
      ),
    ).toMatchObject({ outcome: 'PLANNED' });
  });

  test('a cycle that died does not keep changes waiting for ever', async () => {
    const world = ports(full);
    await run(event({ trigger: 'change', executionName: 'a1b2' }), world);
    world.clock.advance(61 * 60);
    expect(
      await run(
        event({ trigger: 'change', executionName: 'e5f6', startedAt: '2026-11-24T11:01:00.000Z' }),
        world,
      ),
    ).toMatchObject({ outcome: 'PLANNED' });
  });

  test('the same execution again is the same cycle, not a merge', async () => {
    const world = ports(full);
    const first = await run(event({ trigger: 'change', executionName: 'a1b2' }), world);
    expect(await run(event({ trigger: 'change', executionName: 'a1b2' }), world)).toEqual(first);
  });
});
