import { describe, expect, test } from '@jest/globals';
import { type ApiId, apiId } from '../../../core/identifiers.ts';
import { flatAliases } from '../../../core/inventory/catalogue-alias.ts';
import { identify, type UnidentifiedApi } from '../../../core/inventory/record-identity.ts';
import { record } from '../../support/governance-world.ts';

const api = (
  key: string,
  keys: readonly string[] = [key],
  rest: Partial<UnidentifiedApi> = {},
): UnidentifiedApi => ({
  key,
  name: key,
  keys,
  places: [],
  freshId: apiId(`fresh-${key}`),
  ...rest,
});
const known = (name: string, resources: readonly string[], firstSeenCycle = 'cycle-1') =>
  record(name, { resources, firstSeenCycle });

describe('an API keeps its id', () => {
  test('when it moves to a gateway of another product, by the place that stays', () => {
    const places = [{ host: 'api.bank.test', basePath: '/pay' }];
    const before = { ...known('pay', ['gateway:1/r/g']), places };
    const { ids } = identify([api('kong', ['locator:kong'], { places })], [before]);
    expect(ids.get('kong')).toBe('pay-00000000');
    const given = [{ host: 'd1.cloudfront.net', basePath: '' }];
    const other = identify(
      [api('kong', ['locator:kong'], { places: given })],
      [{ ...before, places: given }],
    );
    expect(other.ids.get('kong')).toBe('fresh-kong');
  });

  test('when it is renamed, by anything that is in it', () => {
    const { ids } = identify(
      [api('arn:aws:x', ['arn:aws:x'], { name: 'new name' })],
      [known('old', ['arn:aws:x'])],
    );
    expect(ids.get('arn:aws:x')).toBe('old-00000000');
  });

  test('and of two that are one now the older id stays, whichever is stronger', () => {
    const previous = [known('young', ['gateway:1/r/g'], 'cycle-5'), known('old', ['document:d'], 'cycle-2')];
    const { ids, merged } = identify([api('gateway:1/r/g', ['document:d', 'gateway:1/r/g'])], previous);
    expect(ids.get('gateway:1/r/g')).toBe('old-00000000');
    expect(merged).toEqual([{ from: 'young-00000000', into: 'old-00000000' }]);
  });

  test('never that of one that was removed, while its own record is there', () => {
    const gone = { ...known('gone', ['name:x'], 'cycle-0'), removedSince: 'cycle-1' };
    const { ids, merged } = identify([api('name:x')], [gone, known('here', ['name:x'], 'cycle-3')]);
    expect(ids.get('name:x')).toBe('here-00000000');
    expect(merged).toEqual([]);
  });

  test('and each id goes to one API; what split off is named', () => {
    const { ids, split } = identify([api('a'), api('b')], [known('both', ['a', 'b'])]);
    expect([...ids.values()].sort()).toEqual(['both-00000000', 'fresh-b']);
    expect(split).toEqual([{ from: 'both-00000000', into: ['fresh-b'] }]);
  });

  test('two new APIs with one fresh id get two', () => {
    const same = { name: 'x', freshId: apiId('x-1') };
    const { ids } = identify([api('a', ['a'], same), api('b', ['b'], same)], []);
    expect(new Set(ids.values()).size).toBe(2);
  });

  test('a gateway API that is gone is not one with whatever has its document now', () => {
    const gateway = {
      kind: 'REST' as const,
      account: '1',
      region: 'r',
      gatewayId: 'g',
      stages: [],
      domains: [],
    };
    const old = { ...known('old', ['gateway:1/r/g', 'document:d'], 'cycle-1'), gateway };
    const { merged } = identify(
      [api('arn:x', ['arn:x', 'document:d'])],
      [old, known('new', ['arn:x'], 'cycle-2')],
    );
    expect(merged).toEqual([]);
  });
});

describe('old ids', () => {
  const alias = (from: string, to: string) => ({ from: apiId(from), to: apiId(to), cycleId: 'c' });
  const ids = (...values: string[]) => new Set(values.map(apiId)) as ReadonlySet<ApiId>;
  test('lead to the last of a chain', () => {
    expect(
      flatAliases([alias('a', 'b'), alias('b', 'c')], ids('c')).map(({ from, to }) => `${from}>${to}`),
    ).toEqual(['a>c', 'b>c']);
  });
  test('that are in use again lead nowhere, and stop a chain', () => {
    expect(
      flatAliases([alias('a', 'b'), alias('b', 'c')], ids('b', 'c')).map(({ from, to }) => `${from}>${to}`),
    ).toEqual(['a>b']);
  });
  test('in a circle do not hang', () => {
    expect(flatAliases([alias('a', 'b'), alias('b', 'a')], ids())).toHaveLength(2);
  });
});
