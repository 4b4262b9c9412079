import { describe, expect, test } from '@jest/globals';
import type { GatewayApi, ListedApi } from '../../../core/gateway/gateway-api.ts';
import { sameSettings } from '../../../core/gateway/unchanged.ts';
import { everything, payments, rates, readerOf } from '../../support/gateway/reader-world.ts';
import { denied } from '../../support/gateway/wire.ts';

const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
type Answers = Parameters<typeof readerOf>[0];

const listedOf = async (family: 'REST' | 'V2', id: string): Promise<ListedApi> => {
  const { value } = await readerOf(everything).reader.list(family);
  const found = value.known && value.value.find(({ gatewayId }) => gatewayId === id);
  if (!found) throw new Error(`${id} is not listed.`);
  return found;
};
const readOnce = async (listed: ListedApi): Promise<GatewayApi> =>
  stored((await readerOf(everything).reader.readApi(listed)).value);

const stagesOf = (answers: Answers, line: string) =>
  stored(
    (answers[line] as { body: { item?: Record<string, unknown>[]; items?: Record<string, unknown>[] } }).body,
  );

test('the list tells the same of an API again, whatever its members are', async () => {
  const told = { 'GET /restapis': { body: { item: [(everything[payments] as { body: unknown }).body] } } };
  const list = async () => (await readerOf(told).reader.list('REST')).value;
  const [first, again] = [stored(await list()), await list()];
  if (!first.known || !again.known) throw new Error('The list is not known.');
  const [one, other] = [first.value[0], again.value[0]];
  expect(one).toMatchObject({
    tags: { owner: 'payments-team' },
    apiKeySource: 'HEADER',
    ipAddressType: 'ipv4',
  });
  expect(one && other && sameSettings(other, one)).toBe(true);
  expect(one && other && sameSettings({ ...other, tags: {} }, one)).toBe(false);
  const { description: _, ...undescribed } = other ?? ({} as ListedApi);
  expect(one && sameSettings(undescribed, one)).toBe(false);
});

describe('a REST API that was read before', () => {
  test('costs one call while its stages stand', async () => {
    const listed = await listedOf('REST', 'a1b2c3d4e5');
    const last = await readOnce(listed);
    const { reader, requests } = readerOf(everything);
    const { value, failures } = await reader.readApi(listed, { last, confirm: true });
    expect(requests).toEqual(['GET /restapis/a1b2c3d4e5/stages']);
    expect(failures).toEqual([]);
    expect(value).toEqual({ ...last, confirmedAt: '2026-11-24T10:00:00.000Z' });
  });

  test('is read when a stage has another deployment, and only that deployment is asked for', async () => {
    const listed = await listedOf('REST', 'a1b2c3d4e5');
    const last = stored(await readOnce(listed));
    const body = stagesOf(everything, `${payments}/stages`);
    const [prod] = body.item ?? [];
    Object.assign(prod ?? {}, { deploymentId: 'dep009' });
    const { reader, requests } = readerOf({
      ...everything,
      [`${payments}/stages`]: { body },
      [`${payments}/deployments/dep009`]: {
        body: { id: 'dep009', apiSummary: { '/payments': { GET: { authorizationType: 'NONE' } } } },
      },
    });
    const { value } = await reader.readApi(listed, {
      last: {
        ...last,
        calls: last.calls.map((call) => ({ ...call, observedAt: '2026-01-01T00:00:00.000Z' })),
      },
      confirm: true,
    });
    expect(requests.filter((one) => /stages|deployments/.test(one))).toEqual([
      'GET /restapis/a1b2c3d4e5/stages',
      'GET /restapis/a1b2c3d4e5/deployments/dep009?embed=apisummary',
    ]);
    expect(value.confirmedAt).toBeUndefined();
    expect(value.stages).toMatchObject({
      value: [
        {
          deploymentId: 'dep009',
          deployed: { value: [{ method: 'GET', authorizationType: 'NONE' }] },
          canary: { deploymentId: 'dep002', deployed: { known: true } },
        },
        { name: 'uat', deployed: { known: true } },
      ],
    });
    const deployments = value.calls.filter(({ call }) => call === 'GetDeployment');
    expect(
      new Map(deployments.map(({ about, observedAt }) => [about?.slice(-6), observedAt.slice(0, 10)])),
    ).toEqual(
      new Map([
        ['dep009', '2026-11-24'],
        ['dep002', '2026-01-01'],
        ['dep001', '2026-01-01'],
      ]),
    );
  });

  test('a deployment that could not be read is asked for again', async () => {
    const listed = await listedOf('REST', 'a1b2c3d4e5');
    const refused = readerOf({ ...everything, [`${payments}/deployments/dep002`]: denied });
    const { value: last, failures } = await refused.reader.readApi(listed);
    expect(failures).toEqual([
      {
        call: 'GetDeployment',
        reason: 'ACCESS_DENIED',
        about: 'arn:aws:apigateway:eu-central-1::/restapis/a1b2c3d4e5',
        right: 'apigateway:GET',
      },
    ]);
    const { reader, requests } = readerOf(everything);
    await reader.readApi(listed, { last });
    expect(requests.filter((one) => one.includes('/deployments/'))).toEqual([
      'GET /restapis/a1b2c3d4e5/deployments/dep002?embed=apisummary',
    ]);
  });

  test('keeps to its allowance: the parts that no control rests on wait', async () => {
    const listed = await listedOf('REST', 'a1b2c3d4e5');
    const { reader, requests } = readerOf(everything);
    const { value, failures } = await reader.readApi(listed, { allowance: 6 });
    expect(requests).toHaveLength(6);
    expect(failures).toEqual([]);
    expect(value.validators).toMatchObject({ known: true });
    for (const part of ['gatewayResponses', 'models', 'documentationVersions'] as const)
      expect(value[part]).toMatchObject({ known: false, reason: 'DEFERRED' });
  });

  test('a list that may not be read is unread, with the right that is missing', async () => {
    const { reader } = readerOf({ 'GET /restapis': denied });
    expect(await reader.list('REST')).toEqual({
      value: { known: false, reason: 'ACCESS_DENIED', message: expect.stringContaining('GetRestApis') },
      failures: [{ call: 'GetRestApis', reason: 'ACCESS_DENIED', about: '', right: 'apigateway:GET' }],
    });
  });
});

describe('an HTTP API that was read before', () => {
  test('costs one call while its stages stand, and is read when one was deployed', async () => {
    const listed = await listedOf('V2', 'h1h2h3h4h5');
    const last = await readOnce(listed);
    const same = readerOf(everything);
    expect((await same.reader.readApi(listed, { last, confirm: true })).value.confirmedAt).toBeDefined();
    expect(same.requests).toEqual(['GET /v2/apis/h1h2h3h4h5/stages?maxResults=100']);

    const body = stagesOf(everything, `${rates}/stages`);
    Object.assign(body.items?.[0] ?? {}, { deploymentId: 'hd2' });
    const changed = readerOf({ ...everything, [`${rates}/stages`]: { body } });
    const { value } = await changed.reader.readApi(listed, { last, confirm: true });
    expect(value.confirmedAt).toBeUndefined();
    expect(changed.requests.some((one) => one.includes('/routes'))).toBe(true);
  });
});

test('a WebSocket API: its route keys, what selects them, and no claim about its deployment', async () => {
  const push = 'GET /v2/apis/w1w2w3w4w5';
  const listed = await listedOf('V2', 'w1w2w3w4w5');
  const { reader } = readerOf({
    ...everything,
    [`${push}/stages`]: { body: { items: [{ stageName: 'live', deploymentId: 'wd1' }] } },
    [`${push}/routes`]: {
      body: {
        items: [
          {
            routeKey: '$connect',
            authorizationType: 'CUSTOM',
            authorizerId: 'a1',
            target: 'integrations/i1',
          },
          { routeKey: 'subscribe', authorizationType: 'NONE', target: 'integrations/i1' },
        ],
      },
    },
    [`${push}/integrations`]: { body: { items: [{ integrationId: 'i1', integrationType: 'AWS_PROXY' }] } },
    [`${push}/authorizers`]: {
      body: {
        items: [{ authorizerId: 'a1', name: 'connect', authorizerType: 'REQUEST', identitySource: ['q.t'] }],
      },
    },
    [`${push}/models`]: { body: { items: [{ name: 'Subscribe', contentType: 'application/json' }] } },
  });
  const { value } = await reader.readApi(listed);
  expect(value).toMatchObject({
    kind: 'WEBSOCKET',
    name: 'prices-push',
    routeSelectionExpression: '$request.body.action',
    draft: {
      value: [
        { method: 'ANY', path: '$connect', authorizationType: 'CUSTOM', integration: { type: 'AWS_PROXY' } },
        { method: 'ANY', path: 'subscribe', authorizationType: 'NONE' },
      ],
    },
    authorizers: { value: [{ type: 'REQUEST', identitySource: ['q.t'] }] },
    models: { value: [{ name: 'Subscribe' }] },
    stages: { value: [{ name: 'live', deployed: { known: false, reason: 'UNSUPPORTED' } }] },
  });
});
