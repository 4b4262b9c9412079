import { type Condition, readCondition, waysOf } from '../condition.ts';
import { regexPaths } from '../regex-paths.ts';
import { anyPath, exactPath, type RequestPaths, textPrefix } from '../request-paths.ts';

interface FieldTest {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

/** What one way through an expression matches. An empty list is any. */
export interface ExpressionWay {
  readonly hosts: readonly string[];
  readonly methods: readonly string[];
  readonly paths: RequestPaths;
  /** It also asks for headers, addresses or something that is no path. */
  readonly narrowed: boolean;
}

const tokenPattern =
  /\s*(r#"[\s\S]*?"#|"(?:[^"\\]|\\.)*"|&&|\|\||==|!=|>=|<=|\^=|=\^|[~<>!()]|[A-Za-z_][\w.*-]*|[\d.:/a-fA-F]+)/y;

const tokensOf = (text: string): readonly string[] | undefined => {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  const source = text.slice(0, 8_192).trimEnd();
  while (tokenPattern.lastIndex < source.length) {
    const match = tokenPattern.exec(source);
    if (!match?.[1]) return undefined;
    tokens.push(match[1]);
  }
  return tokens;
};

const unquoted = (token: string): string =>
  token.startsWith('r#"')
    ? token.slice(3, -2)
    : token.startsWith('"')
      ? token
          .slice(1, -1)
          .replaceAll(/\\(.)/g, (_, escaped: string) => (/["\\]/.test(escaped) ? escaped : `\\${escaped}`))
      : token;

const operators = ['==', '!=', '^=', '=^', '~', '>', '>=', '<', '<=', 'contains', 'in'];

const readTest = (tokens: readonly string[], start: number) => {
  let at = start;
  // `lower(http.path)`: case aside.
  const lower = tokens[at] === 'lower' && tokens[at + 1] === '(';
  if (lower) at += 2;
  const field = tokens[at] ?? '';
  at += lower ? 2 : 1;
  let operator = tokens[at] ?? '';
  if (operator === 'not' && tokens[at + 1] === 'in') {
    operator = 'not in';
    at += 1;
  }
  const value = tokens[at + 1];
  if (!/^[a-z][\w.*-]*$/.test(field) || value === undefined || ![...operators, 'not in'].includes(operator))
    return undefined;
  const test: FieldTest = { field, operator, value: unquoted(value) };
  return { test, next: at + 2 };
};

const conditionOf = (expression: string): Condition<FieldTest> | undefined => {
  const tokens = tokensOf(expression);
  return (
    tokens &&
    readCondition(tokens, {
      and: (token) => token === '&&',
      or: (token) => token === '||',
      not: (token) => token === '!',
      test: readTest,
    })
  );
};

const pathsOf = (
  tests: readonly FieldTest[],
): { readonly paths: RequestPaths; readonly narrowed: boolean } => {
  const exact = tests.find(({ operator }) => operator === '==');
  if (exact) return { paths: exactPath(exact.value), narrowed: false };
  const [regex] = tests
    .filter(({ operator }) => operator === '~')
    .map(({ value }) => regexPaths(value, 'search'));
  const [paths] = regex?.paths ?? [];
  if (regex?.exact && paths) return { paths, narrowed: tests.length > 1 };
  const prefix = tests.find(({ operator }) => operator === '^=');
  if (prefix) return { paths: textPrefix(prefix.value), narrowed: tests.length > 1 };
  return { paths: paths ?? anyPath, narrowed: tests.length > 0 };
};

/**
 * The ways in which a route of the expressions router is reached: host, method and path of each.
 * @returns undefined when it is none that can be read.
 */
export const expressionWays = (expression: string): readonly ExpressionWay[] | undefined => {
  const condition = conditionOf(expression);
  const ways = condition && waysOf(condition);
  return ways?.map((way) => {
    const positive = way.flatMap(({ test, negated }) =>
      negated || test.operator.startsWith('!') || test.operator === 'not in' ? [] : [test],
    );
    const of = (field: string) => positive.filter((test) => test.field === field);
    const hosts = of('http.host').flatMap(({ operator, value }) => {
      if (operator === '==') return [value];
      // `http.host =^ ".bank.example"` is a suffix.
      return operator === '=^' && value.startsWith('.') ? [`*${value}`] : [];
    });
    const { paths, narrowed } = pathsOf(of('http.path'));
    const methods = of('http.method').flatMap(({ operator, value }) => (operator === '==' ? [value] : []));
    const understood = hosts.length + methods.length + of('http.path').length + of('net.protocol').length;
    return { hosts, methods, paths, narrowed: narrowed || understood < way.length };
  });
};
