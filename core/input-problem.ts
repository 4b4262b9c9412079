/**
 * Something wrong in what a person or another system handed in: said with its place and the next step,
 * so that the rest of the work goes on and nothing is lost.
 */
export interface InputProblem {
  /** File name, object key or URL path as the person knows it. */
  readonly file: string;
  /** 1-based line, where the format has lines. */
  readonly line?: number;
  /** JSON pointer (RFC 6901), where the format is a tree. */
  readonly pointer?: string;
  /** What is wrong. One sentence, no stack trace, no secret value. */
  readonly message: string;
  /** What the person can do next. */
  readonly fix: string;
}

/** One line for terminals and logs: `bank.csv:7: owner is empty. Write the owning team's mail address.` */
export const formatProblem = (problem: InputProblem): string => {
  const place = `${problem.file}${problem.line === undefined ? '' : `:${problem.line}`}${problem.pointer ? ` ${problem.pointer}` : ''}`;
  return `${place}: ${problem.message} ${problem.fix}`;
};

/** What fits a cycle's row and a person's patience: the first problems, and how many more there are. */
export const firstProblems = (problems: readonly InputProblem[], limit = 100): readonly InputProblem[] => {
  if (problems.length <= limit) return problems;
  const [last] = problems.slice(limit);
  const more: InputProblem = {
    file: last?.file ?? '',
    message: `${problems.length - limit} more problems, from here on, are not shown.`,
    fix: 'Correct those above and run again.',
  };
  return [...problems.slice(0, limit), more];
};
