import { describe, expect, test } from '@jest/globals';
import { known } from '../../../../core/gateway/gateway-api.ts';
import { operation } from '../../../support/gateway-api.ts';
import {
  apiWith,
  apiWithStage,
  denied,
  goodApi,
  goodStage,
  judge,
  statuses,
  withAuthorizer,
} from '../../../support/posture-subject.ts';

const open = operation('GET', '/payments', 'NONE');
const preflight = { ...operation('OPTIONS', '/payments', 'NONE'), integration: { type: 'MOCK' } };

describe('AUTHN-01', () => {
  test('an authorizer that exists does not cover a method that does not use it', () => {
    expect(statuses(judge('AUTHN-01', apiWith([withAuthorizer, open])))).toEqual(['FAIL']);
  });

  test('a fixed draft over a stale stage fails, and only the deployment is missing', () => {
    const api = goodApi({ draft: known([withAuthorizer]), stages: known([goodStage([open])]) });
    expect(judge('AUTHN-01', api)).toMatchObject([
      {
        status: 'FAIL',
        stage: 'prod',
        evidenceGrade: 'DEPLOYED',
        remediation: { operation: 'CreateDeployment', needsRedeploy: true },
      },
    ]);
  });

  test('an open draft over a protected stage passes: nothing open is served', () => {
    const api = goodApi({ draft: known([open]), stages: known([goodStage([withAuthorizer])]) });
    expect(statuses(judge('AUTHN-01', api))).toEqual(['PASS']);
  });

  test('a deployment that cannot be read is unknown; the protected draft does not pass it', () => {
    expect(judge('AUTHN-01', apiWithStage({ deployed: denied }))).toMatchObject([
      { status: 'UNKNOWN', stage: 'prod' },
    ]);
  });

  test('a canary is served too', () => {
    const canary = { deploymentId: 'd2', percentTraffic: 5, deployed: known([open]) };
    const results = judge('AUTHN-01', apiWithStage({ canary }));
    expect(statuses(results)).toEqual(['PASS', 'FAIL']);
    expect(results[1]?.reason).toContain('canary, 5 %');
  });

  test('an API key is no authentication', () => {
    const [result] = judge('AUTHN-01', apiWith([{ ...open, apiKeyRequired: true }]));
    expect(result).toMatchObject({ status: 'FAIL', reason: expect.stringContaining('API key') });
  });

  test('a preflight that a MOCK answers is exempt; OPTIONS to a backend is not', () => {
    expect(statuses(judge('AUTHN-01', apiWith([withAuthorizer, preflight])))).toEqual(['PASS']);
    const reaching = { ...preflight, integration: { type: 'HTTP_PROXY', uri: 'https://backend.example' } };
    expect(judge('AUTHN-01', apiWith([withAuthorizer, reaching]))).toMatchObject([
      { status: 'FAIL', method: 'OPTIONS' },
    ]);
  });

  test('whether OPTIONS is a preflight is unknown when the working copy is', () => {
    const api = goodApi({ draft: denied, stages: known([goodStage([preflight])]) });
    expect(statuses(judge('AUTHN-01', api))).toEqual(['UNKNOWN']);
  });

  test('each stage has its own result', () => {
    const stages = known([goodStage(), { ...goodStage([open]), name: 'uat' }]);
    const results = judge('AUTHN-01', goodApi({ stages }));
    expect(results.map(({ stage, status }) => [stage, status])).toEqual([
      ['prod', 'PASS'],
      ['uat', 'FAIL'],
    ]);
    expect(results[1]?.resource).toMatch(/^arn:aws:apigateway:.*::\/restapis\/g1\/stages\/uat$/);
  });

  test('the patch names the authorizer that is there', () => {
    expect(judge('AUTHN-01', apiWith([open]))[0]?.remediation).toMatchObject({
      operation: 'UpdateMethod',
      patch: [
        { op: 'replace', path: '/authorizationType', value: 'CUSTOM' },
        { op: 'replace', path: '/authorizerId', value: 'auth1' },
      ],
      needsRedeploy: true,
    });
  });

  test('the open route of an HTTP API, which API Gateway calls NONE and not null', () => {
    const results = judge('AUTHN-01', { ...apiWith([open]), kind: 'HTTP' });
    expect(results).toMatchObject([
      { status: 'FAIL', remediation: { operation: 'UpdateRoute', needsRedeploy: false } },
    ]);
  });

  test('AWS_IAM needs no authorizer', () => {
    expect(statuses(judge('AUTHN-01', apiWith([operation('GET', '/x', 'AWS_IAM')])))).toEqual(['PASS']);
  });

  test('an API without a stage serves nobody', () => {
    expect(statuses(judge('AUTHN-01', goodApi({ stages: known([]) })))).toEqual(['NOT_APPLICABLE']);
  });
});

describe('AUTHN-12', () => {
  test('names each authorizer that protects nothing', () => {
    const authorizers = known([
      { id: 'auth1', name: 'used', type: 'TOKEN' },
      { id: 'auth2', name: 'idle', type: 'REQUEST' },
    ]);
    expect(judge('AUTHN-12', goodApi({ authorizers }))).toMatchObject([
      { status: 'FAIL', reason: expect.stringContaining('idle (auth2)') },
    ]);
  });

  test('no authorizer at all is the business of AUTHN-01', () => {
    expect(statuses(judge('AUTHN-12', goodApi({ authorizers: known([]) })))).toEqual(['NOT_APPLICABLE']);
  });

  test('attachment is unknown when the working copy is', () => {
    expect(statuses(judge('AUTHN-12', goodApi({ draft: denied })))).toEqual(['UNKNOWN']);
  });
});
