import { maxRows, type TableRow } from '../table.ts';

/** Days of Excel's calendar before 1970: its day 60 is the 29th of February 1900, which never was. */
const epochDays = { 1900: 25_569, 1904: 24_107 } as const;
const dayMilliseconds = 86_400_000;

/** What cells refer to outside their sheet. */
export interface SheetContext {
  readonly sharedStrings: readonly string[];
  /** By index of a cell's style: whether its number is a date. */
  readonly isDate: readonly boolean[];
  readonly calendar: 1900 | 1904;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decode = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name) return named[name] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
        ? String.fromCodePoint(code)
        : '';
    },
  );

/** Start and end tags of the given names, with any prefix. Sheets are too large to be read as trees. */
const tagsOf = (xml: string, names: string): IterableIterator<RegExpExecArray> =>
  xml.matchAll(new RegExp(`<(/?)(?:[\\w.-]{1,20}:)?(${names})((?:\\s[^<>]{0,500})?)>`, 'g'));

const attribute = (attributes: string, name: string): string =>
  new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1] ?? '';

/** Texts of a workbook by index; the phonetic guides of Asian scripts are no part of them. */
export const sharedStringsOf = (xml: string): readonly string[] => {
  const strings: string[] = [];
  let text = '';
  let from = -1;
  let phonetic = false;
  for (const { 0: tag, 1: end, 2: name, 3: attributes = '', index } of tagsOf(xml, 'si|t|rPh')) {
    const isEmpty = attributes.endsWith('/');
    if (name === 'rPh') phonetic = !end && !isEmpty;
    else if (name === 't') {
      if (!end && !isEmpty) from = index + tag.length;
      else if (end && from >= 0 && !phonetic) text += decode(xml.slice(from, index));
      if (end) from = -1;
    } else if (end || isEmpty) {
      strings.push(text);
      text = '';
    } else text = '';
  }
  return strings;
};

const maxColumns = 256;

/** `C7` → 2. */
const columnOf = (reference: string): number => {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
};
const rowOf = (reference: string): number => Number(/\d{1,7}$/.exec(reference)?.[0] ?? 0);

const isoDate = (serial: number, calendar: 1900 | 1904): string => {
  const time = Math.round((serial - epochDays[calendar]) * dayMilliseconds);
  if (!(Math.abs(time) < 8e15)) return String(serial);
  const iso = new Date(time).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
};

const shownValue = (
  type: string,
  style: number,
  value: string,
  inline: string,
  context: SheetContext,
): string => {
  if (type === 's') return context.sharedStrings[Number(value)] ?? '';
  if (type === 'inlineStr') return inline;
  if (type === 'str') return value;
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type === 'e') return '';
  const number = Number(value);
  if (type === 'd' || value === '' || !Number.isFinite(number)) return value;
  return context.isDate[style] ? isoDate(number, context.calendar) : value;
};

export interface Sheet {
  readonly rows: readonly TableRow[];
  readonly tooLong: boolean;
}

const maxMergedCells = 200_000;

/** Every cell of a merged range has the value of its first. */
const fillMerged = (rows: Map<number, string[]>, ranges: readonly string[]): void => {
  let filled = 0;
  for (const range of ranges) {
    const [from = '', to = ''] = range.split(':');
    const value = rows.get(rowOf(from))?.[columnOf(from)] ?? '';
    if (value === '') continue;
    for (let row = rowOf(from); row <= Math.min(rowOf(to), rowOf(from) + maxRows); row++) {
      const cells = rows.get(row);
      for (let column = columnOf(from); cells && column <= Math.min(columnOf(to), maxColumns); column++) {
        if (++filled > maxMergedCells) return;
        cells[column] = value;
      }
    }
  }
};

/** Rows of one sheet, hidden ones as well: what a filter hides is there all the same. */
export const readSheet = (xml: string, context: SheetContext): Sheet => {
  const rows = new Map<number, string[]>();
  const merged: string[] = [];
  let line = 0;
  let cells: string[] = [];
  let cell = { column: -1, type: '', style: 0, value: '', inline: '' };
  let from = -1;
  for (const { 0: tag, 1: end, 2: name, 3: attributes = '', index } of tagsOf(xml, 'row|c|v|t|mergeCell')) {
    const isEmpty = attributes.endsWith('/');
    if (name === 'row' && !end) {
      line = Number(attribute(attributes, 'r')) || line + 1;
      cells = [];
      rows.set(line, cells);
      if (rows.size > maxRows) return { rows: [], tooLong: true };
      cell = { ...cell, column: -1 };
    } else if (name === 'c') {
      if (!end) {
        const reference = attribute(attributes, 'r');
        const column = reference ? columnOf(reference) : cell.column + 1;
        const style = Number(attribute(attributes, 's')) || 0;
        cell = { column, type: attribute(attributes, 't'), style, value: '', inline: '' };
      }
      if ((end || isEmpty) && cell.column >= 0 && cell.column < maxColumns)
        cells[cell.column] = shownValue(cell.type, cell.style, cell.value, cell.inline, context).trim();
    } else if (name === 'mergeCell') {
      if (!end && merged.length < 10_000) merged.push(attribute(attributes, 'ref'));
    } else if (name === 'v' || name === 't') {
      if (!end) from = isEmpty ? -1 : index + tag.length;
      else if (from >= 0) {
        const text = decode(xml.slice(from, index));
        cell = name === 'v' ? { ...cell, value: text } : { ...cell, inline: cell.inline + text };
        from = -1;
      }
    }
  }
  fillMerged(rows, merged);
  return {
    rows: [...rows]
      .map(([number, values]) => ({ line: number, cells: Array.from(values, (value) => value ?? '') }))
      .filter(({ cells: values }) => values.some((value) => value !== '')),
    tooLong: false,
  };
};
