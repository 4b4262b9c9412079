import type { Json } from './definition.ts';

export interface PatchOperation {
  readonly op: string;
  readonly path: string;
  readonly value?: string;
  readonly from?: string;
}

/** How a document's fields are typed, for AWS sends every value as text. */
export interface PatchTypes {
  readonly booleans?: readonly string[];
  readonly numbers?: readonly string[];
  /** Lists of text, to which the last part of a path adds, or from which it removes. */
  readonly lists?: readonly string[];
}

const decode = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');

const typed = (value: string | undefined, field: string, types: PatchTypes): unknown => {
  if (types.booleans?.includes(field)) return value === 'true';
  if (types.numbers?.includes(field)) return value === undefined || value === '' ? null : Number(value);
  return value;
};

const applyOne = (document: Json, operation: PatchOperation, types: PatchTypes): void => {
  const [field = '', ...rest] = operation.path.split('/').slice(1).map(decode);
  const removes = operation.op === 'remove';
  if (rest.length === 0) {
    document[field] = removes ? null : typed(operation.value, field, types);
    return;
  }
  const last = rest.at(-1) as string;
  const inner = rest.slice(0, -1);
  let target = document;
  let key = field;
  for (const part of inner) {
    target[key] = { ...(target[key] as Json) };
    target = target[key] as Json;
    key = part;
  }
  if (Array.isArray(target[key]) || types.lists?.includes([field, ...inner].join('/'))) {
    const list = (target[key] ?? []) as string[];
    // `replace /endpointConfiguration/types/EDGE` with `REGIONAL`: the path names the entry that goes.
    const kept = list.filter((entry) => entry !== last);
    target[key] = removes ? kept : [...kept, operation.op === 'replace' ? String(operation.value) : last];
    return;
  }
  const map = { ...(target[key] as Json) };
  if (removes) delete map[last];
  else map[last] = typed(operation.value, field, types);
  target[key] = map;
};

/**
 * A document after patch operations as API Gateway reads them ("Patch operations", API Gateway REST API
 * reference): JSON pointers with `~1` and `~0`, values as text, list entries named in the path.
 */
export const patched = (
  document: Json,
  operations: readonly PatchOperation[],
  types: PatchTypes = {},
): Json => {
  const result = { ...document };
  for (const operation of operations) applyOne(result, operation, types);
  return result;
};

/** The fields of `after` that differ from `before`. */
export const changedFields = (before: Json, after: Json): Json =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  );
