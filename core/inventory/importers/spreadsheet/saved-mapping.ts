import { isMapping, mappingAt } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { ImportFile } from '../importer.ts';
import { readTree } from '../member-text.ts';
import { type Field, fields, isField } from './columns.ts';

/**
 * `columns.yaml` beside the spreadsheet: what its columns mean, where their headings do not say.
 * ```yaml
 * headerRow: 3            # where the header is not the first row that looks like one
 * columns:
 *   Schlüssel 7: owner
 *   Name: ignore
 * ```
 */
export interface SavedMapping {
  readonly columns: ReadonlyMap<string, Field | 'ignore'>;
  /** 1-based. */
  readonly headerRow?: number;
}

export const isSavedMapping = ({ name }: ImportFile): boolean => /(?:^|\/)columns\.ya?ml$/i.test(name);

export const headingKey = (heading: string): string => heading.trim().replace(/\s+/g, ' ').toLowerCase();

export const readSavedMapping = (
  file: ImportFile,
): { readonly mapping: SavedMapping; readonly problems: readonly InputProblem[] } => {
  const tree = readTree(file);
  if (!tree.ok) return { mapping: { columns: new Map() }, problems: [tree.problem] };
  const problems: InputProblem[] = [];
  const columns = new Map<string, Field | 'ignore'>();
  for (const [heading, field] of Object.entries(mappingAt(tree.value, 'columns'))) {
    if (field === 'ignore' || isField(field)) columns.set(headingKey(heading), field);
    else {
      const line = tree.lineAt(['columns', heading]);
      const message = `The column ${JSON.stringify(heading.slice(0, 60))} is given no meaning that exists.`;
      const fix = `Write ignore, or one of ${fields.join(', ')}.`;
      problems.push({ file: file.name, ...(line === undefined ? {} : { line }), message, fix });
    }
  }
  const headerRow = isMapping(tree.value) ? tree.value.headerRow : undefined;
  const hasRow = typeof headerRow === 'number' && Number.isInteger(headerRow) && headerRow > 0;
  return { mapping: { columns, ...(hasRow ? { headerRow } : {}) }, problems };
};
