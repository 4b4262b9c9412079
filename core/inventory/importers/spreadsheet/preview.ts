import { masked } from '../../../traffic/masked.ts';
import type { ImportFile } from '../importer.ts';
import { type Column, headerOf } from './header.ts';
import { isSavedMapping, readSavedMapping } from './saved-mapping.ts';
import { isCsvFile, isWorkbookFile, tablesOf } from './tables.ts';

export interface PreviewColumn extends Column {
  /** The first values below the heading, without what identifies a person or opens a door. */
  readonly samples: readonly string[];
}

export interface MappingPreview {
  readonly table: string;
  /** 1-based line of the header; absent when no row looks like one. */
  readonly headerLine?: number;
  readonly columns: readonly PreviewColumn[];
  readonly rows: number;
}

const shownSamples = 3;

/**
 * Which column means what, before anything is imported: shown to a person, who corrects it in `columns.yaml`.
 * Tables without a recognisable header are listed without columns.
 */
export const previewMapping = (files: readonly ImportFile[]): readonly MappingPreview[] => {
  const savedFile = files.find(isSavedMapping);
  const saved = savedFile ? readSavedMapping(savedFile).mapping : { columns: new Map() };
  return files
    .filter((file) => isCsvFile(file) || isWorkbookFile(file))
    .flatMap((file) => tablesOf(file).tables)
    .map((table) => {
      const header = headerOf(table, saved);
      const body = table.rows.filter(({ line }) => header && line > header.line);
      const samplesAt = (index: number): readonly string[] =>
        body.flatMap(({ cells }) => (cells[index] ? [masked(cells[index], 60)] : [])).slice(0, shownSamples);
      return {
        table: table.name,
        ...(header ? { headerLine: header.line } : {}),
        columns: (header?.columns ?? []).map((column, index) => ({ ...column, samples: samplesAt(index) })),
        rows: body.length,
      };
    });
};
