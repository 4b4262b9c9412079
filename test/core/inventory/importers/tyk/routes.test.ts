import { expect, test } from '@jest/globals';
import { comparisonBudget } from '../../../../../core/inventory/importers/comparison-budget.ts';
import { classicApis } from '../../../../../core/inventory/importers/tyk/classic.ts';
import { importedApi } from '../../../../../core/inventory/importers/tyk/routes.ts';

const routesOf = (extended: unknown, limit?: number) => {
  const value = {
    name: 'a',
    proxy: { listen_path: '/a/', target_url: 'http://a.internal.bank.example' },
    version_data: {
      not_versioned: true,
      versions: { Default: { use_extended_paths: true, extended_paths: extended } },
    },
  };
  const [api] = classicApis({ value, path: [], proofAt: () => 'a.json' }, { secret: () => undefined });
  if (!api) throw new Error('no API was read');
  return importedApi(api, comparisonBudget(limit)).routes.map(
    ({ method, template, controls }) =>
      `${method} ${template} ${controls.map(({ control, effective }) => `${control}:${effective}`).join()}`,
  );
};

test('a token is asked for where nothing is switched on', () => {
  expect(routesOf({})).toEqual(['ANY /a/{proxy+} api-key:yes']);
});

test('a path that is ignored also opens what is below it, and a root that is ignored opens everything', () => {
  expect(
    routesOf({
      ignored: [{ path: '/health' }],
      rate_limit: [{ path: '/health/live', method: 'GET', rate: 5 }],
    }),
  ).toEqual([
    'ANY /a/health api-key:no',
    'GET /a/health/live rate-limit:no,api-key:no',
    'ANY /a/{proxy+} api-key:yes',
  ]);
  expect(routesOf({ ignored: [{ path: '/' }] })).toContain('ANY /a/{proxy+} api-key:no');
});

test('a list of what is allowed takes the place of everything below', () => {
  expect(routesOf({ white_list: [{ path: '/b', method_actions: { GET: {}, PUT: {} } }] })).toEqual([
    'GET /a/b api-key:yes',
    'PUT /a/b api-key:yes',
  ]);
});

test('more rules than are compared leave everything below, in doubt', () => {
  expect(routesOf({ ignored: [{ path: '/x' }, { path: '/y' }] }, 3)).toEqual([
    'ANY /a/{proxy+} api-key:unknown',
  ]);
});
