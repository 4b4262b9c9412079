import { expect, test } from '@jest/globals';
import type { ImportedRoute, RouteControl } from '../../../../core/inventory/importers/importer.ts';
import {
  inDoubt,
  mergeRoutes,
  onEveryWay,
  strongest,
} from '../../../../core/inventory/importers/route-controls.ts';

const control = (name: RouteControl['control'], effective: RouteControl['effective']): RouteControl => ({
  control: name,
  effective,
  proof: 'f:1',
});
const brief = (controls: readonly RouteControl[]) => controls.map((one) => `${one.control} ${one.effective}`);

test('of several layers the one that holds most counts', () => {
  const layers = [
    control('jwt', 'no'),
    control('jwt', 'yes'),
    control('jwt', 'unknown'),
    control('basic', 'no'),
  ];
  expect(brief(strongest(layers))).toEqual(['jwt yes', 'basic no']);
});

test.each([
  [[['yes'], ['yes']], ['jwt yes']],
  [[['yes'], []], ['jwt conditional']],
  [[['yes'], ['no']], ['jwt conditional']],
  [[['unknown'], ['unknown']], ['jwt unknown']],
  [[['unknown'], []], ['jwt unknown']],
  [[['unknown'], ['no']], ['jwt no']],
  [[[], []], []],
] as const)('of several ways %j only what stands on each holds: %j', (ways, expected) => {
  expect(brief(onEveryWay(ways.map((way) => way.map((effective) => control('jwt', effective)))))).toEqual(
    expected,
  );
});

test('doubt leaves what does not hold as it is', () => {
  expect(brief(inDoubt([control('jwt', 'yes'), control('basic', 'no')], 'why'))).toEqual([
    'jwt unknown',
    'basic no',
  ]);
});

test('routes that differ by the names of parameters only are one', () => {
  const route = (template: string, controls: readonly RouteControl[]): ImportedRoute => ({
    method: 'GET',
    template,
    pointer: 'f:1',
    controls,
  });
  const merged = mergeRoutes([
    route('/a/{id}', [control('jwt', 'yes')]),
    route('/a/{name}', []),
    route('/b', []),
  ]);
  expect(merged.map(({ template, controls }) => [template, ...brief(controls)])).toEqual([
    ['/a/{id}', 'jwt conditional'],
    ['/b'],
  ]);
});
