import { expect, test } from '@jest/globals';
import { problemAt } from '../../../../core/inventory/importers/proof-problem.ts';

test.each([
  ['a/b.yaml:12', { file: 'a/b.yaml', line: 12 }],
  ['a.json#/x/0', { file: 'a.json', pointer: '/x/0' }],
  ['a.json#', { file: 'a.json', pointer: '' }],
  ['a.json', { file: 'a.json' }],
])('%s', (proof, place) => {
  expect(problemAt(proof, 'm', 'f')).toEqual({ ...place, message: 'm', fix: 'f' });
});
