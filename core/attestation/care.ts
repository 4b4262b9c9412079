import { answersOf } from './answering.ts';
import type { AttestationList } from './question.ts';

/** How carefully people answered. Shares are 0–1 and absent where there is nothing to divide by. */
export interface CareReport {
  readonly asked: number;
  readonly answered: number;
  readonly lapsed: number;
  /** Statements known to be false that were answered, and how many were not confirmed. */
  readonly seeded: number;
  readonly caught: number;
  readonly catchRate?: number;
  readonly medianSeconds?: number;
  /** Share of answers that were changed before the list was submitted. */
  readonly editRate?: number;
  /** Share of answers that correct what the catalogue said. */
  readonly correctedRate?: number;
  /** How often a question was passed on, per answer. */
  readonly reassignedRate?: number;
}

const median = (values: readonly number[]): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - (sorted.length % 2 === 0 ? 1 : 0)], sorted[middle]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
};

export const careReport = (lists: readonly AttestationList[]): CareReport => {
  const answers = lists.filter(({ state }) => state === 'SUBMITTED').flatMap(answersOf);
  const seeded = answers.filter(({ question }) => question.seeded);
  const real = answers.filter(({ question }) => !question.seeded);
  const caught = seeded.filter(({ answer }) => answer.kind !== 'confirm').length;
  const share = (part: number, whole: number) => (whole === 0 ? undefined : part / whole);
  const kinds = (kind: string) => real.filter(({ answer }) => answer.kind === kind).length;
  const figures = {
    catchRate: share(caught, seeded.length),
    medianSeconds: median(answers.map(({ seconds }) => seconds)),
    editRate: share(answers.filter(({ edits }) => edits > 0).length, answers.length),
    correctedRate: share(kinds('correct'), real.length),
    reassignedRate: share(kinds('reassign'), real.length),
  };
  return {
    asked: lists.reduce((sum, { questions }) => sum + questions.length, 0),
    answered: answers.length,
    lapsed: lists.filter(({ state }) => state === 'LAPSED').length,
    seeded: seeded.length,
    caught,
    ...(Object.fromEntries(
      Object.entries(figures).filter(([, value]) => value !== undefined),
    ) as Partial<CareReport>),
  };
};
