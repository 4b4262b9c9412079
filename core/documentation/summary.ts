import type { InputProblem } from '../input-problem.ts';
import { cycleKeys } from '../inventory/cycle-keys.ts';
import { DocumentNotFound, type Documents } from '../ports.ts';
import type { DocumentationResult } from './result.ts';

export interface DocumentationSummary {
  readonly counts: Readonly<
    Record<
      | 'documentsScored'
      | 'apisUndocumented'
      | 'documentsUnreadable'
      | 'documentsPartnerReady'
      | 'documentationUnknown',
      number
    >
  >;
  readonly problems: readonly InputProblem[];
}

/** Counts the scores of one cycle. An API without a result is said: its documentation is unknown, not bad. */
export const summariseDocumentation = async (
  cycleId: string,
  documents: Documents,
): Promise<DocumentationSummary> => {
  const keys = cycleKeys(cycleId);
  const batches = await documents.getJson<readonly { readonly apiId: string }[]>(keys.scoreBatches);
  const results: DocumentationResult[] = [];
  const problems: InputProblem[] = [];
  for (const { apiId } of batches) {
    try {
      results.push(await documents.getJson<DocumentationResult>(keys.documentation(apiId)));
    } catch (error) {
      if (!(error instanceof DocumentNotFound)) throw error;
      const message = 'The documentation of this API could not be scored.';
      problems.push({
        file: apiId,
        message,
        fix: 'Look into the failed execution; the next cycle tries again.',
      });
    }
  }
  const gated = (code: string): number =>
    results.filter((result) => result.gates.some((gate) => gate.code === code)).length;
  return {
    counts: {
      documentsScored: results.filter((result) => result.source !== 'none').length,
      apisUndocumented: gated('UNDOCUMENTED'),
      documentsUnreadable: gated('UNREADABLE'),
      documentsPartnerReady: results.filter((result) => result.grade === 'A').length,
      documentationUnknown: problems.length,
    },
    problems,
  };
};
