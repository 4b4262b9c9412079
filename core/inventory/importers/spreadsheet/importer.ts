import type { InputProblem } from '../../../input-problem.ts';
import type { ImportedApi, Importer, ImportFile } from '../importer.ts';
import { textOfMember } from '../member-text.ts';
import { detectKind, recognised } from '../recognised.ts';
import { readCsv } from '../table.ts';
import { records } from '../visibility-maps.ts';
import { headerOf } from './header.ts';
import { apisOfTable } from './rows.ts';
import { isSavedMapping, readSavedMapping, type SavedMapping } from './saved-mapping.ts';
import { isCsvFile, isWorkbookFile, tablesOf } from './tables.ts';

const nothingSaved: SavedMapping = { columns: new Map() };

const savedIn = (files: readonly ImportFile[]): ReturnType<typeof readSavedMapping> => {
  const file = files.find(isSavedMapping);
  return file ? readSavedMapping(file) : { mapping: nothingSaved, problems: [] };
};

/** Workbooks are no text; everything else has to be. */
const tableFiles = (files: readonly ImportFile[]): ReturnType<typeof recognised> => {
  const workbooks = files.filter(isWorkbookFile);
  const others = files.filter((file) => !isWorkbookFile(file) && !isSavedMapping(file));
  if (workbooks.length > 0 && !others.some(isCsvFile)) return { files: workbooks, problems: [] };
  const texts = recognised(others, isCsvFile, 'a spreadsheet');
  return { files: [...workbooks, ...texts.files], problems: texts.problems };
};

/** A look at the beginning: a CSV whose header says what an API is called or where it is. */
const hasHeader = (file: ImportFile, saved: SavedMapping): boolean =>
  isWorkbookFile(file) ||
  (isCsvFile(file) &&
    headerOf(readCsv(textOfMember(file).slice(0, 20_000), file.name).table, saved) !== undefined);

const parse: Importer['parse'] = (files, context) => {
  const saved = savedIn(files);
  const mine = tableFiles(files);
  const problems: InputProblem[] = [...saved.problems, ...mine.problems];
  const apis: ImportedApi[] = [];
  for (const file of mine.files) {
    const read = tablesOf(file);
    problems.push(...read.problems);
    const headed = read.tables.flatMap((table) => {
      const header = headerOf(table, saved.mapping);
      return header ? [{ table, header }] : [];
    });
    if (headed.length === 0 && read.problems.length === 0) {
      const message = 'No row names a column for the API, its host, its URL or its path.';
      const fix = 'Name the columns in the first row, or say in columns.yaml what they mean.';
      problems.push({ file: file.name, line: 1, message, fix });
    }
    for (const { table, header } of headed) {
      const found = apisOfTable(table, header, context);
      apis.push(...found.apis);
      problems.push(...found.problems);
    }
  }
  return {
    format: 'Spreadsheet',
    apis,
    consumers: [],
    settings: [],
    visibility: records('A spreadsheet'),
    problems,
  };
};

/** An inventory that people keep in a spreadsheet: CSV with any usual delimiter, or a workbook. */
export const spreadsheetImporter: Importer = {
  id: 'spreadsheet',
  source: 'spreadsheet',
  title: 'Spreadsheet',
  howTo: 'Save the sheet as .xlsx or CSV; say in a `columns.yaml` beside it what unusual columns mean.',
  detect: (files) => {
    const { mapping } = savedIn(files);
    const detection = detectKind(
      files.filter((file) => !isSavedMapping(file)),
      (file) => hasHeader(file, mapping),
      'Spreadsheet',
    );
    // Exports of tools are tables as well, and theirs is the surer claim.
    return detection && { ...detection, confidence: detection.confidence * 0.6 };
  },
  parse,
};
