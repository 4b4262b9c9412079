import * as z from 'zod';
import type { InputProblem } from '../input-problem.ts';
import { jsonPointer, readYamlText } from '../yaml-text.ts';

const filled = z.string().trim().min(1).max(4000);
const id = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/);
const rating = z.object({ likelihood: z.int().min(1).max(5), impact: z.int().min(1).max(5) });

/** One request of `exceptions/*.yaml`. The six texts of a control are the compensating-control worksheet (PCI DSS v4.0.1, Appendix C). */
const request = z.object({
  api: filled,
  requester: filled,
  apiOwner: filled,
  justification: filled,
  requestedUntil: z.iso.date(),
  inherentRisk: rating,
  residualRisk: rating,
  gaps: z
    .array(z.object({ gapId: id, requirement: filled, finding: filled }))
    .min(1)
    .max(50),
  controls: z
    .array(
      z.object({
        controlId: id,
        gapIds: z.array(id).min(1).max(50),
        constraints: filled,
        definition: filled,
        objective: filled,
        identifiedRisk: filled,
        validation: filled,
        maintenance: filled,
        verifyBy: z.discriminatedUnion('method', [
          z.object({ method: z.literal('automatic'), checkId: z.string().regex(/^[A-Z]+-\d{2}$/) }),
          z.object({
            method: z.literal('manual'),
            seat: z.enum(['RISK', 'SECURITY', 'DATA_PROTECTION', 'HEAD_OF_RISK']),
          }),
        ]),
      }),
    )
    .min(1)
    .max(50),
});

export type ExceptionRequest = z.output<typeof request>;

/** What the field is for, said to whoever left it out. */
const fixes: Readonly<Record<string, string>> = {
  api: 'Write the name of the API as the catalogue has it.',
  requester: 'Write the subject of whoever asks, as in stakeholders.yaml.',
  apiOwner: 'Write the subject of whoever owns the API, as in stakeholders.yaml.',
  justification: 'Write why the API cannot conform now.',
  requestedUntil: 'Write the last day as YYYY-MM-DD.',
  likelihood: 'Write a whole number from 1 (rare) to 5 (almost certain).',
  impact: 'Write a whole number from 1 (negligible) to 5 (severe).',
  gaps: 'Name at least one gap with gapId, requirement and finding.',
  controls: 'Name at least one compensating control.',
  gapIds: 'List the gaps that the control compensates.',
  constraints: 'Write what keeps the original requirement from being met.',
  definition: 'Write what the control is and how it works.',
  objective: 'Write the objective of the original requirement and how the control meets it.',
  identifiedRisk: 'Write the risk that remains without the original requirement.',
  validation: 'Write how the control was tested, by whom and when.',
  maintenance: 'Write who keeps the control up, how often, and when it is checked next.',
  verifyBy: 'Write method: automatic with a checkId, or method: manual with a seat.',
  checkId: 'Write the id of a check, such as TLS-01.',
};

export type ReadRequest =
  | { readonly ok: true; readonly request: ExceptionRequest; readonly lineAt: LineAt }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

export type LineAt = (path: readonly (string | number)[]) => number | undefined;

/** A problem at a place of a request file. */
export const requestProblem = (
  file: string,
  lineAt: LineAt,
  path: readonly (string | number)[],
  message: string,
  fix: string,
): InputProblem => {
  const line = lineAt(path);
  return { file, ...(line === undefined ? {} : { line }), pointer: jsonPointer(path), message, fix };
};

/** Reads one request. Everything that is missing or wrong is named at once, each with its place and what to write. */
export const readExceptionRequest = (text: string, file: string): ReadRequest => {
  const yaml = readYamlText(text, file);
  if (!yaml.ok) return { ok: false, problems: [yaml.problem] };
  const parsed = request.safeParse(yaml.value);
  if (parsed.success) return { ok: true, request: parsed.data, lineAt: yaml.lineAt };
  const problems = parsed.error.issues.map((issue) => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    const field = path.findLast((step) => typeof step === 'string');
    const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
    const empty = issue.code === 'too_small' && issue.origin !== 'number';
    const message = missing
      ? `${field ?? 'The request'} is missing.`
      : empty
        ? `${field} is empty.`
        : `${field ?? 'The request'}: ${issue.message}.`;
    const fix = (field && fixes[field]) ?? 'Correct this entry.';
    return requestProblem(file, yaml.lineAt, path, message, fix);
  });
  return { ok: false, problems };
};
