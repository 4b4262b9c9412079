import type { InputProblem } from '../../input-problem.ts';
import { encodingProblem } from './import-file.ts';
import type { Detection, ImportFile } from './importer.ts';

export type IsKind = (file: ImportFile) => boolean;

/** All files are of the kind: sure. Some are: another importer that knows the folder as a whole is surer. */
export const detectKind = (
  files: readonly ImportFile[],
  isKind: IsKind,
  format: string,
  version?: string,
): Detection | undefined => {
  const count = files.filter(isKind).length;
  if (count === 0) return undefined;
  return { format, ...(version ? { version } : {}), confidence: count === files.length ? 0.95 : 0.5 };
};

/**
 * The files that an importer reads. Nothing is passed over in silence: a file in no readable encoding is a problem, and
 * so is an input in which nothing is of the kind.
 */
export const recognised = (
  files: readonly ImportFile[],
  isKind: IsKind,
  format: string,
): { readonly files: readonly ImportFile[]; readonly problems: readonly InputProblem[] } => {
  const mine = files.filter(isKind);
  const problems = files.flatMap((file) => encodingProblem(file) ?? []);
  const [first] = files;
  if (mine.length > 0 || problems.length > 0 || !first) return { files: mine, problems };
  const message = `Nothing in it was recognised as ${format}.`;
  return {
    files: [],
    problems: [{ file: first.name, message, fix: 'Hand it in under the source that it comes from.' }],
  };
};
