import { inflateRawSync } from 'node:zlib';
import type { InputProblem } from '../../../input-problem.ts';
import { importLimits } from '../limits.ts';
import { type Table, tooManyRows } from '../table.ts';
import { childrenOf, readXml, type XmlElement } from '../xml.ts';
import { entriesOverlap, packedBytes, zipDirectory } from '../zip-directory.ts';
import { readSheet, type SheetContext, sharedStringsOf } from './sheet.ts';

const maxParts = 2_000;
const maxSheets = 100;

export type WorkbookReading =
  | { readonly ok: true; readonly tables: readonly Table[]; readonly problems: readonly InputProblem[] }
  | { readonly ok: false; readonly problem: InputProblem };

/** Names of elements come with a prefix from some generators. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);
const inside = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => local(child.name) === name) ?? [];

/** Unpacks parts one by one, as far as the caps of a whole import go. */
const partReader = (bytes: Uint8Array) => {
  const entries = zipDirectory(bytes, maxParts);
  if (entries === undefined || entries === 'too-many' || entriesOverlap(entries)) return undefined;
  let left: number = importLimits.totalBytes;
  return (name: string): string | undefined => {
    const entry = entries.find((one) => one.name.toLowerCase() === name.toLowerCase());
    const packed = entry && packedBytes(bytes, entry);
    if (!entry || !packed) return undefined;
    const most = Math.min(left, Math.max(1024 * 1024, packed.length * importLimits.ratio));
    try {
      const content =
        entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
      left -= content.length;
      return left < 0 ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(content);
    } catch {
      // Too large, damaged, or no text.
      return undefined;
    }
  };
};

/** Formats that Excel has built in for dates and times (ECMA-376 §18.8.30). */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** A format of a date names days, months or years outside quotes, brackets and escapes. */
const isDateFormat = (code: string): boolean =>
  /[dmy]/i.test(code.slice(0, 500).replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));

const dateStyles = (xml: string | undefined, file: string): readonly boolean[] => {
  const styles = xml === undefined ? undefined : readXml(xml, file);
  if (!styles?.ok) return [];
  const custom = new Map(
    inside(inside(styles.root, 'numFmts')[0], 'numFmt').map(({ attributes }) => [
      Number(attributes.numFmtId),
      isDateFormat(attributes.formatCode ?? ''),
    ]),
  );
  return inside(inside(styles.root, 'cellXfs')[0], 'xf').map(({ attributes }) => {
    const id = Number(attributes.numFmtId);
    return custom.get(id) ?? isBuiltInDate(id);
  });
};

interface SheetPart {
  readonly name: string;
  readonly part: string;
}

/** Sheets in their order, hidden ones as well, and the parts that they stand in. */
const sheetParts = (workbook: XmlElement, relations: XmlElement | undefined): readonly SheetPart[] => {
  const targets = new Map(
    (relations ? childrenOf(relations, 'Relationship') : []).map(({ attributes }) => [
      attributes.Id ?? '',
      attributes.Target ?? '',
    ]),
  );
  return inside(inside(workbook, 'sheets')[0], 'sheet').flatMap(({ attributes }) => {
    const id = Object.entries(attributes).find(([name]) => local(name) === 'id')?.[1] ?? '';
    const target = targets.get(id);
    if (!target) return [];
    const part = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
    return [{ name: attributes.name ?? '', part }];
  });
};

/** Reads the sheets of an Office Open XML workbook. Formulas are not evaluated: their last values are read. */
export const readWorkbook = (bytes: Uint8Array, file: string): WorkbookReading => {
  const refuse = (message: string, fix: string): WorkbookReading => ({
    ok: false,
    problem: { file, message, fix },
  });
  const part = partReader(bytes);
  const xml = part?.('xl/workbook.xml');
  const workbook = xml === undefined ? undefined : readXml(xml, file);
  if (!part || !workbook?.ok)
    return refuse('It is no workbook that can be read.', 'Save it as .xlsx or as CSV.');
  const relationsXml = part('xl/_rels/workbook.xml.rels');
  const relations = relationsXml === undefined ? undefined : readXml(relationsXml, file);
  const strings = part('xl/sharedStrings.xml');
  const context: SheetContext = {
    sharedStrings: strings === undefined ? [] : sharedStringsOf(strings),
    isDate: dateStyles(part('xl/styles.xml'), file),
    calendar: /^(?:1|true)$/.test(inside(workbook.root, 'workbookPr')[0]?.attributes.date1904 ?? '')
      ? 1904
      : 1900,
  };
  const tables: Table[] = [];
  const problems: InputProblem[] = [];
  for (const sheet of sheetParts(workbook.root, relations?.ok ? relations.root : undefined).slice(
    0,
    maxSheets,
  )) {
    const name = `${file}/${sheet.name}`;
    const text = part(sheet.part);
    const read = text === undefined ? undefined : readSheet(text, context);
    if (!read) {
      const message = 'The sheet is damaged or too large to unpack.';
      problems.push({ file: name, message, fix: 'Save it as CSV and hand that in.' });
    } else if (read.tooLong) problems.push(tooManyRows(name));
    else tables.push({ name, rows: read.rows });
  }
  return { ok: true, tables, problems };
};
