/** A condition of `and`, `or` and `not` over tests that its language defines. */
export type Condition<Test> =
  | { readonly kind: 'test'; readonly test: Test }
  | { readonly kind: 'not'; readonly of: Condition<Test> }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition<Test>[] };

export interface Literal<Test> {
  readonly test: Test;
  readonly negated: boolean;
}

/** What one way of fulfilling a condition asks for, all of it. */
export type Conjunction<Test> = readonly Literal<Test>[];

const maxWays = 64;

/** Pushes `not` down to the tests: `not (a and b)` is `not a or not b`. */
const ways = <Test>(
  condition: Condition<Test>,
  negated: boolean,
): readonly Conjunction<Test>[] | undefined => {
  if (condition.kind === 'test') return [[{ test: condition.test, negated }]];
  if (condition.kind === 'not') return ways(condition.of, !negated);
  const parts = condition.of.map((part) => ways(part, negated));
  const isAnd = (condition.kind === 'and') !== negated;
  let found: readonly Conjunction<Test>[] = isAnd ? [[]] : [];
  for (const part of parts) {
    if (!part) return undefined;
    found = isAnd ? found.flatMap((left) => part.map((right) => [...left, ...right])) : [...found, ...part];
    if (found.length > maxWays) return undefined;
  }
  return found;
};

/**
 * The ways in which a condition is fulfilled (its disjunctive normal form).
 * @returns undefined when there are more than 64: nothing readable asks for so much.
 */
export const waysOf = <Test>(condition: Condition<Test>): readonly Conjunction<Test>[] | undefined =>
  ways(condition, false);

interface Words<Test> {
  readonly and: (token: string) => boolean;
  readonly or: (token: string) => boolean;
  readonly not: (token: string) => boolean;
  /** Reads one test from the tokens at a place; undefined when there is none. */
  readonly test: (
    tokens: readonly string[],
    at: number,
  ) => { readonly test: Test; readonly next: number } | undefined;
}

const maxDepth = 50;

/**
 * Reads a condition from its tokens; brackets are tokens of their own, and `and` binds closer than `or`.
 * @returns undefined when it is not well formed, or nested deeper than 50 levels.
 */
export const readCondition = <Test>(
  tokens: readonly string[],
  words: Words<Test>,
): Condition<Test> | undefined => {
  let at = 0;
  const token = (): string => tokens[at] ?? '';
  const list = (kind: 'and' | 'or', next: (depth: number) => Condition<Test> | undefined, depth: number) => {
    const of: Condition<Test>[] = [];
    do {
      const part = next(depth);
      if (!part) return undefined;
      of.push(part);
    } while (at < tokens.length && words[kind](token()) && ++at);
    const [only] = of;
    return of.length === 1 && only ? only : { kind, of };
  };
  const either = (depth: number): Condition<Test> | undefined => list('or', both, depth);
  const both = (depth: number): Condition<Test> | undefined => list('and', one, depth);
  const one = (depth: number): Condition<Test> | undefined => {
    if (depth > maxDepth || at >= tokens.length) return undefined;
    if (words.not(token())) {
      at += 1;
      const of = one(depth + 1);
      return of && { kind: 'not', of };
    }
    if (token() === '(') {
      at += 1;
      const inner = either(depth + 1);
      if (token() !== ')') return undefined;
      at += 1;
      return inner;
    }
    const read = words.test(tokens, at);
    if (!read) return undefined;
    at = read.next;
    return { kind: 'test', test: read.test };
  };
  const condition = either(0);
  return at === tokens.length ? condition : undefined;
};
