import { describe, expect, test } from '@jest/globals';
import { compensations, saga } from '../../../core/migration/saga.ts';
import { invokedFunction } from '../../../lib/asl.ts';
import { Killed, killAt } from '../../support/interrupt.ts';
import {
  ids,
  type MigrationWorld,
  machine,
  migrationWorld,
  runMachine,
  states,
} from '../../support/migration-world.ts';

/** Everything that outlives an execution. */
const lasting = async (world: MigrationWorld) => ({
  apis: [...world.gateway.apis.values()],
  mappings: [...world.gateway.mappings],
  migration: await world.migrations.get(ids.migrationId),
  locks: [...world.migrations.locks],
  catalogue: await world.catalogue.list(),
  documents: [...world.documents.bodies].sort(),
});

const migrated = async () => {
  const world = await migrationWorld();
  await runMachine(world);
  return lasting(world);
};

const outcomes = (results: readonly { probeId: string; outcome: string }[] | undefined) =>
  (results ?? [])
    .filter((result) => result.outcome !== 'not-provable')
    .map((result) => `${result.probeId} ${result.outcome}`);

describe('a migration', () => {
  test('takes the open catch-all onto the hardened gateway, proven before and after', async () => {
    const world = await migrationWorld();
    const source = structuredClone(world.gateway.apis.get('source1'));
    const ended = await runMachine(world);
    const migration = await world.migrations.get(ids.migrationId);
    expect({ ended: ended.ended, state: migration?.state, failure: migration?.failure }).toEqual({
      ended: 'Verified',
      state: 'VERIFIED',
      failure: undefined,
    });
    expect(outcomes(migration?.probesBefore)).toEqual([
      'P1 passed',
      'P2 failed',
      'P3 failed',
      'P7 failed',
      'P8 failed',
      'P11 failed',
      'P12 failed',
      'P12 failed',
      'P15 failed',
    ]);
    expect(outcomes(migration?.probesAfter)).toEqual(
      ['P1', 'P2', 'P3', 'P7', 'P8', 'P11', 'P12', 'P12', 'P15'].map((id) => `${id} passed`),
    );
    expect(world.gateway.apis.get('source1')).toEqual(source);
    expect([...world.gateway.mappings]).toEqual([
      ['api.demo-bank.test/accounts', { gatewayId: 'target1', stage: 'live' }],
    ]);
    expect((await world.catalogue.get(ids.apiId))?.gateway?.gatewayId).toBe('target1');
    expect(world.migrations.locks.size).toBe(0);
  });

  test('leaves no token in anything it stores', async () => {
    const world = await migrationWorld();
    await runMachine(world);
    expect(JSON.stringify(await lasting(world))).not.toContain(world.token);
  });

  test('never sends a valid unsafe request', async () => {
    const world = await migrationWorld();
    await runMachine(world);
    const unsafe = world.prober.sent.filter(({ method }) => !['GET', 'HEAD'].includes(method));
    expect(unsafe.length).toBeGreaterThan(0);
    for (const { body, headers } of unsafe) {
      expect(headers['x-gatehouse-probe']).toBe('dry-run');
      expect(JSON.parse(body ?? '')).not.toHaveProperty('amount');
    }
  });

  test('is there for callers only after it was closed, logged and throttled', async () => {
    const world = await migrationWorld();
    await runMachine(world);
    const target = world.gateway.apis.get('target1');
    expect(target?.deployments.map(({ policy }) => (policy?.includes('"Deny"') ? 'closed' : 'open'))).toEqual(
      ['closed', 'open'],
    );
    expect(target?.stages.get('live')?.settings).toMatchObject({
      throttle: { rateLimit: 50, burstLimit: 100 },
      tracing: true,
    });
  });
});

describe('killed at any call and started again, it ends like one that was never disturbed', () => {
  const sequences = async () => {
    const run = killAt(Number.POSITIVE_INFINITY, 'before');
    const world = await migrationWorld();
    await runMachine(world, run.wrap(world.ports));
    return run.calls.length;
  };

  test.each(['before', 'after'] as const)('%s the call takes effect', async (when) => {
    const straight = await migrated();
    const count = await sequences();
    expect(count).toBeGreaterThan(60);
    for (let nth = 1; nth <= count; nth++) {
      const world = await migrationWorld();
      const run = killAt(nth, when);
      await expect(Promise.race([runMachine(world, run.wrap(world.ports)), run.killed])).rejects.toThrow(
        Killed,
      );
      const resumed = await runMachine(world);
      expect([nth, run.calls.at(-1), resumed.ended]).toEqual([nth, run.calls.at(-1), 'Verified']);
      const { documents, migration, ...rest } = await lasting(world);
      expect(rest).toEqual({
        apis: straight.apis,
        mappings: straight.mappings,
        locks: straight.locks,
        catalogue: straight.catalogue,
      });
      expect({ ...migration, steps: [] }).toEqual({ ...straight.migration, steps: [] });
      expect(new Set(migration?.steps.map((step) => `${step.name} ${step.state}`))).toEqual(
        new Set(straight.migration?.steps.map((step) => `${step.name} ${step.state}`)),
      );
      expect(documents.map(([key]) => key)).toEqual(straight.documents.map(([key]) => key));
    }
  });
});

describe('a step that fails for good is undone', () => {
  const forwardSteps = saga.map((step) => step.name).filter((name) => name !== 'LockApi');

  test.each(forwardSteps)('%s', async (failing) => {
    const world = await migrationWorld();
    const before = await lasting(world);
    const broken = { ...world.ports, clock: { now: () => world.clock.now() } };
    // The work is done and its record is refused: the worst moment to fail.
    broken.migrations = {
      ...world.migrations,
      change: async (id, fence, change) => {
        const migration = await world.migrations.get(id);
        const after = migration && change(migration);
        const step = after?.steps.at(-1);
        if (step?.name === failing && step.state === 'DONE' && after !== migration)
          throw new Error('the table is gone');
        return world.migrations.change(id, fence, change);
      },
    };
    const ended = await runMachine(world, broken);
    const after = await lasting(world);
    expect(ended.ended).toBe('Compensated');
    expect(after.migration?.state).toBe('COMPENSATED');
    expect(after.migration?.failure).toContain(`${failing}: `);
    expect(after.apis).toEqual(before.apis);
    expect(after.mappings).toEqual(before.mappings);
    expect(after.catalogue).toEqual(before.catalogue);
    expect(after.locks).toEqual([]);
  });

  test('a compensation that fails for good keeps the API locked and says so', async () => {
    const world = await migrationWorld();
    world.gateway.importRefusal = 'Errors found during import';
    const writer = {
      ...world.gateway.writer,
      deleteTarget: async () => {
        throw new Error('TooManyRequestsException');
      },
    };
    const ended = await runMachine(world, { ...world.ports, writer });
    const after = await lasting(world);
    expect(ended.ended).toBe('CompensationFailed');
    expect(after.migration?.state).toBe('COMPENSATION_FAILED');
    expect(after.locks).toEqual([[ids.apiId, ids.migrationId]]);
  });
});

describe('a gateway that did not do as it was told is noticed', () => {
  type Break = (world: MigrationWorld) => void;
  const first = (world: MigrationWorld, change: (operation: Record<string, unknown>) => void) => {
    world.gateway.afterImport = ({ definition }) =>
      change(definition.operations[0] as unknown as Record<string, unknown>);
  };
  const breaks: readonly [string, string, Break][] = [
    [
      'an import with a warning',
      'API Gateway refused the import',
      (world) => {
        world.gateway.importRefusal = 'Warnings found during import';
      },
    ],
    [
      'an open method',
      'not the authorizer',
      (world) =>
        first(world, (operation) => {
          operation.authorizationType = 'NONE';
        }),
    ],
    [
      'a method without validator',
      'no validator',
      (world) =>
        first(world, (operation) => {
          operation.requestValidatorId = undefined;
        }),
    ],
    [
      'a method that leads elsewhere',
      'leads to',
      (world) =>
        first(world, (operation) => {
          operation.integration = { type: 'HTTP_PROXY', uri: 'https://elsewhere.test/' };
        }),
    ],
    [
      'a parameter that is not required',
      'does not require',
      (world) =>
        first(world, (operation) => {
          operation.requestParameters = {};
        }),
    ],
    [
      'a route nobody declared',
      'nobody declared',
      (world) => {
        world.gateway.afterImport = ({ definition }) =>
          void definition.operations.push({ ...definition.operations[0], path: '/debug' } as never);
      },
    ],
    [
      'a lost route',
      'is missing',
      (world) => {
        world.gateway.afterImport = ({ definition }) => void definition.operations.splice(0, 1);
      },
    ],
  ];

  test.each(breaks)('%s', async (_, reason, sabotage) => {
    const world = await migrationWorld();
    sabotage(world);
    const ended = await runMachine(world);
    const after = await lasting(world);
    expect(ended.ended).toBe('Compensated');
    expect(after.migration?.failure).toContain(reason);
    expect(after.apis.map(({ id }) => id)).toEqual(['source1']);
    expect(after.mappings).toEqual([
      ['api.demo-bank.test/accounts', { gatewayId: 'source1', stage: 'prod' }],
    ]);
  });

  test('a model that an import left inexact: the exact one is written over it', async () => {
    const world = await migrationWorld();
    await runMachine(world);
    const model = world.gateway.apis.get('target1')?.definition.models.NewTransfer as {
      properties: { note: unknown };
    };
    expect(model.properties.note).toEqual({ type: ['string', 'null'] });
  });

  test('a default endpoint that stays open fails the dark probes, and no caller met the target', async () => {
    const world = await migrationWorld();
    const switched: string[] = [];
    const writer = {
      ...world.gateway.writer,
      createDeployment: async (id: string, description: string) => {
        const target = world.gateway.apis.get(id);
        if (target) target.definition = { ...target.definition, disableExecuteApiEndpoint: false };
        return world.gateway.writer.createDeployment(id, description);
      },
      putMapping: async (
        at: { domainName: string; basePath: string },
        to: { gatewayId: string; stage: string },
      ) => {
        switched.push(at.basePath);
        return world.gateway.writer.putMapping(at, to);
      },
    };
    const ended = await runMachine(world, { ...world.ports, writer });
    expect(ended.ended).toBe('Compensated');
    expect((await world.migrations.get(ids.migrationId))?.failure).toContain('P15');
    expect(switched).not.toContain('accounts');
  });

  test('a mapping that somebody changed meanwhile stays as they left it', async () => {
    const world = await migrationWorld();
    const other = { gatewayId: 'source1', stage: 'hotfix' };
    world.gateway.apis.get('source1')?.stages.set('hotfix', { deploymentId: 'd0' });
    const writer = {
      ...world.gateway.writer,
      deleteMapping: async (at: { domainName: string; basePath: string }) => {
        await world.gateway.writer.deleteMapping(at);
        world.gateway.mappings.set('api.demo-bank.test/accounts', other);
      },
    };
    const ended = await runMachine(world, { ...world.ports, writer });
    expect(ended.ended).toBe('Compensated');
    expect(world.gateway.mappings.get('api.demo-bank.test/accounts')).toEqual(other);
  });
});

describe('refusals create nothing', () => {
  type Change = (world: MigrationWorld) => Promise<void> | void;
  const patch = async (world: MigrationWorld, change: object) => {
    const record = await world.catalogue.get(ids.apiId);
    if (record) await world.catalogue.put({ ...record, ...change });
  };
  const source = (world: MigrationWorld) =>
    world.gateway.apis.get('source1') as NonNullable<ReturnType<typeof world.gateway.apis.get>>;
  const cases: readonly [string, string, Change][] = [
    ['no gateway known', 'no gateway', (world) => patch(world, { gateway: undefined })],
    ['no document', 'no OpenAPI document', (world) => patch(world, { documentKey: undefined })],
    [
      'a document that is gone',
      'no longer there',
      (world) => patch(world, { documentKey: 'specs/other.yaml' }),
    ],
    [
      'migrated before',
      'already the result',
      (world) => {
        source(world).tags['gatehouse:migration-id'] = 'm-0';
      },
    ],
    [
      'owned by a stack',
      'The stack cards',
      (world) => {
        source(world).tags['aws:cloudformation:stack-name'] = 'cards';
      },
    ],
    ['no domain', 'No custom domain', (world) => void world.gateway.mappings.clear()],
    [
      'several base paths',
      'Several base paths',
      (world) =>
        void world.gateway.mappings.set('api.demo-bank.test/v2', { gatewayId: 'source1', stage: 'prod' }),
    ],
    [
      'a backend without TLS',
      'not reached over TLS',
      (world) => {
        source(world).definition.operations.splice(0, 1, {
          ...source(world).definition.operations[0],
          integration: { type: 'HTTP_PROXY', uri: 'http://backend.bank.example/{proxy}' },
        } as never);
      },
    ],
  ];

  test.each(cases)('%s', async (_, reason, change) => {
    const world = await migrationWorld();
    await change(world);
    const before = await lasting(world);
    const ended = await runMachine(world);
    const after = await lasting(world);
    expect(ended.ended).toBe('Refused');
    expect(after.migration?.state).toBe('REFUSED');
    expect(after.migration?.failure).toContain(reason);
    expect({ apis: after.apis, mappings: after.mappings, locks: after.locks }).toEqual({
      apis: before.apis,
      mappings: before.mappings,
      locks: before.locks,
    });
  });

  test('an unreadable document is named with its fix', async () => {
    const world = await migrationWorld('swagger: "2.0"\n');
    await runMachine(world);
    expect((await world.migrations.get(ids.migrationId))?.failure).toContain(
      'specs/accounts.yaml: The document is Swagger 2.0. Convert it',
    );
  });

  test('another migration of the same API is refused while one runs', async () => {
    const world = await migrationWorld();
    const run = killAt(40, 'after');
    await expect(Promise.race([runMachine(world, run.wrap(world.ports)), run.killed])).rejects.toThrow(
      Killed,
    );
    const second = await states.LockApi.run(
      { ...ids, migrationId: 'm-2' as typeof ids.migrationId },
      world.ports,
    );
    expect(second.outcome).toBe('REFUSED');
    expect((await world.migrations.get('m-2' as typeof ids.migrationId))?.failure).toContain(
      'migration m-1 holds the API',
    );
  });

  test('a verified migration started again changes nothing', async () => {
    const world = await migrationWorld();
    await runMachine(world);
    const before = structuredClone(await lasting(world));
    expect((await runMachine(world)).visited).toEqual(['LockApi', 'IsApiLocked', 'Verified']);
    expect(await lasting(world)).toEqual(before);
  });

  test('an execution that was taken over changes nothing more', async () => {
    const world = await migrationWorld();
    const first = await states.LockApi.run(ids, world.ports);
    await states.LockApi.run(ids, world.ports);
    const stale = { migrationId: ids.migrationId, fence: first.fence };
    await expect(states.TakeSnapshot.run(stale, world.ports)).rejects.toThrow('no longer this execution');
    await expect(states.DeleteTarget.run(stale, world.ports)).rejects.toThrow('no longer this execution');
  });
});

describe('the saga as data and the machine', () => {
  const next = (state: string): string => {
    const found = machine.States[state];
    if (found?.Type !== 'Choice') return state;
    const choices = found.Choices as { StringEquals: string; Next: string }[];
    return choices.find(({ StringEquals }) => ['DONE', 'LOCKED'].includes(StringEquals))?.Next ?? '';
  };
  const chain = (from: string): string[] => {
    const names: string[] = [];
    for (
      let state = next(from);
      machine.States[state]?.Type === 'Task';
      state = next(String(machine.States[state]?.Next))
    )
      names.push(state);
    return names;
  };

  test('have the same steps in the same order', () => {
    expect(chain('LockApi')).toEqual(saga.map((step) => step.name));
    expect(chain('RestoreTraffic')).toEqual([...compensations, 'RecordCompensation']);
  });

  test('route refusals and failures as the data says', () => {
    for (const step of saga) {
      const after = machine.States[String(machine.States[step.name]?.Next)];
      const otherwise = after?.Type === 'Choice' ? String(after.Default) : undefined;
      expect([step.name, otherwise]).toEqual([
        step.name,
        step.mayRefuse ? 'RefuseMigration' : step.mayFail ? 'RestoreTraffic' : undefined,
      ]);
    }
  });

  test('run one function per state', () => {
    const tasks = Object.entries(machine.States).filter(([, state]) => state.Type === 'Task');
    expect(tasks.map(([name, state]) => [name, invokedFunction(state)])).toEqual(
      tasks.map(([name]) => [name, name]),
    );
    expect(tasks.map(([name]) => name).sort()).toEqual(Object.keys(states).sort());
  });

  test('catch everything unforeseen into the compensations, in the portable order', () => {
    for (const step of saga.slice(1)) {
      const catchers = machine.States[step.name]?.Catch as { ErrorEquals: string[]; Next: string }[];
      expect(catchers.map(({ ErrorEquals }) => ErrorEquals[0])).toEqual([
        'States.Timeout',
        'States.TaskFailed',
        'States.ALL',
      ]);
      expect(new Set(catchers.map((each) => each.Next))).toEqual(new Set(['RestoreTraffic']));
    }
  });
});
