import { isMapping, type Mapping } from '../../../documentation/mapping.ts';

export type TomlReading =
  | {
      readonly ok: true;
      readonly value: Mapping /** 1-based lines of tables and keys, by their dotted names. */;
      readonly lines: ReadonlyMap<string, number>;
    }
  | { readonly ok: false; readonly line: number };

type Table = Record<string, unknown>;

/** Deeper nesting of arrays and inline tables is an attack or a mistake. */
const maxDepth = 50;
const forbidden = ['__proto__', 'constructor', 'prototype'];

class Unreadable extends Error {}

/** A cursor over the text: every method moves it behind what it read, or throws `Unreadable`. */
const reader = (text: string) => {
  let at = 0;
  let [line, counted] = [1, 0];
  const take = (form: RegExp): string | undefined => {
    form.lastIndex = at;
    const found = form.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const must = (form: RegExp): string => {
    const found = take(form);
    if (found === undefined) throw new Unreadable();
    return found;
  };
  const spaces = (): void => void take(/[ \t]*/y);
  const blanks = (): void => void take(/(?:[ \t\r\n]|#[^\n]*)*/y);

  const unescaped = (body: string): string =>
    body
      .replaceAll(/\\\r?\n\s*/g, '')
      .replaceAll(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/g, (whole, short, long, plain: string) => {
        const code = Number.parseInt(short ?? long ?? '', 16);
        if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
        return { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', e: '\u001b' }[plain] ?? plain;
      });

  const string = (): string | undefined => {
    const long = take(/"""\r?\n?(?:[^\\"]|\\[\s\S]|"(?!""))*"""|'''\r?\n?(?:[^']|'(?!''))*'''/y);
    if (long) {
      const body = long.slice(3, -3).replace(/^\r?\n/, '');
      return long.startsWith('"') ? unescaped(body) : body;
    }
    const basic = take(/"(?:[^"\\\n]|\\.)*"/y);
    if (basic) return unescaped(basic.slice(1, -1));
    return take(/'[^'\n]*'/y)?.slice(1, -1);
  };

  const key = (): readonly string[] => {
    const steps: string[] = [];
    do {
      spaces();
      const step = string() ?? must(/[\w-]+/y);
      if (forbidden.includes(step)) throw new Unreadable();
      steps.push(step);
      spaces();
    } while (take(/\./y));
    return steps;
  };

  const value = (depth: number): unknown => {
    if (depth > maxDepth) throw new Unreadable();
    const text_ = string();
    if (text_ !== undefined) return text_;
    if (take(/\[/y)) {
      const items: unknown[] = [];
      for (blanks(); !take(/\]/y); blanks()) {
        items.push(value(depth + 1));
        blanks();
        if (!take(/,/y)) {
          must(/\]/y);
          break;
        }
      }
      return items;
    }
    if (take(/\{/y)) {
      const table: Table = {};
      for (blanks(); !take(/\}/y); blanks()) {
        assign(table, key(), equals(depth + 1));
        blanks();
        if (!take(/,/y)) {
          must(/\}/y);
          break;
        }
      }
      return table;
    }
    const word = must(/[^\s,\]}#"'[{=]+(?: \d\d:\d\d[^\s,\]}#]*)?/y);
    if (word === 'true' || word === 'false') return word === 'true';
    const number = Number(word.replaceAll('_', ''));
    return Number.isNaN(number) ? word : number;
  };

  const equals = (depth: number): unknown => {
    must(/=/y);
    spaces();
    return value(depth);
  };

  return {
    take,
    must,
    spaces,
    blanks,
    key,
    equals,
    isDone: () => at >= text.length,
    line: () => {
      for (; counted < at; counted++) if (text.charAt(counted) === '\n') line += 1;
      return line;
    },
  };
};

/** The table at the end of names, made where there is none; of a list of tables the last. */
const tableAt = (root: Table, names: readonly string[]): Table => {
  let at = root;
  for (const name of names) {
    const found: unknown = Object.hasOwn(at, name) ? at[name] : undefined;
    const next: unknown = Array.isArray(found) ? found.at(-1) : found;
    if (isMapping(next)) at = next as Table;
    else if (found === undefined) {
      const made: Table = {};
      at[name] = made;
      at = made;
    } else throw new Unreadable();
  }
  return at;
};

const assign = (root: Table, names: readonly string[], value: unknown): void => {
  const table = tableAt(root, names.slice(0, -1));
  const last = names.at(-1) ?? '';
  if (Object.hasOwn(table, last)) throw new Unreadable();
  table[last] = value;
};

const addToList = (root: Table, names: readonly string[]): Table => {
  const table = tableAt(root, names.slice(0, -1));
  const last = names.at(-1) ?? '';
  const list: unknown = Object.hasOwn(table, last) ? table[last] : [];
  if (!Array.isArray(list)) throw new Unreadable();
  const made: Table = {};
  list.push(made);
  table[last] = list;
  return made;
};

/** Reads TOML as far as configuration uses it; dates stay texts. Never throws. */
export const readToml = (text: string): TomlReading => {
  const root: Table = {};
  const lines = new Map<string, number>();
  const cursor = reader(text.replace(/^\uFEFF/, ''));
  let table = root;
  let prefix: readonly string[] = [];
  try {
    for (cursor.blanks(); !cursor.isDone(); cursor.blanks()) {
      const line = cursor.line();
      if (cursor.take(/\[\[/y)) {
        prefix = cursor.key();
        cursor.must(/\]\]/y);
        table = addToList(root, prefix);
        lines.set(prefix.join('.'), line);
      } else if (cursor.take(/\[/y)) {
        prefix = cursor.key();
        cursor.must(/\]/y);
        table = tableAt(root, prefix);
        lines.set(prefix.join('.'), line);
      } else {
        const names = cursor.key();
        assign(table, names, cursor.equals(0));
        lines.set([...prefix, ...names].join('.'), line);
      }
      cursor.spaces();
      if (!cursor.isDone()) cursor.must(/#[^\n]*|\r?\n|$/y);
    }
    return { ok: true, value: root, lines };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ok: false, line: cursor.line() };
  }
};
