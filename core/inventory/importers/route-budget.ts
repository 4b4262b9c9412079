import type { InputProblem } from '../../input-problem.ts';

/** More than any gateway serves: beyond it a file multiplies hosts, listeners and paths to do harm. */
const maxRoutes = 100_000;

/** Counts the routes that one artefact comes to, so that a small file cannot come to millions. */
export interface RouteBudget {
  /** @returns whether one more route may be written. */
  readonly spend: () => boolean;
  readonly isSpent: () => boolean;
  /** One, when routes were left out. */
  readonly problems: (file: string) => readonly InputProblem[];
}

export const routeBudget = (limit: number = maxRoutes): RouteBudget => {
  let left = limit;
  let isExceeded = false;
  const isSpent = (): boolean => {
    if (left > 0) return false;
    isExceeded = true;
    return true;
  };
  return {
    isSpent,
    spend: () => {
      if (isSpent()) return false;
      left -= 1;
      return true;
    },
    problems: (file) =>
      isExceeded
        ? [
            {
              file,
              message: `It comes to more than ${limit} routes: the others are left out.`,
              fix: 'Split it, and hand in the parts by themselves.',
            },
          ]
        : [],
  };
};
