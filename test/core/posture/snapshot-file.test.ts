import { describe, expect, test } from '@jest/globals';
import type { GatewayReader } from '../../../core/ports.ts';
import { postureReport } from '../../../core/posture/posture-report.ts';
import {
  callCounter,
  judgeSnapshot,
  snapshotFile,
  snapshotOf,
  takeSource,
} from '../../../core/posture/snapshot-file.ts';
import { fixedClock } from '../../support/memory/clock.ts';
import { apiWithStage, denied, goodApi } from '../../support/posture-subject.ts';

const refusal = Object.assign(new Error('User arn:aws:iam::1:user/jane is not authorized'), {
  name: 'AccessDeniedException',
});
const named = (id: string) => ({ id, name: `api ${id}` });

const readerOf = (change: Partial<GatewayReader> = {}): GatewayReader => ({
  account: '000000000000',
  region: 'us-east-1',
  listRestApis: async () => [named('g1'), named('g2'), named('g3')],
  listHttpApis: async () => [named('h1')],
  readRestApi: async (gatewayId) => goodApi({ gatewayId }),
  readHttpApi: async (gatewayId) => goodApi({ gatewayId, kind: 'HTTP' }),
  accountThrottle: async () => ({ rateLimit: 10_000, burstLimit: 5_000 }),
  ...change,
});

const clock = fixedClock('2026-11-24T10:00:00Z');
const snapshotWith = async (reader: GatewayReader) =>
  snapshotOf([await takeSource(reader)], callCounter().calls(), clock);

describe('a snapshot', () => {
  test('has every API, and reads back as it was', async () => {
    const snapshot = await snapshotWith(readerOf());
    expect(snapshot.sources[0]?.apis.map(({ gatewayId }) => gatewayId)).toEqual(['g1', 'g2', 'g3', 'h1']);
    expect(snapshotFile.parse(JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot);
  });

  test('an API that cannot be read is named and those after it are read', async () => {
    const readRestApi: GatewayReader['readRestApi'] = async (gatewayId) => {
      if (gatewayId === 'g2') throw refusal;
      return goodApi({ gatewayId });
    };
    const [source] = (await snapshotWith(readerOf({ readRestApi }))).sources;
    expect(source?.apis.map(({ gatewayId }) => gatewayId)).toEqual(['g1', 'g3', 'h1']);
    expect(source?.unread).toEqual([
      { kind: 'REST', id: 'g2', name: 'api g2', reason: 'AccessDeniedException' },
    ]);
  });

  test('a list that is refused leaves the other kind; no message of the endpoint is kept', async () => {
    const snapshot = await snapshotWith(readerOf({ listRestApis: () => Promise.reject(refusal) }));
    expect(snapshot.sources[0]).toMatchObject({
      unlisted: [{ kind: 'REST', reason: 'AccessDeniedException' }],
      apis: [{ gatewayId: 'h1' }],
    });
    expect(JSON.stringify(snapshot)).not.toContain('jane');
  });

  test('a defect of ours is no answer of the endpoint', async () => {
    const readRestApi = () => Promise.reject(new TypeError('x is undefined'));
    await expect(snapshotWith(readerOf({ readRestApi }))).rejects.toThrow(TypeError);
  });

  test('calls are counted by operation', () => {
    const counter = callCounter();
    for (const call of ['GetStages', 'GetStages', 'GetApi']) counter.count(call);
    expect(counter.calls()).toEqual({ total: 3, byOperation: { GetStages: 2, GetApi: 1 } });
  });
});

describe('its judgement', () => {
  test('is the contract of the command', async () => {
    const readRestApi: GatewayReader['readRestApi'] = async () => apiWithStage({ deployed: denied });
    const report = judgeSnapshot(await snapshotWith(readerOf({ readRestApi })));
    expect(postureReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report.coverage).toEqual([
      { account: '000000000000', region: 'us-east-1', listed: 4, assessed: 4, unknown: 0, reasons: [] },
    ]);
  });

  test('what was not read is in the coverage, with the reason', async () => {
    const reader = readerOf({
      listHttpApis: () => Promise.reject(refusal),
      readRestApi: () => Promise.reject(refusal),
    });
    const { coverage, results } = judgeSnapshot(await snapshotWith(reader));
    expect(coverage).toMatchObject([{ listed: 3, assessed: 0, unknown: 3 }]);
    expect(coverage[0]?.reasons).toHaveLength(4);
    expect(results).toEqual([]);
  });

  test('there is no catalogue on a command line: the owner is unknown, not missing', async () => {
    const { results } = judgeSnapshot(await snapshotWith(readerOf()));
    const owner = results.filter(({ checkId }) => checkId === 'INV-01');
    expect(new Set(owner.map(({ status }) => status))).toEqual(new Set(['UNKNOWN']));
  });

  test("without the account's limits the throttle is unknown", async () => {
    const { results } = judgeSnapshot(
      await snapshotWith(readerOf({ accountThrottle: async () => undefined })),
    );
    expect(results.find(({ checkId }) => checkId === 'TRAF-01')).toMatchObject({ status: 'UNKNOWN' });
  });
});
