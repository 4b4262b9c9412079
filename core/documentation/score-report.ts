import * as z from 'zod';
import type { DocumentScore } from './result.ts';

/** Output of `gatehouse score --format json`. Only ever added to. */
export const scoreReport = z.object({
  schemaVersion: z.literal(1),
  results: z.array(
    z.object({
      file: z.string(),
      /** 0–100 after gates. A file that cannot be read has 0 and a gate. */
      score: z.number(),
      grade: z.enum(['A', 'B', 'C', 'D', 'E']),
      gates: z.array(z.object({ code: z.string(), cap: z.number(), detail: z.string() })),
      checks: z.array(
        z.object({
          id: z.string(),
          status: z.enum(['pass', 'fail', 'not-applicable', 'not-evaluated']),
          passed: z.number(),
          applicable: z.number(),
          weight: z.number(),
        }),
      ),
      nextBestFixes: z.array(z.object({ checkId: z.string(), gain: z.number(), where: z.string() })),
      seconds: z.number(),
    }),
  ),
});
export type ScoreReport = z.output<typeof scoreReport>;

/** One document's line of the report. */
export const scoreResult = (
  file: string,
  { score, grade, gates, checks, nextBestFixes }: DocumentScore,
  seconds: number,
): ScoreReport['results'][number] => ({
  file,
  score,
  grade,
  gates: gates.map(({ code, cap, detail }) => ({ code, cap, detail })),
  checks: checks.map(({ id, status, passed, applicable, weight }) => ({
    id,
    status,
    passed,
    applicable,
    weight,
  })),
  nextBestFixes: [...nextBestFixes],
  seconds,
});
