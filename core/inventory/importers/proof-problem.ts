import type { InputProblem } from '../../input-problem.ts';

/** A problem at a place that is written as proofs are: `file:12`, or `file#/json/pointer`. */
export const problemAt = (proof: string, message: string, fix: string): InputProblem => {
  const [, lined, line] = /^(.*):(\d+)$/s.exec(proof) ?? [];
  if (lined !== undefined) return { file: lined, line: Number(line), message, fix };
  const hash = proof.indexOf('#');
  return hash < 0
    ? { file: proof, message, fix }
    : { file: proof.slice(0, hash), pointer: proof.slice(hash + 1), message, fix };
};
