import { createHash } from 'node:crypto';
import type { ApiId, CycleId } from '../identifiers.ts';
import { readIntakeFiles } from '../inventory/intake-files.ts';
import type { Intake } from '../ports.ts';
import { documentLimits } from './read-document.ts';
import type { DocumentationResult } from './result.ts';
import { scoreDocument, undocumentedScore, unreadableScore } from './score.ts';

/** Scores the document that an API's owner handed in; an API without one is undocumented, and that is a score too. */
export const scoreApi = async (
  api: { readonly apiId: ApiId; readonly cycleId: CycleId; readonly documentKey?: string | undefined },
  intake: Intake,
): Promise<DocumentationResult> => {
  const { apiId, cycleId, documentKey } = api;
  const none: DocumentationResult = { apiId, cycleId, source: 'none', ...undocumentedScore() };
  if (documentKey === undefined) return none;
  const registry = { apiId, cycleId, source: 'registry' as const, documentKey };
  const { files, problems } = await readIntakeFiles(
    intake,
    documentKey,
    ['yaml', 'yml', 'json'],
    documentLimits.maxBytes,
  );
  const [file] = files;
  // Taken back between discovery and now: as if it had never been there.
  if (!file && problems.length === 0) return none;
  if (!file) return { ...registry, ...unreadableScore(problems) };
  const documentHash = createHash('sha256').update(file.text).digest('hex');
  return { ...registry, documentHash, ...scoreDocument(file.text, documentKey) };
};
