import type { DeclaredOperation } from '../declared-document.ts';

/** What was seen of one endpoint, by exact status code and by name of query parameter. */
export interface SeenBehaviour {
  readonly codes: ReadonlyMap<number, number>;
  readonly queryNames: ReadonlyMap<string, number>;
}

/** One request with a name may be a typing error or a probe; a parameter that is in use is seen again. */
const leastUses = 2;

const covers = (responses: readonly string[], code: number): boolean =>
  responses.some((key) => {
    const response = key.toLowerCase();
    return response === 'default' || response === String(code) || response === `${Math.floor(code / 100)}xx`;
  });

/** `filter[status]` and `page.size` are parts of the parameters `filter` and `page`. */
const isDeclared = (declared: ReadonlySet<string>, name: string): boolean =>
  declared.has(name) || declared.has(name.replace(/[[.].*$/s, '')) || declared.has(name.replace(/\[\]$/, ''));

/**
 * What traffic shows that the documents of an endpoint do not have: a success that no response stands for, a query
 * parameter that none declares. Errors are left out: any path answers with some. Sorted, in words.
 */
export const driftOf = (
  operations: readonly DeclaredOperation[],
  { codes, queryNames }: SeenBehaviour,
): readonly string[] => {
  // A document that names no response at all says nothing of them.
  const described = operations.filter(({ responses = [] }) => responses.length > 0);
  if (described.length === 0) return [];
  const responses = described.flatMap((one) => one.responses ?? []);
  const declared = new Set(described.flatMap((one) => one.queryNames ?? []));
  const answers = [...codes.keys()]
    .filter((code) => code >= 200 && code < 300 && !covers(responses, code))
    .sort((a, b) => a - b)
    .map((code) => `answers ${code}`);
  const parameters = [...queryNames]
    .filter(([name, uses]) => uses >= leastUses && !isDeclared(declared, name))
    .map(([name]) => `query parameter ${name}`)
    .sort();
  return [...answers, ...parameters];
};

/** What was seen, as far as the words of an earlier drift tell: a log that is silent now takes it not back. */
export const behaviourIn = (drift: readonly string[]): SeenBehaviour => {
  const codes = drift.flatMap((words) => /^answers (\d{3})$/.exec(words)?.[1] ?? []);
  const names = drift.flatMap((words) => /^query parameter (.+)$/.exec(words)?.[1] ?? []);
  return {
    codes: new Map(codes.map((code) => [Number(code), 1])),
    queryNames: new Map(names.map((name) => [name, leastUses])),
  };
};
