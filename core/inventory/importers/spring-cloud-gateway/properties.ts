import { isMapping, type Mapping } from '../../../documentation/mapping.ts';

/** Names with these are never properties. */
const forbidden = ['__proto__', 'constructor', 'prototype'];
const maxSteps = 40;
const maxIndex = 10_000;

/** `a.b[0].c` → `['a', 'b', 0, 'c']`; undefined for names that are none. */
const stepsOf = (name: string): readonly (string | number)[] | undefined => {
  const steps = [...name.matchAll(/\[(\d{1,5})\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(([, index, key, plain]) =>
    index === undefined ? (key ?? plain ?? '') : Number(index),
  );
  const isSound = steps.every((step) =>
    typeof step === 'number' ? step <= maxIndex : !forbidden.includes(step),
  );
  return steps.length > 0 && steps.length <= maxSteps && isSound ? steps : undefined;
};

type Branch = Record<string, unknown> | unknown[];
const isBranch = (value: unknown): value is Branch => isMapping(value) || Array.isArray(value);

const put = (root: Branch, steps: readonly (string | number)[], value: unknown): void => {
  let at: Branch = root;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index];
    if (step === undefined) return;
    const slot = at as Record<string | number, unknown>;
    const present = Object.hasOwn(slot, step) ? slot[step] : undefined;
    if (index === steps.length - 1) {
      // `a=1` beside `a.b=2`: the branch says more.
      if (!isBranch(present)) slot[step] = value;
      else if (isMapping(value))
        for (const [name, inner] of Object.entries(value)) put(present, [name], inner);
      return;
    }
    const next: Branch = isBranch(present) ? present : typeof steps[index + 1] === 'number' ? [] : {};
    slot[step] = next;
    at = next;
  }
};

const maxDepth = 100;

/** A tree in which dotted names (`spring.cloud.gateway:`) are branches, as Spring reads them. */
export const expanded = (value: unknown, depth = 0): unknown => {
  if (depth > maxDepth) return undefined;
  if (Array.isArray(value)) return value.map((member) => expanded(member, depth + 1));
  if (!isMapping(value)) return value;
  const root: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const steps = stepsOf(name);
    if (steps) put(root, steps, expanded(member, depth + 1));
  }
  return root;
};

const unescaped = (text: string): string =>
  text.replace(/\\(u[0-9a-f]{4}|.)/gis, (_, code: string) => {
    if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return { n: '\n', t: '\t', r: '\r', f: '\f' }[code] ?? code;
  });

export interface PropertiesDocument {
  readonly value: Mapping;
  /** 1-based line of each name. */
  readonly lines: ReadonlyMap<string, number>;
}

/** A Java properties file; `#---` separates documents, a backslash continues a line. Never throws. */
export const readProperties = (text: string): readonly PropertiesDocument[] => {
  const documents: { value: Record<string, unknown>; lines: Map<string, number> }[] = [
    { value: {}, lines: new Map() },
  ];
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const start = at;
    let line = (lines[at] ?? '').trimStart();
    if (/^[#!]---\s*$/.test(line)) documents.push({ value: {}, lines: new Map() });
    if (line === '' || /^[#!]/.test(line)) continue;
    while (/(?:^|[^\\])(?:\\\\)*\\$/.test(line) && at + 1 < lines.length) {
      at += 1;
      line = line.slice(0, -1) + (lines[at] ?? '').trimStart();
    }
    const [, name = '', value = ''] = /^((?:\\.|[^\\=:\s])+)\s*[=:\s]?\s*(.*)$/s.exec(line) ?? [];
    const steps = stepsOf(unescaped(name));
    const document = documents.at(-1);
    if (!steps || !document) continue;
    put(document.value, steps, unescaped(value.trimEnd()));
    document.lines.set(unescaped(name), start + 1);
  }
  return documents;
};
