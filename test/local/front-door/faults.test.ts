import { describe, expect, test } from '@jest/globals';
import { Calls } from '../../../local/front-door/calls.ts';
import { Faults, faultReply } from '../../../local/front-door/faults.ts';
import { header } from '../../../local/front-door/http.ts';

const operation = { service: 'apigateway', name: 'CreateDeployment' };
const statuses = (faults: Faults, calls: number) =>
  Array.from({ length: calls }, () => faults.next(operation)?.status);

describe('Faults', () => {
  test('hit the nth call, for as many times as told', () => {
    const faults = new Faults();
    faults.set([
      { operation: 'CreateDeployment', nth: 2, times: 2, status: 429, code: 'TooManyRequestsException' },
    ]);
    expect(statuses(faults, 5)).toEqual([undefined, 429, 429, undefined, undefined]);
    expect(faults.all()[0]?.seen).toBe(5);
  });

  test('hit once, at the first call, before it takes effect, unless told', () => {
    const faults = new Faults();
    faults.set([{ operation: 'CreateDeployment', status: 500 }]);
    expect(faults.all()[0]).toMatchObject({ nth: 1, times: 1, when: 'before' });
    expect(statuses(faults, 2)).toEqual([500, undefined]);
  });

  test('leave other operations and other services alone', () => {
    const faults = new Faults();
    faults.set([{ operation: 'GetStages', service: 'apigateway', status: 500 }]);
    expect(faults.next(operation)).toBeUndefined();
    expect(faults.next({ service: 'gamelift', name: 'GetStages' })).toBeUndefined();
    expect(faults.next({ service: 'apigateway', name: 'GetStages' })?.status).toBe(500);
  });

  test('two rules for one operation count each for itself', () => {
    const faults = new Faults();
    faults.set([
      { operation: 'CreateDeployment', nth: 1, status: 429 },
      { operation: 'CreateDeployment', nth: 3, status: 500 },
    ]);
    expect(statuses(faults, 4)).toEqual([429, undefined, 500, undefined]);
  });

  test('are cleared', () => {
    const faults = new Faults();
    faults.set([{ operation: 'CreateDeployment', status: 500 }]);
    faults.clear();
    expect(faults.next(operation)).toBeUndefined();
  });

  test('refuse what is no fault and keep what was set', () => {
    const faults = new Faults();
    faults.set([{ operation: 'CreateDeployment', status: 500 }]);
    expect(() => faults.set([{ operation: 'X', status: 500, wehn: 'after' }])).toThrow();
    expect(faults.all()).toHaveLength(1);
  });

  test('answer in the form of AWS', () => {
    const faults = new Faults();
    faults.set([
      { operation: 'CreateDeployment', status: 429, code: 'TooManyRequestsException', message: 'slow' },
    ]);
    const fault = faults.next(operation);
    const reply = fault && faultReply(fault);
    expect(reply?.status).toBe(429);
    expect(header(reply?.headers ?? [], 'x-amzn-errortype')).toBe('TooManyRequestsException');
    expect(JSON.parse(String(reply?.body))).toMatchObject({ message: 'slow' });
  });
});

describe('Calls', () => {
  test('are counted by operation and second', () => {
    const calls = new Calls();
    calls.count('apigateway', 'GetStages', 1000);
    calls.count('apigateway', 'GetStages', 1999);
    calls.count('apigateway', 'GetStages', 2000);
    calls.count('dynamodb', 'PutItem', 2000);
    expect(calls.all()).toEqual([
      { service: 'apigateway', operation: 'GetStages', second: 1, count: 2 },
      { service: 'apigateway', operation: 'GetStages', second: 2, count: 1 },
      { service: 'dynamodb', operation: 'PutItem', second: 2, count: 1 },
    ]);
    calls.reset();
    expect(calls.all()).toEqual([]);
  });
});
