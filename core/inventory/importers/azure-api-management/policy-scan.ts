import type { XmlElement } from '../xml.ts';
import { endOfExpression, isExpressionAt } from './expression.ts';

/** More elements or deeper nesting is no policy. */
const maxElements = 50_000;
const maxDepth = 100;

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  readonly text: string[];
  readonly line: number;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text.replaceAll(/&(lt|gt|amp|quot|apos);/g, (whole, name) => entities[name] ?? whole);

const nameForm = /[A-Za-z_][\w.:-]*/y;
const spaceForm = /\s*/y;

const matchAt = (form: RegExp, source: string, at: number): string => {
  form.lastIndex = at;
  return form.exec(source)?.[0] ?? '';
};

const lineCounter = (source: string): ((at: number) => number) => {
  let [line, from] = [1, 0];
  // Asked for in ascending order only.
  return (at) => {
    for (let next = source.indexOf('\n', from); next >= 0 && next < at; next = source.indexOf('\n', from)) {
      line += 1;
      from = next + 1;
    }
    return line;
  };
};

/** End of an attribute's value, one past the quote; expressions in it may hold that quote. −1 when it does not end. */
const endOfValue = (source: string, start: number, quote: string): number => {
  let at = start;
  while (at < source.length) {
    if (isExpressionAt(source, at)) {
      at = endOfExpression(source, at);
      if (at < 0) return -1;
    } else if (source.charAt(at) === quote) return at + 1;
    else if (source.charAt(at) === '<') return -1;
    else at += 1;
  }
  return -1;
};

/**
 * Reads a policy as Azure API Management takes it in: XML in which expressions stand raw, with `<`, `&` and quotes
 * unescaped. An expression is one opaque piece of text. Never throws.
 * @returns undefined for what is no policy even so.
 */
export const scanPolicy = (text: string): XmlElement | undefined => {
  const source = text.replace(/^\uFEFF/, '');
  const lineAt = lineCounter(source);
  const stack: Open[] = [];
  let root: XmlElement | undefined;
  let [at, elements] = [0, 0];

  const close = (open: Open): boolean => {
    const { name, attributes, children, line } = open;
    const element: XmlElement = { name, attributes, children, text: open.text.join('').trim(), line };
    const parent = stack.at(-1);
    if (parent) parent.children.push(element);
    else if (root) return false;
    else root = element;
    return true;
  };

  const readTag = (): boolean => {
    const line = lineAt(at);
    const name = matchAt(nameForm, source, at + 1);
    elements += 1;
    if (!name || elements > maxElements || stack.length >= maxDepth) return false;
    at += 1 + name.length;
    const attributes: Record<string, string> = {};
    for (;;) {
      const space = matchAt(spaceForm, source, at);
      at += space.length;
      if (source.startsWith('/>', at) || source.charAt(at) === '>') break;
      const key = space ? matchAt(nameForm, source, at) : '';
      const equals = matchAt(/\s*=\s*["']/y, source, at + key.length);
      if (!key || !equals) return false;
      const start = at + key.length + equals.length;
      const end = endOfValue(source, start, equals.at(-1) ?? '');
      if (end < 0 || Object.hasOwn(attributes, key)) return false;
      attributes[key] = decoded(source.slice(start, end - 1));
      at = end;
    }
    const open: Open = { name, attributes, children: [], text: [], line };
    if (source.startsWith('/>', at)) {
      at += 2;
      return close(open);
    }
    at += 1;
    stack.push(open);
    return true;
  };

  const passOver = (opening: string, ending: string): string | undefined => {
    const end = source.indexOf(ending, at + opening.length);
    if (end < 0) return undefined;
    const inner = source.slice(at + opening.length, end);
    at = end + ending.length;
    return inner;
  };

  const readMarkup = (): boolean => {
    if (source.startsWith('<!--', at)) return passOver('<!--', '-->') !== undefined;
    if (source.startsWith('<?', at)) return passOver('<?', '?>') !== undefined;
    if (source.startsWith('<![CDATA[', at)) {
      const inner = passOver('<![CDATA[', ']]>');
      if (inner !== undefined) stack.at(-1)?.text.push(inner);
      return inner !== undefined && stack.length > 0;
    }
    if (!source.startsWith('</', at)) return readTag();
    const name = matchAt(nameForm, source, at + 2);
    const end = matchAt(/\s*>/y, source, at + 2 + name.length);
    const open = stack.pop();
    if (!open || open.name !== name || !end) return false;
    at += 2 + name.length + end.length;
    return close(open);
  };

  const readText = (): boolean => {
    const start = at;
    while (at < source.length && source.charAt(at) !== '<') {
      if (isExpressionAt(source, at) && stack.length > 0) {
        at = endOfExpression(source, at);
        if (at < 0) return false;
      } else at += 1;
    }
    const found = source.slice(start, at);
    const open = stack.at(-1);
    if (open) open.text.push(isExpressionAt(found.trim(), 0) ? found : decoded(found));
    return open !== undefined || found.trim() === '';
  };

  while (at < source.length) if (!(source.charAt(at) === '<' ? readMarkup() : readText())) return undefined;
  return stack.length === 0 ? root : undefined;
};
