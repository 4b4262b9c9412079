import { describe, expect, test } from '@jest/globals';
import type { EndpointRecord } from '../../../../core/inventory/api-record.ts';
import {
  type VersionedApi,
  withOlderVersions,
} from '../../../../core/inventory/endpoints/version-families.ts';

const endpoint = (template: string, rest: Partial<EndpointRecord> = {}): EndpointRecord => ({
  method: 'GET',
  template,
  state: 'managed',
  documented: true,
  onGateway: true,
  observed: true,
  requests: 1,
  principals: 1,
  ...rest,
});
const api = (
  place: string | undefined,
  endpoints: readonly EndpointRecord[],
  rest: Partial<VersionedApi> = {},
): VersionedApi => {
  const [host = '', ...path] = place?.split('/') ?? [];
  const basePath = path.length ? `/${path.join('/')}` : '';
  return { name: 'pay', places: place ? [{ host, basePath }] : [], endpoints, ...rest };
};
const marked = (...apis: readonly VersionedApi[]) =>
  withOlderVersions(apis).map(({ endpoints }) =>
    endpoints.map(({ template, state }) => `${template} ${state}`),
  );

describe('an older major version beside a newer one', () => {
  test.each<[string, readonly VersionedApi[], readonly (readonly string[])[]]>([
    [
      'inside of one API',
      [api('a.test', [endpoint('/v1/pay'), endpoint('/v2/pay')])],
      [['/v1/pay zombie', '/v2/pay managed']],
    ],
    [
      'whatever else the newer one has',
      [api('a.test', [endpoint('/pay/v1/x'), endpoint('/pay/v2/y')])],
      [['/pay/v1/x zombie', '/pay/v2/y managed']],
    ],
    [
      'in the base paths of two',
      [api('a.test/pay/v1', [endpoint('/x')]), api('a.test/pay/v3', [endpoint('/x')])],
      [['/x zombie'], ['/x managed']],
    ],
    [
      'in the hosts of two',
      [api('v1.a.test/pay', [endpoint('/x')]), api('v2.a.test/pay', [endpoint('/x')])],
      [['/x zombie'], ['/x managed']],
    ],
    [
      'in the names of two',
      [
        api('a.test/old', [endpoint('/x')], { name: 'pay v1' }),
        api('a.test/new', [endpoint('/x')], { name: 'Pay-V2' }),
      ],
      [['/x zombie'], ['/x managed']],
    ],
    [
      'of an API without a place',
      [api(undefined, [endpoint('/v1/pay'), endpoint('/v2/pay')])],
      [['/v1/pay zombie', '/v2/pay managed']],
    ],
    [
      'with a minor version',
      [api('a.test', [endpoint('/api/v1.9/pay'), endpoint('/api/v2beta1/pay')])],
      [['/api/v1.9/pay zombie', '/api/v2beta1/pay managed']],
    ],
  ])('%s', (_where, apis, expected) => {
    expect(marked(...apis)).toEqual(expected);
  });

  test('that nobody calls is deprecated and no zombie', () => {
    const quiet = endpoint('/v1/pay', { observed: false, state: 'orphan' });
    const [only] = withOlderVersions([api('a.test', [quiet, endpoint('/v2/pay')])]);
    expect(only?.endpoints[0]).toMatchObject({ state: 'orphan', deprecated: true });
  });

  test.each<[string, readonly VersionedApi[]]>([
    ['another API', [api('a.test', [endpoint('/v1/pay'), endpoint('/v2/cards')])]],
    ['another host', [api('a.test/v1', [endpoint('/pay')]), api('b.test/v2', [endpoint('/pay')])]],
    [
      'a version that is only described',
      [
        api('a.test', [
          endpoint('/v1/pay'),
          endpoint('/v2/pay', { observed: false, onGateway: false, state: 'orphan' }),
        ]),
      ],
    ],
    [
      'another account by the name',
      [
        api('a.test/o', [endpoint('/x')], { name: 'pay v1', account: '1' }),
        api('a.test/n', [endpoint('/x')], { name: 'pay v2', account: '2' }),
      ],
    ],
    [
      'two stages of one API',
      [
        {
          ...api('g1.test/v1', [endpoint('/x')]),
          places: [
            { host: 'g1.test', basePath: '/v1' },
            { host: 'g1.test', basePath: '/v2' },
          ],
        },
      ],
    ],
    ['the same version', [api('a.test', [endpoint('/v1/pay'), endpoint('/v1/pay/{id}')])]],
  ])('is not %s', (_what, apis) => {
    expect(
      marked(...apis)
        .flat()
        .some((one) => one.includes('zombie')),
    ).toBe(false);
  });
});
