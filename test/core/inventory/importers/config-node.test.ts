import { expect, test } from '@jest/globals';
import {
  type ConfigNode,
  entriesAt,
  hasAt,
  isTrueAt,
  itemsAt,
  nodeAt,
  proofOf,
  textAt,
} from '../../../../core/inventory/importers/config-node.ts';

const root: ConfigNode = {
  value: { typedConfig: { max_age: 5, on: { value: true } }, list: ['a', { b: 1 }], nothing: null },
  path: [],
  proofAt: (path) => path.join('/'),
};

test('finds a name in any spelling, and knows how it is written', () => {
  expect(textAt(root, 'typed_config', 'maxAge')).toBe('5');
  expect(proofOf(nodeAt(root, 'typed-config', 'max_age'))).toBe('typedConfig/max_age');
  expect(isTrueAt(root, 'typed_config', 'on')).toBe(true);
});

test('what is not there is nothing', () => {
  expect(hasAt(root, 'nothing')).toBe(false);
  expect(textAt(root, 'list', 'x')).toBe('');
  expect(itemsAt(root, 'typed_config')).toEqual([]);
  expect(entriesAt(root, 'list')).toEqual([]);
  expect(proofOf(nodeAt(root, 'gone', 'further'))).toBe('gone/further');
});
