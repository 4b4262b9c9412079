/** Rules times routes of one artefact; real exports stay below a hundredth of it. */
const maxComparisons = 4_000_000;

/** Counts how often rules are held against routes, so that a small file cannot make it billions. */
export interface ComparisonBudget {
  /** @returns whether so many comparisons may still be made; if so they are counted. */
  readonly admits: (rules: number, routes: number) => boolean;
}

export const comparisonBudget = (limit: number = maxComparisons): ComparisonBudget => {
  let left = limit;
  return {
    admits: (rules, routes) => {
      if (rules * routes > left) return false;
      left -= rules * routes;
      return true;
    },
  };
};

export const tooManyRules = 'It has more rules than are held against its routes.';
