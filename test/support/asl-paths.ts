/** References and payload templates of the JSONPath dialect, as far as our machines use it. */

export class PathError extends Error {
  override readonly name = 'States.ParameterPathFailure';
}

/** `$.a.b[0]`, `$$.Execution.Name`, `$`. @throws PathError when nothing is there, as the service does. */
export const reference = (path: string, data: unknown, context: unknown): unknown => {
  const [root, rest] = path.startsWith('$$') ? [context, path.slice(2)] : [data, path.slice(1)];
  let at: unknown = root;
  for (const [, name, index] of rest.matchAll(/\.([A-Za-z0-9_-]+)|\[(\d+)\]/g)) {
    const key = name ?? Number(index);
    if (at === null || typeof at !== 'object' || !(key in at))
      throw new PathError(`${path} is not in the input.`);
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
};

const splitArguments = (text: string): string[] => {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let current = '';
  for (const character of text) {
    if (character === "'") quoted = !quoted;
    if (!quoted && character === '(') depth++;
    if (!quoted && character === ')') depth--;
    if (character === ',' && depth === 0 && !quoted) {
      parts.push(current.trim());
      current = '';
    } else current += character;
  }
  return [...parts, current.trim()].filter((part) => part !== '');
};

/** A reference or an intrinsic function. */
export const evaluate = (expression: string, data: unknown, context: unknown): unknown => {
  const call = /^States\.(\w+)\((.*)\)$/s.exec(expression);
  if (!call) return reference(expression, data, context);
  const values = splitArguments(call[2] ?? '').map((argument) => {
    if (argument.startsWith("'")) return argument.slice(1, -1);
    if (argument.startsWith('$') || argument.startsWith('States.')) return evaluate(argument, data, context);
    return JSON.parse(argument) as unknown;
  });
  switch (call[1]) {
    case 'Format': {
      let next = 1;
      return String(values[0]).replace(/\{\}/g, () => String(values[next++]));
    }
    case 'ArrayLength':
      return (values[0] as unknown[]).length;
    case 'MathAdd':
      return Number(values[0]) + Number(values[1]);
    case 'JsonToString':
      return JSON.stringify(values[0]);
    default:
      throw new Error(`The walk does not know States.${call[1]}; teach it in test/support/asl-paths.ts.`);
  }
};

/** Fills `"x.$"` fields of a template. */
export const fill = (template: unknown, data: unknown, context: unknown): unknown => {
  if (Array.isArray(template)) return template.map((item) => fill(item, data, context));
  if (template === null || typeof template !== 'object') return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) =>
      name.endsWith('.$')
        ? [name.slice(0, -2), evaluate(String(value), data, context)]
        : [name, fill(value, data, context)],
    ),
  );
};

/** Puts a result into the input at a `ResultPath`. */
export const place = (path: string | null | undefined, data: unknown, result: unknown): unknown => {
  if (path === null) return data;
  if (path === undefined || path === '$') return result;
  const names = path.slice(2).split('.');
  const copy = structuredClone(data ?? {}) as Record<string, unknown>;
  let at = copy;
  for (const name of names.slice(0, -1)) {
    at[name] = { ...((at[name] as object | undefined) ?? {}) };
    at = at[name] as Record<string, unknown>;
  }
  at[names.at(-1) ?? ''] = result;
  return copy;
};
