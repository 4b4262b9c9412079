import * as z from 'zod';
import { checkIds, evidenceGrades, type Severity, severities } from './check.ts';

const result = z.object({
  checkId: z.enum(checkIds),
  status: z.enum(['PASS', 'FAIL', 'UNKNOWN', 'NOT_APPLICABLE', 'CAPABILITY_GAP']),
  /** Why it is not known; with the status UNKNOWN only. */
  unknown: z.string().exactOptional(),
  severity: z.enum(severities),
  /** Id of the API in API Gateway. */
  apiId: z.string(),
  apiName: z.string(),
  stage: z.string().exactOptional(),
  method: z.string().exactOptional(),
  path: z.string().exactOptional(),
  resource: z.string(),
  evidenceGrade: z.enum(evidenceGrades),
  reason: z.string(),
  evidence: z.array(
    z.object({ call: z.string(), observedAt: z.string(), field: z.string(), value: z.string() }),
  ),
  remediation: z
    .object({
      text: z.string(),
      operation: z.string().exactOptional(),
      patch: z
        .array(z.object({ op: z.string(), path: z.string(), value: z.string().exactOptional() }))
        .exactOptional(),
      needsRedeploy: z.boolean(),
    })
    .exactOptional(),
});
export type PostureResult = z.output<typeof result>;

/** Output of `gatehouse posture --format json`. Only ever added to. */
export const postureReport = z.object({
  schemaVersion: z.literal(1),
  results: z.array(result),
  coverage: z.array(
    z.object({
      account: z.string(),
      region: z.string(),
      listed: z.number(),
      assessed: z.number(),
      unknown: z.number(),
      reasons: z.array(z.string()),
    }),
  ),
  calls: z.object({ total: z.number(), byOperation: z.record(z.string(), z.number()) }),
});
export type PostureReport = z.output<typeof postureReport>;

const order = { FAIL: 0, UNKNOWN: 1, CAPABILITY_GAP: 2, PASS: 3, NOT_APPLICABLE: 4 } as const;

/** Worst first: failures by severity, then what is not known. */
export const worstFirst = (results: readonly PostureResult[]): PostureResult[] =>
  results.toSorted(
    (a, b) =>
      order[a.status] - order[b.status] ||
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      `${a.apiName} ${a.checkId}`.localeCompare(`${b.apiName} ${b.checkId}`),
  );

/** Failures of this severity or a graver one. */
export const failuresAtOrOver = (results: readonly PostureResult[], threshold: Severity): PostureResult[] =>
  results.filter(
    ({ status, severity }) =>
      status === 'FAIL' && severities.indexOf(severity) <= severities.indexOf(threshold),
  );
