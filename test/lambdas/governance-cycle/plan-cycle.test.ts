import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../aws/policy.ts';
import { cycleId } from '../../../core/identifiers.ts';
import { cyclePolicy } from '../../../core/inventory/cycle-plan.ts';
import { input, run } from '../../../lambdas/governance-cycle/plan-cycle.ts';
import { fixedClock } from '../../support/memory/clock.ts';
import { memoryCycles } from '../../support/memory/cycles.ts';
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
  stakeholders: memoryStakeholders(),
  intake: memoryIntake(stakeholders === undefined ? {} : { 'stakeholders.yaml': stakeholders }),
  policy: loadPolicy('cycle', cyclePolicy),
  clock: fixedClock('2026-11-24T10:00:00.000Z'),
});

const event = (over: object = {}) =>
  input.parse({
    trigger: 'person',
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

  test('a burst of changes is one cycle', async () => {
    const world = ports(full);
    await run(event({ trigger: 'change', executionName: 'a1b2' }), world);
    world.clock.advance(60);
    expect(
      await run(
        event({ trigger: 'change', executionName: 'c3d4', startedAt: '2026-11-24T10:01:00.000Z' }),
        world,
      ),
    ).toMatchObject({ outcome: 'MERGED' });
    world.clock.advance(20 * 60);
    expect(
      await run(
        event({ trigger: 'change', executionName: 'e5f6', startedAt: '2026-11-24T10:21:00.000Z' }),
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
