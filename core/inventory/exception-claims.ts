import * as z from 'zod';
import type { InputProblem } from '../input-problem.ts';
import { readYamlText } from '../yaml-text.ts';
import type { Evidence } from './evidence.ts';
import { sourceKind } from './evidence-sources.ts';

const request = z.object({ api: z.string().min(1) });

/** Whoever asks to run an API outside of the rules says that it exists. The request itself is read by the risk review. */
export const exceptionClaim = (
  text: string,
  file: string,
  observedAt: string,
): { readonly evidence: readonly Evidence[]; readonly problems: readonly InputProblem[] } => {
  const yaml = readYamlText(text, file);
  if (!yaml.ok) return { evidence: [], problems: [yaml.problem] };
  const parsed = request.safeParse(yaml.value);
  if (!parsed.success) {
    const message = 'The request names no API.';
    const fix = 'Write `api:` with the name of the API.';
    return { evidence: [], problems: [{ file, pointer: '/api', message, fix }] };
  }
  const evidence: Evidence = {
    source: 'exception-request',
    locator: file,
    apiName: parsed.data.api,
    observedAt,
    confidence: sourceKind('exception-request').prior,
  };
  return { evidence: [evidence], problems: [] };
};
