import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  busiest,
  countByOperation,
  place,
  type SeenCall,
  startedAt,
  sweepWorld,
} from '../../support/gateway/sweep-world.ts';

/** Six hundred APIs of a hundred methods each, sent through the SDK's own parsing. */
jest.setTimeout(180_000);

const size = {
  restApis: 600,
  methodsPerApi: 100,
  stagesPerApi: 3,
  canariesPerApi: 1,
  httpApis: 40,
  webSocketApis: 5,
  domains: 20,
};

/** Pages of GetRestApis (500 each) and of GetApis (100 each). */
const listCalls = 2 + 1;

const notOfLists = (calls: readonly SeenCall[]) =>
  calls.filter(({ operation }) => !['GetRestApis', 'GetApis'].includes(operation));

describe('the call budget of an estate of 600 REST APIs with 100 methods each', () => {
  const world = sweepWorld(size);
  const feed = (marks: readonly { readonly gatewayId?: string; readonly at: string }[] = []) => ({
    changes: { trustedFrom: startedAt, marks: marks.map((mark) => ({ ...place, ...mark })) },
  });
  let full: Awaited<ReturnType<typeof world.cycle>>;

  beforeAll(async () => {
    full = await world.cycle();
  });

  test('a full sweep keeps to ten calls an API, lists and all that is shared included', () => {
    const ofRest = Object.values(full.rest.calls).reduce((sum, count) => sum + count, 0);
    expect(ofRest).toBeLessThanOrEqual(6_000);
    expect(full.rest).toMatchObject({ done: true, listed: 600, read: 600, reused: 0, failures: [] });
    expect(full.v2).toMatchObject({ done: true, listed: 45, read: 45, failures: [] });
  });

  test('and none of them is made per method', () => {
    const { calls } = full.rest;
    expect(calls.GetResources).toBe(600);
    expect(calls.GetDeployment).toBe(600 * 4);
    expect(calls.GetMethod ?? calls.GetIntegration ?? calls.GetRestApi).toBeUndefined();
  });

  test('what is shared is read once for both families', () => {
    const counts = countByOperation(full.calls);
    expect(counts).toMatchObject({
      GetDomainNames: 1,
      GetBasePathMappings: 20,
      GetUsagePlans: 1,
      GetAccount: 1,
      GetVpcLinks: 2,
      GetClientCertificates: 1,
    });
  });

  test('no second sees more than five calls, no two seconds more than five GetResources', () => {
    expect(busiest(world.seen, 1000)).toBeLessThanOrEqual(5);
    const resources = world.seen.filter(({ operation }) => operation === 'GetResources');
    expect(busiest(resources, 2000)).toBeLessThanOrEqual(5);
    expect(full.seconds).toBeGreaterThan(1_000);
  });

  test('the facts are there: 100 methods, deployed and drafted, and no value of a variable', () => {
    const api = full.apis.get('REST/r000000599');
    expect(api).toMatchObject({
      draft: { known: true },
      authorizers: { value: [{ type: 'TOKEN' }] },
      domains: { value: [{ domainName: 'd19.bank.example' }] },
      gatewayResponses: { value: [{ type: 'UNAUTHORIZED' }] },
      stages: { value: [{ variableNames: ['password'], canary: { deployed: { known: true } } }, {}, {}] },
    });
    expect(api?.draft.known && api.draft.value.length).toBe(100);
    expect(JSON.stringify([...full.apis.values()])).not.toContain('s3cret-value');
  });

  test('unchanged with a change feed: the lists and nothing else', async () => {
    world.clock.advance(86_400);
    const again = await world.cycle(feed());
    expect(again.calls).toHaveLength(listCalls);
    expect(again.rest).toMatchObject({ listed: 600, read: 0, reused: 600 });
    expect(again.v2).toMatchObject({ listed: 45, read: 0, reused: 45 });
  });

  test('n changed: the lists, and the calls of those n without the deployments that stand', async () => {
    world.clock.advance(3_600);
    const at = world.clock.now().toISOString();
    const changed = ['r000000007', 'r000000100', 'r000000599'];
    for (const id of changed) world.bank.deploy(id, 'prod', Date.parse(at) / 1000);
    world.clock.advance(60);
    const again = await world.cycle(feed(changed.map((gatewayId) => ({ gatewayId, at }))));
    expect(again.rest).toMatchObject({ read: 3, reused: 597 });
    expect(countByOperation(notOfLists(again.calls))).toEqual({
      GetStages: 3,
      GetResources: 3,
      GetDeployment: 3,
      GetAuthorizers: 3,
      GetRequestValidators: 3,
      GetGatewayResponses: 3,
      GetModels: 3,
      GetDocumentationVersions: 3,
    });
    expect(again.calls.length).toBeLessThanOrEqual(listCalls + 10 * changed.length);
  });

  test('unchanged without a feed: one call an API, and what is shared', async () => {
    world.clock.advance(3_600);
    const again = await world.cycle();
    const ofRest = Object.values(again.rest.calls).reduce((sum, count) => sum + count, 0);
    expect(ofRest).toBeLessThanOrEqual(700);
    expect(again.rest).toMatchObject({ read: 0, reused: 600 });
    expect(again.v2).toMatchObject({ read: 0, reused: 45 });
    expect(again.calls.filter(({ operation }) => operation === 'GetStages')).toHaveLength(645);
  });

  test('facts that are taken over keep their date and say when they were known unchanged', async () => {
    const api = world.last.apis.get('REST/r000000300');
    expect(api?.observedAt?.slice(0, 10)).toBe('2026-11-24');
    expect(Date.parse(api?.confirmedAt ?? '')).toBeGreaterThan(
      Date.parse(api?.observedAt ?? '') + 86_400_000,
    );
  });
});

test('with a canary on every stage an API still keeps to ten calls, and what was left comes next time', async () => {
  const world = sweepWorld({
    ...size,
    restApis: 30,
    methodsPerApi: 4,
    canariesPerApi: 3,
    httpApis: 0,
    webSocketApis: 0,
    domains: 2,
  });
  const { rest, calls, apis } = await world.cycle();
  expect(calls.length).toBeLessThanOrEqual(30 * 10 + 1);
  expect(rest.failures).toEqual([]);
  expect(apis.get('REST/r000000029')).toMatchObject({
    authorizers: { known: true },
    stages: { value: Array(3).fill(expect.objectContaining({ canary: expect.anything() })) },
    models: { known: false, reason: 'DEFERRED', message: expect.stringContaining('next reading') },
  });
  const unchanged = await world.cycle();
  expect(unchanged.rest).toMatchObject({ read: 0, reused: 30 });
  const next = await world.cycle({ maxAgeDays: 0 });
  expect(next.apis.get('REST/r000000029')).toMatchObject({
    validators: { known: true },
    models: { known: true },
    gatewayResponses: { known: true },
    documentationVersions: { known: true },
  });
  expect(countByOperation(next.calls).GetDeployment).toBeUndefined();
});
