import { describe, expect, test } from '@jest/globals';
import { known } from '../../../../core/gateway/gateway-api.ts';
import { operation } from '../../../support/gateway-api.ts';
import {
  apiWith,
  apiWithStage,
  goodApi,
  goodStage,
  judge,
  statuses,
  withAuthorizer,
} from '../../../support/posture-subject.ts';

describe('INV-01', () => {
  test('a live API that the catalogue does not know', () => {
    expect(judge('INV-01', goodApi(), { record: known(undefined) })).toMatchObject([
      { status: 'FAIL', reason: expect.stringContaining('not in the catalogue') },
    ]);
  });

  test('says where the owner comes from', () => {
    expect(judge('INV-01', goodApi())[0]?.evidence).toMatchObject([
      { field: expect.stringContaining('api-gateway-rest'), value: 'payments-team' },
    ]);
  });
});

describe('INV-09', () => {
  test.each([
    ['GET', '/files/{proxy+}'],
    ['ANY', '/payments'],
    ['ANY', '$default'],
  ])('%s %s hides endpoints', (method, path) => {
    expect(judge('INV-09', apiWith([operation(method, path)]))).toMatchObject([
      { status: 'FAIL', method, path },
    ]);
  });

  test('a named parameter is one endpoint', () => {
    expect(statuses(judge('INV-09', apiWith([operation('GET', '/payments/{id}')])))).toEqual(['PASS']);
  });

  test('what counts is what is served', () => {
    const api = goodApi({
      draft: known([operation('ANY', '/{proxy+}')]),
      stages: known([goodStage([withAuthorizer])]),
    });
    expect(statuses(judge('INV-09', api))).toEqual(['PASS']);
  });

  test('a catch-all in a canary is found', () => {
    const canary = {
      deploymentId: 'd2',
      percentTraffic: 1,
      deployed: known([operation('ANY', '/{proxy+}')]),
    };
    expect(statuses(judge('INV-09', apiWithStage({ canary })))).toEqual(['PASS', 'FAIL']);
  });
});

describe('GOV-01', () => {
  const drift = (draft: ReturnType<typeof operation>[], deployed: ReturnType<typeof operation>[]) =>
    judge('GOV-01', goodApi({ draft: known(draft), stages: known([goodStage(deployed)]) }));

  test.each([
    [
      'a route that is not deployed',
      [operation('GET', '/a'), operation('GET', '/b')],
      [operation('GET', '/a')],
      'GET /b is not deployed',
    ],
    ['a route that was deleted and is served', [], [operation('GET', '/a')], 'no longer in the working copy'],
    [
      'an authorizer that is not deployed',
      [operation('GET', '/a')],
      [operation('GET', '/a', 'NONE')],
      'served with NONE',
    ],
    [
      'an API key',
      [{ ...operation('GET', '/a'), apiKeyRequired: true }],
      [operation('GET', '/a')],
      'with API key',
    ],
  ])('%s', (_name, draft, deployed, reason) => {
    expect(drift(draft, deployed)).toMatchObject([
      { status: 'FAIL', reason: expect.stringContaining(reason) },
    ]);
  });

  test('the order of the methods is no difference', () => {
    const [a, b] = [operation('GET', '/a'), operation('GET', '/b')];
    expect(statuses(drift([a, b], [b, a]))).toEqual(['PASS']);
  });

  test('many differences are counted, not listed', () => {
    const draft = ['/a', '/b', '/c', '/d', '/e'].map((path) => operation('GET', path));
    expect(drift(draft, [])[0]?.reason).toContain('and 2 more');
  });

  test('a stage that deploys by itself cannot drift', () => {
    const api = apiWithStage({ autoDeploy: true }, { kind: 'HTTP' });
    expect(statuses(judge('GOV-01', api))).toEqual(['NOT_APPLICABLE']);
  });
});
