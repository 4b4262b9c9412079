import { isJsonType } from '../convert/s29-bodies.ts';
import { operations } from '../convert/walk.ts';
import { arrayAt, isObject, type JsonObject, objectAt, sha256 } from '../json.ts';
import { exampleOf, placeholderOf, resolved } from './example-values.ts';

/** One concrete request line drawn from the owner's document. */
export interface ProbeRoute {
  readonly method: string;
  /** Path template in the document. */
  readonly template: string;
  /** Path with values, and query string. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where to send the probes. A missing member means that the document has no route for them. */
export interface ProbePlan {
  readonly read?: ProbeRoute;
  /** An operation whose body is validated, with a body that is surely invalid. */
  readonly write?: ProbeRoute & { readonly invalidBody: string };
  /** A read without one parameter that it requires. */
  readonly incomplete?: ProbeRoute & { readonly missing: string };
  readonly undeclared: readonly ProbeRoute[];
}

interface Drawn extends ProbeRoute {
  /** Every value comes from the document. */
  readonly exact: boolean;
  readonly required: readonly string[];
  readonly variables: number;
}

const declaredParameters = (document: JsonObject, item: JsonObject, operation: JsonObject): JsonObject[] => {
  const byPlace = new Map<string, JsonObject>();
  for (const parameter of [...arrayAt(item, 'parameters'), ...arrayAt(operation, 'parameters')]) {
    const known = resolved(document, parameter);
    if (known) byPlace.set(`${known.in} ${known.name}`, known);
  }
  return [...byPlace.values()];
};

/** Builds the request with every required parameter but `without`. */
const draw = (
  document: JsonObject,
  prefix: string,
  node: ReturnType<typeof operations>[number],
  without?: string,
): Drawn => {
  const all = declaredParameters(document, node.item, node.operation);
  let exact = true;
  const valueFor = (parameter: JsonObject): string => {
    const example = exampleOf(document, parameter);
    if (example === undefined) exact = false;
    return example ?? placeholderOf(document, parameter);
  };
  const inPath = (name: string): JsonObject =>
    all.find((each) => each.in === 'path' && each.name === name) ?? { name, in: 'path' };
  let variables = 0;
  const path = node.path.replace(/\{([^{}]+?)\+?\}/g, (_, name: string) => {
    variables += 1;
    return encodeURIComponent(valueFor(inPath(name)));
  });
  const required = all.filter(
    (each) => each.required === true && ['query', 'header'].includes(String(each.in)),
  );
  const sent = required.filter((each) => each.name !== without);
  const query = new URLSearchParams(
    sent
      .filter((each) => each.in === 'query')
      .map((each): [string, string] => [String(each.name), valueFor(each)]),
  ).toString();
  const skipped = new Set(['authorization', 'accept', 'content-type', 'host', 'content-length']);
  const headers = Object.fromEntries(
    sent
      .filter((each) => each.in === 'header' && !skipped.has(String(each.name).toLowerCase()))
      .map((each) => [String(each.name), valueFor(each).replace(/[^\x20-\x7e]/g, '')]),
  );
  return {
    method: node.method.toUpperCase(),
    template: node.path,
    path: `${prefix}${path}${query ? `?${query}` : ''}`,
    headers,
    exact,
    variables,
    required: required
      .filter((each) => !skipped.has(String(each.name).toLowerCase()))
      .map((each) => String(each.name)),
  };
};

/** A body that the exact model refuses for certain; undefined when nothing certain can be said. */
export const invalidBodyFor = (model: JsonObject): string | undefined => {
  const types = Array.isArray(model.type) ? model.type : model.type === undefined ? [] : [model.type];
  const objectOnly = types.length > 0 && types.every((type) => type === 'object' || type === 'null');
  const all = arrayAt(model, 'allOf').filter(isObject);
  if (arrayAt(model, 'required').length > 0 && (objectOnly || types.length === 0))
    return '{"gatehouseProbe":true}';
  if (objectOnly) return '[]';
  if (types.length > 0 && !types.includes('object')) return '{}';
  for (const part of all) {
    const name = typeof part.$ref === 'string' ? part.$ref.replace('#/definitions/', '') : undefined;
    const target = name === undefined ? part : objectAt(objectAt(model, 'definitions'), name);
    const body = target ? invalidBodyFor({ ...target, definitions: model.definitions }) : undefined;
    if (body !== undefined) return body;
  }
  return undefined;
};

const route = ({ method, template, path, headers }: Drawn): ProbeRoute => ({
  method,
  template,
  path,
  headers,
});

const unsafe = ['post', 'put', 'patch'];

/**
 * Chooses the routes for the probes: the read with the fewest unknown values, a write with a validated body, a read
 * that requires a parameter, and routes nobody declared. Writes are only ever sent invalid bodies.
 * @param source the owner's document, with its examples
 * @param modelOfRoute exact model of `METHOD /path` when every content type of it is validated
 * @param prefix what the server's path adds below the base path
 */
export const probeRoutes = (
  source: JsonObject,
  modelOfRoute: (method: string, path: string) => JsonObject | undefined,
  prefix: string,
  seed: string,
): ProbePlan => {
  const nodes = operations(source);
  const reads = nodes
    .filter(({ method }) => method === 'get')
    .map((node) => ({ node, drawn: draw(source, prefix, node) }))
    .sort(
      (a, b) =>
        Number(b.drawn.exact) - Number(a.drawn.exact) ||
        a.drawn.variables - b.drawn.variables ||
        a.drawn.required.length - b.drawn.required.length ||
        (a.node.path < b.node.path ? -1 : 1),
    );
  const read = reads[0];
  const needy = reads.find(({ drawn }) => drawn.required.length > 0);
  const missing = needy?.drawn.required[0];
  const write = nodes
    .filter(
      ({ method, operation }) =>
        unsafe.includes(method) &&
        Object.keys(objectAt(resolved(source, operation.requestBody), 'content') ?? {}).some((type) =>
          isJsonType(type.split(';')[0] ?? ''),
        ),
    )
    .flatMap((node) => {
      const model = modelOfRoute(node.method.toUpperCase(), node.path);
      const invalidBody = model && invalidBodyFor(model);
      return invalidBody === undefined ? [] : [{ ...route(draw(source, prefix, node)), invalidBody }];
    })
    .sort((a, b) => (a.template < b.template ? -1 : 1))[0];
  const nowhere = `/gatehouse-probe-${sha256(seed).slice(0, 8)}`;
  const undeclared: ProbeRoute[] = [
    { method: 'GET', template: nowhere, path: prefix + nowhere, headers: {} },
  ];
  // HEAD is the one safe method that documents seldom declare.
  if (read && !objectAt(read.node.item, 'head')) undeclared.push({ ...route(read.drawn), method: 'HEAD' });
  return {
    ...(read ? { read: route(read.drawn) } : {}),
    ...(write ? { write } : {}),
    ...(needy && missing !== undefined
      ? { incomplete: { ...route(draw(source, prefix, needy.node, missing)), missing } }
      : {}),
    undeclared,
  };
};
