import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mapped } from '../../../../local/front-door/data-plane/mappings.ts';

const to = (basePath: string, apiId: string, stage = 'v1') => ({ basePath, apiId, stage });

describe('mapped', () => {
  test('the longest base path that fits whole segments wins', () => {
    const mappings = [to('(none)', 'root'), to('pay', 'one'), to('pay/instant', 'two')];
    expect(mapped(mappings, '/pay/instant/1?x=1')).toEqual({ apiId: 'two', stage: 'v1', rest: '/1?x=1' });
    expect(mapped(mappings, '/pay/1')?.apiId).toBe('one');
    expect(mapped(mappings, '/payments')).toEqual({ apiId: 'root', stage: 'v1', rest: '/payments' });
    expect(mapped(mappings, '/pay')).toEqual({ apiId: 'one', stage: 'v1', rest: '/' });
    expect(mapped(mappings, '/pay?x=1')).toEqual({ apiId: 'one', stage: 'v1', rest: '/?x=1' });
  });

  test('without a fitting one there is no target', () => {
    expect(mapped([to('pay', 'one')], '/accounts')).toBeUndefined();
    expect(mapped([], '/')).toBeUndefined();
  });

  test('a mapping without a stage takes it from the path', () => {
    expect(mapped([to('pay', 'one', '')], '/pay/v2/a/b?x')).toEqual({
      apiId: 'one',
      stage: 'v2',
      rest: '/a/b?x',
    });
  });

  test('base path and rest are the whole path, whatever it is', () => {
    const segment = fc.stringMatching(/^[a-z0-9%._-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 2 }), fc.array(segment), (base, rest) => {
        const basePath = base.join('/');
        const target = mapped(
          [to(basePath, 'one')],
          `/${basePath}${rest.map((part) => `/${part}`).join('')}`,
        );
        return target?.rest === (rest.length === 0 ? '/' : `/${rest.join('/')}`);
      }),
    );
  });
});
