import { describe, expect, test } from '@jest/globals';
import { type GatewayOperation, known } from '../../../../core/gateway/gateway-api.ts';
import { operation } from '../../../support/gateway-api.ts';
import { apiWith, goodApi, judge, statuses } from '../../../support/posture-subject.ts';

const post = (rest: Partial<GatewayOperation> = {}): GatewayOperation => ({
  ...operation('POST', '/payments'),
  requestValidatorId: 'all',
  requestModels: { $default: 'Payment' },
  ...rest,
});
const required = { 'method.request.querystring.from': true };

describe('VAL-01', () => {
  test('a validator somewhere in the API does not cover a method that does not use it', () => {
    const { requestValidatorId: _, ...unbound } = post();
    expect(judge('VAL-01', apiWith([post(), { ...unbound, path: '/refunds' }]))).toMatchObject([
      { status: 'FAIL', path: '/refunds', reason: expect.stringContaining('no request validator') },
    ]);
  });

  test.each([
    ['that skips the body', post({ requestValidatorId: 'params' }), 'skips the body'],
    ['that does not exist', post({ requestValidatorId: 'gone' }), 'does not exist (gone)'],
    ['and no model', post({ requestModels: {} }), 'has no model'],
    ['and the built-in Empty model', post({ requestModels: { $default: 'Empty' } }), 'has no model'],
  ])('a validator %s validates nothing', (_name, method, reason) => {
    expect(judge('VAL-01', apiWith([method]))).toMatchObject([
      { status: 'FAIL', reason: expect.stringContaining(reason) },
    ]);
  });

  test('a validator that skips required parameters', () => {
    const validators = known([{ id: 'body', name: 'body', body: true, parameters: false }]);
    const api = apiWith([post({ requestValidatorId: 'body', requestParameters: required })], { validators });
    expect(judge('VAL-01', api)[0]?.reason).toContain('skips required parameters');
    expect(
      statuses(judge('VAL-01', apiWith([post({ requestValidatorId: 'body' })], { validators }))),
    ).toEqual(['PASS']);
  });

  test('a model for JSON alone passes, and the reason says how it is got past', () => {
    const api = apiWith([post({ requestModels: { 'application/json': 'Payment' } })]);
    expect(judge('VAL-01', api)).toMatchObject([
      { status: 'PASS', reason: expect.stringContaining('another Content-Type') },
    ]);
  });

  test('a GET with a required parameter needs a validator for parameters, and no model', () => {
    const get = { ...operation('GET', '/payments'), requestParameters: required };
    expect(statuses(judge('VAL-01', apiWith([get])))).toEqual(['FAIL']);
    expect(statuses(judge('VAL-01', apiWith([{ ...get, requestValidatorId: 'params' }])))).toEqual(['PASS']);
  });

  test('a catch-all takes bodies too', () => {
    expect(statuses(judge('VAL-01', apiWith([operation('ANY', '/{proxy+}')])))).toEqual(['FAIL']);
  });

  test('without input there is nothing to validate', () => {
    const optional = {
      ...operation('GET', '/payments'),
      requestParameters: { 'method.request.querystring.from': false },
    };
    expect(statuses(judge('VAL-01', apiWith([optional])))).toEqual(['NOT_APPLICABLE']);
  });

  test('an HTTP API cannot validate: a gap, not a failure that somebody could mend there', () => {
    expect(statuses(judge('VAL-01', { ...goodApi(), kind: 'HTTP' }))).toEqual(['CAPABILITY_GAP']);
  });
});
