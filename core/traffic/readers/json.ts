import {
  callerFields,
  isBlank,
  type LineField,
  type LineReader,
  lineField,
  type RequestBytes,
} from '../request-bytes.ts';
import { isAt, nextQuote, type Pattern, patternOf, viewOf } from '../words.ts';

/**
 * Members that carry each field, the best first. Names are compared as lower-case letters and digits, those of nested
 * members joined: `authorizer.principalId` is `authorizerprincipalid`.
 */
export type JsonNames = Readonly<Partial<Record<LineField, readonly string[]>>>;

export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const maxDepth = 4;
const maxMembers = 400;

interface Member {
  readonly key: string;
  readonly value: unknown;
}

/** Members by joined plain name. A list is joined where it holds texts, and is left out otherwise. */
const membersOf = (value: object, prefix = '', depth = 0, into = new Map<string, Member>()) => {
  for (const [key, member] of Object.entries(value)) {
    if (into.size >= maxMembers) break;
    // `$context.identity.sourceIp` written out as a name means the same.
    const name = (prefix + plainName(key)).replace(/^context/, '');
    if (typeof member === 'object' && member !== null && !Array.isArray(member)) {
      if (depth < maxDepth) membersOf(member, name, depth + 1, into);
    } else into.set(name, { key, value: member });
  }
  return into;
};

const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value;
  return undefined;
};

interface Slot {
  readonly field: number;
  readonly rank: number;
  readonly pattern: Pattern;
  /** Bytes from the end of the value before to this key, in the last line: where to look first. */
  gap: number;
  /** It had a value in the line that was learned from: a line without one is another kind of line. */
  readonly settles: boolean;
}

/** The order and spelling of the members of one kind of line. */
interface Layout {
  readonly slots: readonly Slot[];
  /** Slots of one field, the best first. */
  readonly byField: readonly { readonly field: number; readonly slots: readonly number[] }[];
  readonly start: Int32Array;
  readonly end: Int32Array;
}

const quote = 34;
const backslash = 92;
const comma = 44;
const closing = 125;

/**
 * A key with its quotes and colon cannot stand inside of a JSON string, where quotes are escaped: finding these bytes
 * is finding the member, without reading what lies between.
 */
const find = (bytes: Buffer, view: DataView, from: number, end: number, pattern: Pattern): number => {
  const last = end - pattern.length;
  for (let at = nextQuote(bytes, view, from, end); at <= last; at = nextQuote(bytes, view, at + 1, end))
    if (bytes[at] === quote && isAt(view, at, end, pattern)) return at;
  return -1;
};

/** API Gateway writes `-` for a variable without a value. */
const isEmpty = (bytes: Buffer, from: number, to: number): boolean =>
  to <= from || (to === from + 1 && bytes[from] === 45);
const emptyTexts: ReadonlySet<string> = new Set(['', '-']);

const layoutOf = (line: string, names: JsonNames, members: ReadonlyMap<string, Member>) => {
  const found: (Slot & { at: number })[] = [];
  for (const [field, candidates] of Object.entries(names) as [LineField, readonly string[]][]) {
    for (const [rank, name] of candidates.entries()) {
      const member = members.get(name);
      if (!member || Array.isArray(member.value)) continue;
      // Who called may stand elsewhere in the next line; the rest stands where it stood.
      const isSettled = found.some((slot) => slot.field === lineField[field] && slot.settles);
      if (isSettled) continue;
      const key = JSON.stringify(member.key);
      const match = new RegExp(`${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*:\\s*`).exec(line);
      // A name that stands twice, at two depths, cannot be told apart by its bytes.
      if (!match || line.indexOf(key, match.index + 1) >= 0) return undefined;
      const pattern = patternOf(match[0]);
      if (!pattern) return undefined;
      found.push({
        field: lineField[field],
        rank,
        pattern,
        gap: 0,
        settles:
          !callerFields.includes(lineField[field]) &&
          textOf(member.value) !== undefined &&
          !emptyTexts.has(textOf(member.value) as string),
        at: Buffer.byteLength(line.slice(0, match.index)),
      });
    }
  }
  const slots = found.sort((a, b) => a.at - b.at);
  const fields = [...new Set(slots.map(({ field }) => field))];
  const layout: Layout = {
    slots,
    byField: fields.map((field) => ({
      field,
      slots: [...slots.keys()]
        .filter((index) => slots[index]?.field === field)
        .sort((a, b) => (slots[a]?.rank ?? 0) - (slots[b]?.rank ?? 0)),
    })),
    start: new Int32Array(slots.length),
    end: new Int32Array(slots.length),
  };
  return slots.length > 0 ? layout : undefined;
};

/** @returns whether the line has this layout; then `layout` holds where its values stand. */
const follows = (bytes: Buffer, start: number, end: number, layout: Layout): boolean => {
  const { slots } = layout;
  const view = viewOf(bytes);
  let at = start;
  for (let index = 0; index < slots.length; index++) {
    const slot = slots[index] as Slot;
    const { pattern } = slot;
    let key = at + slot.gap;
    if (!isAt(view, key, end, pattern)) {
      key = find(bytes, view, at, end, pattern);
      if (key < 0) return false;
      slot.gap = key - at;
    }
    let from = key + pattern.length;
    let to = from;
    if (bytes[from] === quote) {
      from += 1;
      to = nextQuote(bytes, view, from, end);
      if (to >= end || bytes[to] === backslash) return false;
      at = to + 1;
    } else {
      for (let byte = bytes[to] as number; byte !== comma && byte !== closing && byte > 32; ) {
        if (byte === 123 || byte === 91 || to >= end) return false;
        byte = bytes[++to] as number;
      }
      at = to;
      if (bytes[from] === 110) to = from;
    }
    if (slot.settles && isEmpty(bytes, from, to)) return false;
    layout.start[index] = from;
    layout.end[index] = to;
  }
  return at <= end;
};

const take = (bytes: Buffer, { byField, start, end }: Layout, into: RequestBytes): void => {
  into.bytes = bytes;
  into.start.fill(-1);
  for (let index = 0; index < byField.length; index++) {
    const { field, slots } = byField[index] as Layout['byField'][number];
    for (let rank = 0; rank < slots.length; rank++) {
      const slot = slots[rank] as number;
      const from = start[slot] as number;
      const to = end[slot] as number;
      if (isEmpty(bytes, from, to)) continue;
      into.start[field] = from;
      into.end[field] = to;
      break;
    }
  }
};

/** Puts values that are texts already in front of whoever reads bytes. */
export const takeTexts = (texts: ReadonlyMap<number, string>, into: RequestBytes): void => {
  into.start.fill(-1);
  into.bytes = Buffer.from([...texts.values()].join(''), 'utf8');
  let at = 0;
  for (const [field, text] of texts) {
    into.start[field] = at;
    at += Buffer.byteLength(text);
    into.end[field] = at;
  }
};

/** Different kinds of lines that are remembered at once; a log of several stages has several. */
const maxLayouts = 8;
const maxLearned = 64;

/**
 * Reads JSON lines in any format. The first line is read whole; from then on the keys are looked for where they stood
 * in the line before, and a line that differs is read whole again.
 * @param also what else a parsed line says, for formats with lists
 */
export const jsonReader = (
  names: JsonNames,
  also?: (entry: Readonly<Record<string, unknown>>) => readonly (readonly [LineField, string])[],
): LineReader => {
  const layouts: Layout[] = [];
  let current: Layout | undefined;
  let learned = 0;
  const slowly = (bytes: Buffer, start: number, end: number, into: RequestBytes): true | string => {
    const line = bytes.toString('utf8', start, end);
    let entry: unknown;
    try {
      entry = JSON.parse(line);
    } catch {
      return 'The line is not JSON.';
    }
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
      return 'The line is not a JSON object.';
    const members = membersOf(entry);
    const texts = new Map<number, string>();
    for (const [field, candidates] of Object.entries(names) as [LineField, readonly string[]][]) {
      const values = candidates.map((name) => textOf(members.get(name)?.value));
      const value = values.find((one) => one !== undefined && !emptyTexts.has(one));
      if (value !== undefined) texts.set(lineField[field], value);
    }
    for (const [field, text] of also?.(entry as Record<string, unknown>) ?? [])
      texts.set(lineField[field], text);
    takeTexts(texts, into);
    if (!also && learned < maxLearned) {
      learned += 1;
      current = layoutOf(line, names, members);
      if (current && layouts.unshift(current) > maxLayouts) layouts.pop();
    }
    return true;
  };
  return {
    read: (bytes, start, end, into) => {
      if (bytes[start] === 123 && bytes[end - 1] === closing) {
        if (current && follows(bytes, start, end, current)) {
          take(bytes, current, into);
          return true;
        }
        for (const layout of layouts) {
          if (layout === current || !follows(bytes, start, end, layout)) continue;
          current = layout;
          take(bytes, layout, into);
          return true;
        }
      } else if (isBlank(bytes, start, end)) return false;
      return slowly(bytes, start, end, into);
    },
  };
};
