import { describe, expect, test } from '@jest/globals';
import { known, type MethodSettings } from '../../../../core/gateway/gateway-api.ts';
import {
  apiWithStage,
  denied,
  goodApi,
  goodStage,
  judge,
  statuses,
} from '../../../support/posture-subject.ts';

const settings = (all: MethodSettings, others: Record<string, MethodSettings> = {}) =>
  apiWithStage({ methodSettings: { '*/*': all, ...others } });
const limits = (throttlingRateLimit: number, throttlingBurstLimit: number) => ({
  throttlingRateLimit,
  throttlingBurstLimit,
});

describe('TRAF-01', () => {
  test.each([
    ['set', limits(50, 100), 'PASS'],
    ['nought, which lets nobody through', limits(0, 0), 'PASS'],
    ['-1, which is off', limits(-1, -1), 'FAIL'],
    ['a rate without a burst', { throttlingRateLimit: 50 }, 'FAIL'],
    ["as high as the account's", limits(10_000, 100), 'FAIL'],
    ["a burst as high as the account's", limits(50, 5_000), 'FAIL'],
  ])('%s', (_name, all, status) => {
    expect(statuses(judge('TRAF-01', settings(all)))).toEqual([status]);
  });

  test('a method that is let off is named, with its own patch path', () => {
    const api = settings(limits(50, 100), { '~1payments~1{id}/GET': limits(-1, -1) });
    expect(judge('TRAF-01', api)).toMatchObject([
      {
        status: 'FAIL',
        method: 'GET',
        path: '/payments/{id}',
        remediation: { patch: [{ path: '/~1payments~1{id}/GET/throttling/rateLimit' }, {}] },
      },
    ]);
  });

  test('an override that is about something else leaves the limits in force', () => {
    const api = settings(limits(50, 100), { '~1payments/GET': { loggingLevel: 'INFO' } });
    expect(statuses(judge('TRAF-01', api))).toEqual(['PASS']);
  });

  test("off is off, whether the account's limits are known or not", () => {
    expect(statuses(judge('TRAF-01', settings(limits(-1, -1)), { accountThrottle: denied }))).toEqual([
      'FAIL',
    ]);
  });
});

describe('OBS-01', () => {
  test('each stage has its own result, and the last does not speak for the others', () => {
    const { accessLog: _, ...silent } = goodStage();
    const results = judge('OBS-01', goodApi({ stages: known([silent, { ...goodStage(), name: 'uat' }]) }));
    expect(results.map(({ stage, status }) => [stage, status])).toEqual([
      ['prod', 'FAIL'],
      ['uat', 'PASS'],
    ]);
  });

  test('execution logging is no access log', () => {
    const { accessLog: _, ...silent } = goodStage();
    const stages = known([{ ...silent, methodSettings: { '*/*': { loggingLevel: 'INFO' } } }]);
    expect(statuses(judge('OBS-01', goodApi({ stages })))).toEqual(['FAIL']);
  });
});

describe('OBS-07', () => {
  test('one method that is traced is enough, and the patch is for that one', () => {
    const api = settings({ dataTraceEnabled: false }, { '~1payments/POST': { dataTraceEnabled: true } });
    expect(judge('OBS-07', api)).toMatchObject([
      {
        status: 'FAIL',
        remediation: {
          patch: [{ op: 'replace', path: '/~1payments/POST/logging/dataTrace', value: 'false' }],
        },
      },
    ]);
  });

  test('a stage without settings traces nothing', () => {
    expect(statuses(judge('OBS-07', apiWithStage({ methodSettings: {} })))).toEqual(['PASS']);
  });
});
