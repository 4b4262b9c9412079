import { describe, expect, test } from '@jest/globals';
import { known, unread } from '../../../core/gateway/gateway-api.ts';
import { cycleId } from '../../../core/identifiers.ts';
import { assessApi, evaluateChecks, SilentCheck } from '../../../core/posture/assess.ts';
import { type Check, checkIds } from '../../../core/posture/check.ts';
import { inv01 } from '../../../core/posture/checks/inv-01.ts';
import { denied, goodApi, record, subjectOf } from '../../support/posture-subject.ts';

const at = '2026-11-24T10:00:00Z';
const cycle = cycleId('cycle-1');
const { record: _, ...rest } = subjectOf(goodApi());

describe('an assessment', () => {
  test('has a result of every check, and counts them', () => {
    const result = assessApi({ ...rest, record }, cycle, at);
    expect([...new Set(result.results.map(({ checkId }) => checkId))]).toEqual([...checkIds]);
    expect(result).toMatchObject({ apiId: record.apiId, cycleId: cycle, assessedAt: at });
    expect(result.counts).toEqual({ pass: 11, fail: 0, unknown: 0, notApplicable: 1, capabilityGap: 0 });
  });

  test('off the gateway nothing passes in silence: not applicable with the reason, and the owner is judged', () => {
    const { results, counts } = assessApi({ ...rest, api: known(undefined), record }, cycle, at);
    expect(counts).toMatchObject({ pass: 1, notApplicable: checkIds.length - 1 });
    expect(results.find(({ status }) => status === 'PASS')).toMatchObject({
      checkId: 'INV-01',
      resource: 'catalogue/payments-1',
    });
    expect(results.find(({ checkId }) => checkId === 'TLS-01')?.reason).toBe(
      'The API is not on Amazon API Gateway.',
    );
  });

  test('a gateway API that was not read is unknown in all that needs the gateway', () => {
    const api = unread('UNAVAILABLE', 'It was not read in this cycle.');
    const { counts } = assessApi({ ...rest, api, record }, cycle, at);
    expect(counts).toMatchObject({ pass: 1, unknown: checkIds.length - 1, notApplicable: 0 });
  });

  test('a setting that HTTP APIs do not have is not applicable to them', () => {
    const results = evaluateChecks(subjectOf({ ...goodApi(), kind: 'HTTP' }));
    expect(results.find(({ checkId }) => checkId === 'OBS-07')).toMatchObject({
      status: 'NOT_APPLICABLE',
      reason: 'The setting exists for REST APIs only.',
    });
  });

  test('with everything refused nothing passes', () => {
    const api = {
      ...goodApi(),
      draft: denied,
      stages: denied,
      domains: denied,
      authorizers: denied,
      validators: denied,
    };
    const results = evaluateChecks(subjectOf(api, { record: denied }));
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['UNKNOWN']));
  });
});

describe('a defect of a check', () => {
  const broken = (evaluate: Check['evaluate']): Check => ({ ...inv01, evaluate });

  test('that throws is thrown on', () => {
    const throwing = broken(() => {
      throw new TypeError('x is undefined');
    });
    expect(() => evaluateChecks(subjectOf(goodApi()), [throwing])).toThrow(TypeError);
  });

  test('that says nothing is no clean result', () => {
    expect(() => evaluateChecks(subjectOf(goodApi()), [broken(() => [])])).toThrow(SilentCheck);
  });
});
