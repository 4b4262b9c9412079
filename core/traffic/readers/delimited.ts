import { isBlank, type LineField, type LineReader, lineField, type RequestBytes } from '../request-bytes.ts';

export interface DelimitedFormat {
  /** Field of each column; `undefined` for one that is not needed. */
  readonly columns: readonly (LineField | undefined)[];
  readonly separator: ' ' | '\t' | ',';
  /** Columns that every line has, else it is cut off. */
  readonly atLeast: number;
  /** Why a line with fewer columns cannot be read. */
  readonly short: string;
}

const quote = 34;
const backslash = 92;
const opening = 91;
const closing = 93;

/** `-`, and the `""` of a column without a value. */
const isEmpty = (bytes: Buffer, from: number, to: number): boolean =>
  to <= from || (to === from + 1 && bytes[from] === 45);

/**
 * Reads the columns up to the last one that is needed. Quotes and the brackets of a time hold a column together; a
 * backslash takes what follows it for text.
 * @returns how many columns were read
 */
const columnsOf = (
  bytes: Buffer,
  start: number,
  end: number,
  fields: Int32Array,
  separator: number,
  into: RequestBytes,
): number => {
  let at = start;
  let column = 0;
  for (; column < fields.length && at < end; column++) {
    let from = at;
    let to: number;
    const first = bytes[at] as number;
    if (first === quote || (first === opening && separator === 32)) {
      const last = first === quote ? quote : closing;
      from = at + 1;
      to = from;
      for (; to < end && bytes[to] !== last; to++) if (bytes[to] === backslash) to += 1;
      if (to >= end) return column;
      at = to + 1;
      if (at < end && bytes[at] !== separator) {
        if (first === quote) return column;
        // `[2001:db8::1]:443` is an address, not a time.
        from -= 1;
        while (at < end && bytes[at] !== separator) at++;
        to = at;
      }
    } else {
      to = at;
      while (to < end && bytes[to] !== separator) to++;
      at = to;
    }
    const field = fields[column] as number;
    // The first column of a field that has a value counts.
    if (field >= 0 && (into.start[field] as number) < 0 && !isEmpty(bytes, from, to)) {
      into.start[field] = from;
      into.end[field] = to;
    }
    at += 1;
  }
  return column;
};

export const delimitedReader = (format: DelimitedFormat): LineReader => {
  const last = format.columns.findLastIndex((field) => field !== undefined);
  const needed = format.columns.slice(0, Math.max(last + 1, format.atLeast));
  const fields = Int32Array.from(needed.map((field) => (field === undefined ? -1 : lineField[field])));
  const separator = format.separator.charCodeAt(0);
  return {
    read: (bytes, start, end, into) => {
      into.bytes = bytes;
      into.start.fill(-1);
      const count = columnsOf(bytes, start, end, fields, separator, into);
      if (count >= format.atLeast) return true;
      return isBlank(bytes, start, end) ? false : format.short;
    },
  };
};

/** The columns of a log that names them in a comment line, as CloudFront and flow logs do. */
export const headedReader = (
  names: Readonly<Record<string, LineField>>,
  first: Omit<DelimitedFormat, 'columns' | 'atLeast'> & { readonly columns: readonly string[] },
  headerOf: (line: string) => readonly string[] | undefined,
): LineReader => {
  const readerFor = (titles: readonly string[]): LineReader =>
    delimitedReader({
      ...first,
      columns: titles.map((title) => names[title.toLowerCase()]),
      atLeast: Math.min(titles.length, 4),
    });
  let reader = readerFor(first.columns);
  return {
    read: (bytes, start, end, into) => {
      const lead = bytes[start] as number;
      // A comment, or a line that begins with a letter where values begin with digits.
      if (lead === 35 || (lead >= 97 && lead <= 122)) {
        const titles = headerOf(bytes.toString('latin1', start, Math.min(end, start + 8192)));
        if (titles) reader = readerFor(titles);
        if (titles || lead === 35) return false;
      }
      return reader.read(bytes, start, end, into);
    },
  };
};
