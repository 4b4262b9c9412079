/** What the text of a C# policy expression holds at one place; `&quot;` is a quote to whoever escapes and to nobody else. */
const entities: readonly (readonly [string, string])[] = [
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&#34;', '"'],
  ['&#39;', "'"],
];

interface Unit {
  readonly text: string;
  readonly length: number;
}

const unitAt = (source: string, at: number): Unit => {
  if (source.charAt(at) === '&')
    for (const [entity, text] of entities)
      if (source.startsWith(entity, at)) return { text, length: entity.length };
  return { text: source.charAt(at), length: 1 };
};

/** Deeper holes in holes of interpolated strings are attacks or mistakes. */
const maxDepth = 20;

const failed = -1;

/**
 * End of a string that opens at `at`, closing quote included. A quote closes only if it is written like the one that
 * opened: raw, or as an entity.
 */
const endOfString = (
  source: string,
  at: number,
  form: { readonly verbatim: boolean; readonly interpolated: boolean },
  depth: number,
): number => {
  const opening = source.slice(at, at + unitAt(source, at).length);
  let next = at + opening.length;
  while (next < source.length) {
    if (source.startsWith(opening, next)) {
      // A verbatim string doubles its quotes.
      if (!form.verbatim || !source.startsWith(opening, next + opening.length)) return next + opening.length;
      next += 2 * opening.length;
    } else if (!form.verbatim && source.charAt(next) === '\\') {
      next += 1 + unitAt(source, next + 1).length;
    } else if (!form.verbatim && source.charAt(next) === '\n') {
      return failed;
    } else if (form.interpolated && source.startsWith('{{', next)) {
      next += 2;
    } else if (form.interpolated && source.charAt(next) === '{') {
      next = depth < maxDepth ? endOfBrackets(source, next, depth + 1) : failed;
      if (next === failed) return failed;
    } else next += unitAt(source, next).length;
  }
  return failed;
};

/** `'x'`, `'\''`, `'"'`; anything else that begins with an apostrophe is none. */
const endOfCharacter = (source: string, at: number): number => {
  const opening = source.slice(at, at + unitAt(source, at).length);
  let next = at + opening.length;
  next += source.charAt(next) === '\\' ? 1 + unitAt(source, next + 1).length : unitAt(source, next).length;
  const hexadecimal = /^[0-9a-f]{1,4}/i.exec(source.slice(next, next + 4))?.[0] ?? '';
  for (const end of [next, next + hexadecimal.length])
    if (source.startsWith(opening, end)) return end + opening.length;
  return failed;
};

const closing: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' };

/** `$"`, `@"`, `$@"`, `@$"` and `"` open strings; undefined where none opens. */
const stringAt = (source: string, at: number) => {
  const [prefix = ''] = /^(?:\$@|@\$|[$@])?/.exec(source.slice(at, at + 2)) ?? [];
  if (unitAt(source, at + prefix.length).text !== '"') return undefined;
  return { quote: at + prefix.length, verbatim: prefix.includes('@'), interpolated: prefix.includes('$') };
};

/** End of what a bracket opens, its closing bracket included. Strings, characters and comments are passed over. */
const endOfBrackets = (source: string, start: number, depth: number): number => {
  const open: string[] = [];
  let at = start;
  while (at < source.length) {
    const string = stringAt(source, at);
    const { text, length } = unitAt(source, at);
    if (string) {
      at = endOfString(source, string.quote, string, depth);
      if (at === failed) return failed;
    } else if (text === "'") {
      const end = endOfCharacter(source, at);
      at = end === failed ? at + length : end;
    } else if (source.startsWith('//', at)) {
      const end = source.indexOf('\n', at);
      if (end < 0) return failed;
      at = end;
    } else if (source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at + 2);
      if (end < 0) return failed;
      at = end + 2;
    } else {
      const close = closing[text];
      if (close) open.push(close);
      else if (/^[)\]}]$/.test(text) && open.pop() !== text) return failed;
      at += length;
      if (open.length === 0) return at;
    }
  }
  return failed;
};

export const isExpressionAt = (source: string, at: number): boolean =>
  source.charAt(at) === '@' && (source.charAt(at + 1) === '(' || source.charAt(at + 1) === '{');

/**
 * End of the policy expression `@(…)` or `@{…}` that begins at `at`, one past its last bracket. It is balanced over
 * strings, characters and comments of C#, and never evaluated.
 * @returns −1 when it does not end.
 */
export const endOfExpression = (source: string, at: number): number => endOfBrackets(source, at + 1, 0);
