import type { InputProblem } from '../../../input-problem.ts';
import type { ImportFile } from '../importer.ts';
import { textOfMember } from '../member-text.ts';
import { readCsv, type Table } from '../table.ts';
import { readWorkbook } from './workbook.ts';

const isZip = ({ bytes }: ImportFile): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
/** The compound files of Office before 2007. */
const isOldBinary = ({ bytes }: ImportFile): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf;

export const isWorkbookFile = (file: ImportFile): boolean =>
  /\.xls[xm]?$/i.test(file.name) && (isZip(file) || isOldBinary(file));
export const isCsvFile = ({ name }: ImportFile): boolean => /\.(?:csv|tsv|tab|txt)$/i.test(name);

/** The tables of one file: a CSV has one, a workbook one for each sheet. */
export const tablesOf = (
  file: ImportFile,
): { readonly tables: readonly Table[]; readonly problems: readonly InputProblem[] } => {
  if (!isWorkbookFile(file)) {
    const { table, problems } = readCsv(textOfMember(file), file.name);
    return { tables: [table], problems };
  }
  if (isOldBinary(file)) {
    const message = 'It is a workbook in the binary form before Excel 2007, or one with a password.';
    return {
      tables: [],
      problems: [{ file: file.name, message, fix: 'Save it as .xlsx without a password, or as CSV.' }],
    };
  }
  const workbook = readWorkbook(file.bytes, file.name);
  return workbook.ok ? workbook : { tables: [], problems: [workbook.problem] };
};
