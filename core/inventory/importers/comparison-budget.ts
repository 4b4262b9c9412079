import type { InputProblem } from '../../input-problem.ts';

/** Rules times routes of one artefact; real exports stay below a hundredth of it. */
const maxComparisons = 4_000_000;

/** Counts how often rules are held against routes, so that a small file cannot make it billions. */
export interface ComparisonBudget {
  /** @returns whether so many comparisons may still be made; if so they are counted. */
  readonly admits: (rules: number, routes: number) => boolean;
  /** One, when something was left uncompared. */
  readonly problems: (file: string) => readonly InputProblem[];
}

/** Why a control is in doubt on routes that were not compared. */
export const tooManyRules = 'There are more rules than are held against routes.';

export const comparisonBudget = (limit: number = maxComparisons): ComparisonBudget => {
  let left = limit;
  let isExceeded = false;
  return {
    admits: (rules, routes) => {
      if (rules * routes > left) {
        isExceeded = true;
        return false;
      }
      left -= rules * routes;
      return true;
    },
    problems: (file) =>
      isExceeded
        ? [{ file, message: tooManyRules, fix: 'Split it, and hand in the parts by themselves.' }]
        : [],
  };
};
