import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { GatewayApi } from '../../../core/gateway/gateway-api.ts';
import type { SweepStore } from '../../../core/gateway/sweep-ports.ts';
import { place, startedAt, sweepWorld } from '../../support/gateway/sweep-world.ts';
import { memoryCycle } from '../../support/memory/sweep-store.ts';

const small = {
  restApis: 8,
  methodsPerApi: 4,
  stagesPerApi: 2,
  canariesPerApi: 1,
  httpApis: 2,
  webSocketApis: 1,
  domains: 2,
};
const apiArn = (id: string) => `arn:aws:apigateway:${place.region}::/restapis/${id}`;
const first = 'r000000000';
const third = 'r000000002';

class Killed extends Error {}

/** A store whose process dies at the given operation, before or after it took effect. */
const dying = (store: SweepStore, at: number, after: boolean): SweepStore => {
  let operations = 0;
  const guarded =
    <Args extends readonly unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      operations += 1;
      if (operations === at && !after) throw new Killed();
      const result = await work(...args);
      if (operations === at) throw new Killed();
      return result;
    };
  return {
    progress: guarded(store.progress),
    saveProgress: guarded(store.saveProgress),
    storedApi: guarded(store.storedApi),
    storeApi: guarded(store.storeApi),
    storedAccount: guarded(store.storedAccount),
    storeAccount: guarded(store.storeAccount),
  };
};

describe('a sweep that is interrupted', () => {
  test('by its deadline says what is next, and goes on there; the counts are those of the whole', async () => {
    const world = sweepWorld(small);
    const store = memoryCycle().store();
    const deadline = () => new Date(world.clock.now().getTime() + 5_000);
    const results = [await world.sweepOnce('REST', store, { deadline: deadline() })];
    while (results.at(-1)?.done === false)
      results.push(await world.sweepOnce('REST', store, { deadline: deadline() }));
    expect(results.length).toBeGreaterThan(2);
    expect(results[0]).toMatchObject({ done: false, next: expect.stringMatching(/^r0/), listed: 8 });
    expect(results.at(-1)).toMatchObject({
      done: true,
      listed: 8,
      read: 8,
      reused: 0,
      stale: 0,
      failures: [],
    });
    const counted = Object.values(results.at(-1)?.calls ?? {}).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(world.seen.length);
    expect(world.seen.filter(({ operation }) => operation === 'GetResources')).toHaveLength(8);
  });

  test('after a deadline that is over it still reads one API, so that a loop ends', async () => {
    const world = sweepWorld(small);
    const store = memoryCycle().store();
    const late = { deadline: new Date(0) };
    let starts = 0;
    while (!(await world.sweepOnce('REST', store, late)).done) starts += 1;
    expect(starts).toBe(7);
  });

  test('by force at any point: nothing that was stored is read again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.integer({ min: 1, max: 25 }), after: fc.boolean() }), { maxLength: 6 }),
        async (kills) => {
          const world = sweepWorld(small);
          const cycle = memoryCycle();
          const store = cycle.store();
          const begun: string[] = [];
          for (const kill of [...kills, undefined]) {
            const stored = new Set([...cycle.apis.values()].map(({ gatewayId }) => gatewayId));
            const accountRead = cycle.account() !== undefined;
            const reader = world.newReader();
            const watching = {
              ...reader,
              readApi: (...args: Parameters<typeof reader.readApi>) => {
                expect(stored).not.toContain(args[0].gatewayId);
                begun.push(args[0].gatewayId);
                return reader.readApi(...args);
              },
              readAccount: () => {
                expect(accountRead).toBe(false);
                return reader.readAccount();
              },
            };
            try {
              await world.sweepOnce('REST', kill ? dying(store, kill.at, kill.after) : store, {
                reader: watching,
              });
            } catch (error) {
              if (!(error instanceof Killed)) throw error;
            }
          }
          expect(cycle.apis.size).toBe(8);
          const progress = await store.progress();
          expect(progress?.read).toBe(8);
          expect(new Set(progress?.done)).toEqual(new Set(world.bank.apis.keys()));
          expect(begun.length).toBeLessThanOrEqual(8 + kills.length);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('what cannot be read', () => {
  test('keeps its last facts, marked stale with their own date; the others are read', async () => {
    const world = sweepWorld(small);
    const before = await world.cycle();
    world.clock.advance(86_400);
    world.bank.deploy(third, 'prod', 1_790_000_000);
    world.bank.refuse(new RegExp(`/restapis/${third}/stages`));
    const { rest, apis } = await world.cycle({ maxAgeDays: 0 });
    expect(rest).toMatchObject({ listed: 8, read: 7, stale: 1 });
    expect(rest.failures).toEqual([
      { call: 'GetStages', reason: 'ACCESS_DENIED', about: apiArn(third), right: 'apigateway:GET' },
    ]);
    const last = before.apis.get(`REST/${third}`) as GatewayApi;
    expect(apis.get(`REST/${third}`)).toMatchObject({
      stages: last.stages,
      observedAt: last.observedAt,
      stale: { reason: 'ACCESS_DENIED', message: expect.stringContaining('GetStages') },
    });
  });

  test('and was never read stands with what the list said, unread for the rest', async () => {
    const world = sweepWorld(small);
    world.bank.refuse(new RegExp(`/restapis/${third}/`));
    const { rest, apis } = await world.cycle();
    expect(rest.failures.every(({ about }) => about === apiArn(third))).toBe(true);
    expect(apis.get(`REST/${third}`)).toMatchObject({
      name: 'api-2',
      stages: { known: false, reason: 'ACCESS_DENIED' },
    });
  });

  test('is read at the next sweep, although nothing changed', async () => {
    const world = sweepWorld(small);
    world.bank.refuse(new RegExp(`/restapis/${third}/authorizers`));
    await world.cycle({});
    world.bank.allowAll();
    const { rest, apis } = await world.cycle({ changes: { trustedFrom: startedAt, marks: [] } });
    expect(rest).toMatchObject({ read: 1, reused: 7 });
    expect(apis.get(`REST/${third}`)).toMatchObject({ authorizers: { known: true } });
  });

  test('a list that is refused ends the sweep with its row, and nothing is read', async () => {
    const world = sweepWorld(small);
    world.bank.refuse(/^\/restapis$/);
    const { rest, v2 } = await world.cycle();
    expect(rest).toEqual({
      done: true,
      read: 0,
      reused: 0,
      stale: 0,
      calls: { GetRestApis: 1 },
      failures: [{ call: 'GetRestApis', reason: 'ACCESS_DENIED', about: '', right: 'apigateway:GET' }],
    });
    expect(v2).toMatchObject({ done: true, listed: 3, read: 3 });
  });

  test('domains that cannot be read are those of the last sweep, and the row says so', async () => {
    const world = sweepWorld(small);
    await world.cycle();
    world.bank.refuse(/^\/domainnames$/);
    const { rest, apis } = await world.cycle();
    expect(rest.failures).toMatchObject([
      { call: 'GetDomainNames', about: `arn:aws:apigateway:${place.region}::/domainnames` },
    ]);
    expect(apis.get(`REST/${first}`)).toMatchObject({
      domains: { value: [{ domainName: 'd0.bank.example' }] },
    });
  });
});

describe('what a feed reports', () => {
  const trusted = (
    marks: readonly { readonly gatewayId?: string; readonly at: string; readonly region?: string }[],
  ) => ({
    changes: { trustedFrom: startedAt, marks: marks.map((mark) => ({ ...place, ...mark })) },
  });

  test('a change of domains is read for all APIs, and no API with it', async () => {
    const world = sweepWorld(small);
    await world.cycle();
    world.clock.advance(60);
    const at = world.clock.now().toISOString();
    const { rest, calls } = await world.cycle(trusted([{ at }]));
    expect(rest).toMatchObject({ read: 0, reused: 8 });
    expect(calls.some(({ operation }) => operation === 'GetDomainNames')).toBe(true);
    expect(calls.some(({ operation }) => operation === 'GetStages')).toBe(false);
  });

  test('a change in another Region is none here', async () => {
    const world = sweepWorld(small);
    await world.cycle();
    const at = world.clock.now().toISOString();
    const { rest, calls } = await world.cycle(
      trusted([
        { gatewayId: third, at, region: 'eu-west-1' },
        { at, region: 'eu-west-1' },
      ]),
    );
    expect(rest).toMatchObject({ reused: 8 });
    expect(calls).toHaveLength(2);
  });

  test('a mark that comes late is answered by the sweep after it', async () => {
    const world = sweepWorld(small);
    await world.cycle();
    world.clock.advance(60);
    const changedAt = world.clock.now().toISOString();
    world.bank.deploy(third, 'prod', 1_790_000_000);
    world.clock.advance(60);
    expect((await world.cycle(trusted([]))).rest).toMatchObject({ read: 0, reused: 8 });
    expect((await world.cycle(trusted([{ gatewayId: third, at: changedAt }]))).rest).toMatchObject({
      read: 1,
    });
  });

  test('an API that the list tells differently is read, reported or not', async () => {
    const world = sweepWorld(small);
    await world.cycle();
    const api = world.bank.apis.get(third);
    if (api) api.name = 'renamed';
    const { rest, apis } = await world.cycle(trusted([]));
    expect(rest).toMatchObject({ read: 1, reused: 7 });
    expect(apis.get(`REST/${third}`)?.name).toBe('renamed');
  });
});
