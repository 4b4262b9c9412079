import { expect, test } from '@jest/globals';
import { comparisonBudget } from '../../../../core/inventory/importers/comparison-budget.ts';

test('comparisons are admitted until they are used up, and what is left out is said once', () => {
  const budget = comparisonBudget(10);
  expect(budget.admits(3, 3)).toBe(true);
  expect(budget.problems('a.json')).toEqual([]);
  expect(budget.admits(2, 1)).toBe(false);
  expect(budget.admits(1, 1)).toBe(true);
  expect(budget.admits(1, 1)).toBe(false);
  expect(budget.problems('a.json')).toHaveLength(1);
});
