import { type Condition, readCondition, waysOf } from '../condition.ts';
import { regexPaths } from '../regex-paths.ts';
import {
  anyCoverage,
  anyPath,
  type Coverage,
  everyCoverage,
  methodCoverage,
  notCoverage,
  type PathStep,
  pathCoverage,
  type RequestPaths,
} from '../request-paths.ts';

type Operator = 'equals' | 'differs' | 'path' | 'regex' | 'glob' | 'starts' | 'other';

interface VariableTest {
  readonly variable: string;
  readonly operator: Operator;
  readonly value: string;
}

export type FlowCondition = Condition<VariableTest>;

/** A request as far as it is known: method or `ANY`, and its path below and with the base path. */
export interface RequestShape {
  readonly method: string;
  readonly suffix: RequestPaths;
  readonly path: RequestPaths;
}

const operators: Readonly<Record<string, Operator>> = {
  '=': 'equals',
  '==': 'equals',
  equals: 'equals',
  is: 'equals',
  ':=': 'equals',
  equalscaseinsensitive: 'equals',
  '!=': 'differs',
  notequals: 'differs',
  isnot: 'differs',
  '~/': 'path',
  matchespath: 'path',
  likepath: 'path',
  '~~': 'regex',
  javaregex: 'regex',
  '~': 'glob',
  matches: 'glob',
  like: 'glob',
  '=|': 'starts',
  startswith: 'starts',
  '>': 'other',
  '>=': 'other',
  '<': 'other',
  '<=': 'other',
  greaterthan: 'other',
  greaterthanorequals: 'other',
  lesserthan: 'other',
  lesserthanorequals: 'other',
  ':<': 'other',
  ':>': 'other',
};

const tokenPattern =
  /\s*("[^"]*"|'[^']*'|[()]|!=|:=|==|=\||~~|~\/|&&|\|\||<=|>=|[=~!<>]|[^\s()"'=!~&|<>:]+)/y;

const tokensOf = (text: string): readonly string[] | undefined => {
  const source = text.trimEnd();
  if (source.length > 16_384) return undefined;
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < source.length) {
    const token = tokenPattern.exec(source)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
};

const isQuoted = (token: string): boolean => /^["']/.test(token);
const unquoted = (token: string): string => (isQuoted(token) ? token.slice(1, -1) : token);

const readTest = (tokens: readonly string[], at: number) => {
  const left = tokens[at] ?? '';
  const operator = operators[(tokens[at + 1] ?? '').toLowerCase()];
  const right = tokens[at + 2];
  if (/^[()]$/.test(left)) return undefined;
  // A variable or a constant by itself.
  if (!operator || right === undefined)
    return { test: { variable: left.toLowerCase(), operator: 'other', value: '' } as const, next: at + 1 };
  const isTurned = isQuoted(left) && !isQuoted(right);
  const [variable, value] = isTurned ? [right, left] : [left, right];
  return {
    test: { variable: unquoted(variable).toLowerCase(), operator, value: unquoted(value) },
    next: at + 3,
  };
};

/** @returns undefined for an empty condition, which always holds; `unreadable` for one that is none. */
export const readFlowCondition = (text: string): FlowCondition | 'unreadable' | undefined => {
  if (text.trim() === '') return undefined;
  const tokens = tokensOf(text);
  const condition =
    tokens &&
    readCondition(tokens, {
      and: (token) => /^(?:and|&&)$/i.test(token),
      or: (token) => /^(?:or|\|\|)$/i.test(token),
      not: (token) => /^(?:not|!)$/i.test(token),
      test: readTest,
    });
  return condition ?? 'unreadable';
};

/** `*` is one segment, `**` any number; inside a segment `*` is part of it. */
const patternPaths = (pattern: string): RequestPaths => {
  const steps: PathStep[] = [];
  for (const segment of pattern.split('/').filter((one, index) => one !== '' || index === 0)) {
    if (segment === '') continue;
    if (segment === '**') return [...steps, { kind: 'rest' }];
    if (segment === '*' || /^\{[^{}]*\}$/.test(segment)) steps.push({ kind: 'parameter', name: 'id' });
    else if (segment.includes('*')) steps.push({ kind: 'parameter', name: 'id', restrict: segment });
    else steps.push({ kind: 'literal', text: segment });
  }
  return steps;
};

/** `*` of a glob also crosses slashes: at its end it is everything below, elsewhere nothing can be told. */
const globPaths = (pattern: string): RequestPaths => {
  const [before = '', after] = pattern.split('*', 2);
  if (!pattern.includes('*')) return patternPaths(pattern);
  if (after !== '' || pattern.indexOf('*') < pattern.length - 1) return anyPath;
  const steps = patternPaths(before);
  const last = steps.at(-1);
  if (before.endsWith('/')) return [...steps, { kind: 'below' }];
  return last?.kind === 'literal' ? [...steps.slice(0, -1), { kind: 'starts', text: last.text }] : anyPath;
};

interface TestPaths {
  readonly paths: readonly RequestPaths[];
  readonly exact: boolean;
}

const pathsOfTest = ({ operator, value }: VariableTest): TestPaths => {
  if (operator === 'path') return { paths: [patternPaths(value)], exact: true };
  if (operator === 'regex') return regexPaths(value, 'full');
  if (operator === 'glob') return { paths: [globPaths(value)], exact: !/\*./.test(value) };
  if (operator === 'starts') return { paths: [globPaths(`${value}*`)], exact: true };
  return { paths: [patternPaths(value.replace(/\*/g, '%2A'))], exact: true };
};

const isSuffix = ({ variable }: VariableTest): boolean => variable === 'proxy.pathsuffix';
const isPath = ({ variable }: VariableTest): boolean =>
  variable === 'request.path' || variable === 'request.uri';
const isMethod = ({ variable }: VariableTest): boolean =>
  variable === 'request.verb' || variable === 'message.verb';

const methodsOf = ({ value }: VariableTest): readonly string[] =>
  value
    .toUpperCase()
    .split('|')
    .map((method) => method.replace(/[()^$\s]/g, ''))
    .filter((method) => /^[A-Z]+$/.test(method));

const coverageOfTest = (test: VariableTest, request: RequestShape): Coverage => {
  const { operator, variable } = test;
  if (operator === 'other' && (variable === 'true' || variable === 'false'))
    return variable === 'true' ? 'all' : 'none';
  if (isMethod(test) && operator !== 'other') {
    const methods = methodsOf(test);
    if (methods.length === 0) return 'some';
    const coverage = methodCoverage(methods, request.method);
    return operator === 'differs' ? notCoverage(coverage) : coverage;
  }
  if ((isSuffix(test) || isPath(test)) && operator !== 'other') {
    const { paths, exact } = pathsOfTest(test);
    const route = isSuffix(test) ? request.suffix : request.path;
    const coverage = anyCoverage(paths.map((path) => pathCoverage(path, route)));
    const sure = exact || coverage === 'none' ? coverage : 'some';
    return operator === 'differs' ? notCoverage(sure) : sure;
  }
  return 'some';
};

/** For how many of the requests of a shape a condition holds. In doubt some, never all. */
export const conditionCoverage = (
  condition: FlowCondition | 'unreadable' | undefined,
  request: RequestShape,
): Coverage => {
  if (condition === undefined) return 'all';
  if (condition === 'unreadable') return 'some';
  if (condition.kind === 'test') return coverageOfTest(condition.test, request);
  if (condition.kind === 'not') return notCoverage(conditionCoverage(condition.of, request));
  const parts = condition.of.map((part) => conditionCoverage(part, request));
  return condition.kind === 'and' ? everyCoverage(parts) : anyCoverage(parts);
};

export interface DeclaredRequest {
  readonly method: string;
  readonly suffix: RequestPaths;
  /** The pattern is no template, and its literal beginning stands for it. */
  readonly unclear: boolean;
}

const anyRequest: DeclaredRequest = { method: 'ANY', suffix: anyPath, unclear: false };

/** The methods and paths below the base path that a flow's condition names. */
export const declaredRequests = (
  condition: FlowCondition | 'unreadable' | undefined,
  basePath: RequestPaths,
): readonly DeclaredRequest[] => {
  if (condition === undefined) return [anyRequest];
  const ways = condition === 'unreadable' ? undefined : waysOf(condition);
  if (!ways) return [{ ...anyRequest, unclear: true }];
  return ways.flatMap((way): readonly DeclaredRequest[] => {
    const named = way
      .filter(({ test, negated }) => negated === (test.operator === 'differs'))
      .map(({ test }) => test);
    const methods = named.filter((test) => isMethod(test) && test.operator !== 'other').flatMap(methodsOf);
    const suffixes = named.filter((test) => isSuffix(test) && test.operator !== 'other').map(pathsOfTest);
    const whole = named.filter((test) => isPath(test) && test.operator !== 'other').map(pathsOfTest);
    const below = whole.map(({ paths, exact }) => ({
      exact,
      paths: paths.map((path) => belowBase(path, basePath)),
    }));
    const [place] = [...suffixes, ...below];
    return (methods.length > 0 ? methods : ['ANY']).flatMap((method) =>
      (place?.paths ?? [anyPath]).map((suffix) => ({ method, suffix, unclear: place?.exact === false })),
    );
  });
};

/** `request.path` has the base path in it. */
const belowBase = (path: RequestPaths, basePath: RequestPaths): RequestPaths =>
  basePath.every((step, index) => {
    const own = path[index];
    return (
      own?.kind === step.kind && (own.kind !== 'literal' || step.kind !== 'literal' || own.text === step.text)
    );
  })
    ? path.slice(basePath.length)
    : anyPath;
