/** One word or mark of a configuration. */
export interface Token {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** Written in quotes: `"{"` is a word and no block. */
  readonly quoted: boolean;
}

/** What follows such a directive is code of another language up to the matching brace. */
const isCode = (word: string): boolean => /_by_lua_block$/.test(word);

/** End of a Lua block that begins behind its opening brace: strings and comments may hold braces. */
const endOfCode = (text: string, start: number): number => {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (text.startsWith('--', at)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (character === '"' || character === "'") {
      for (at += 1; at < text.length && text.charAt(at) !== character; at++)
        if (text.charAt(at) === '\\') at += 1;
    } else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
};

/** Words of NGINX: `#` comments, quotes of both kinds, backslashes, `${name}` inside a word, and code blocks. */
export const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  const push = (word: string, quoted: boolean, onLine: number) =>
    tokens.push({ text: word, line: onLine, quoted });
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '\n') {
      line += 1;
      at += 1;
    } else if (/\s/.test(character)) at += 1;
    else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (character === '{' && isCode(tokens.at(-1)?.text ?? '')) {
      const end = endOfCode(text, at + 1);
      const code = text.slice(at + 1, end);
      push(code, true, line);
      push(';', false, line);
      line += code.split('\n').length - 1;
      at = end + 1;
    } else if (character === '{' || character === '}' || character === ';') {
      push(character, false, line);
      at += 1;
    } else if (character === '"' || character === "'") {
      const onLine = line;
      let word = '';
      for (at += 1; at < text.length && text.charAt(at) !== character; at++) {
        const escapes = text.charAt(at) === '\\' && [character, '\\'].includes(text.charAt(at + 1));
        if (escapes) at += 1;
        if (text.charAt(at) === '\n') line += 1;
        word += text.charAt(at);
      }
      at += 1;
      push(word, true, onLine);
    } else {
      const start = at;
      while (at < text.length) {
        const next = text.charAt(at);
        if (next === '\\') at += 2;
        else if (next === '{' && text.charAt(at - 1) === '$') {
          const end = text.indexOf('}', at);
          at = end < 0 ? text.length : end + 1;
        } else if (/[\s{};]/.test(next)) break;
        else at += 1;
      }
      push(text.slice(start, at), false, line);
    }
  }
  return tokens;
};
