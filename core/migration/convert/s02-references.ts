import { isObject, type JsonObject, objectAt, unescapeToken } from '../json.ts';
import type { ConversionLog } from './report.ts';
import type { Transformation } from './transformation.ts';
import { operations, requestSchemas } from './walk.ts';

/** Node under a local reference, or undefined. */
export const resolveLocal = (document: JsonObject, reference: string): unknown => {
  if (reference === '#') return document;
  if (!reference.startsWith('#/')) return undefined;
  let node: unknown = document;
  for (const token of reference.slice(2).split('/')) {
    let key: string;
    try {
      key = unescapeToken(decodeURIComponent(token));
    } catch {
      return undefined;
    }
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as JsonObject)[key];
  }
  return node;
};

/** Longest chain of references to references; a loop ends here. */
const maxHops = 20;

/** Follows `$ref` of a parameter, request body or path item to its object; a copy, so that users can change apart. */
const inlined = (document: JsonObject, node: unknown, log: ConversionLog): JsonObject | undefined => {
  let current = node;
  for (let hop = 0; hop < maxHops; hop++) {
    if (!isObject(current)) return undefined;
    const reference = current.$ref;
    if (typeof reference !== 'string') {
      return current === node ? current : log.copied(structuredClone(current), current);
    }
    if (!reference.startsWith('#')) {
      log.block(
        'S02',
        log.pointer(current, '$ref'),
        `The reference ${reference} leaves the document; nothing is fetched. Bundle the document first.`,
      );
      return undefined;
    }
    current = resolveLocal(document, reference);
  }
  return undefined;
};

const inlineList = (document: JsonObject, owner: JsonObject, log: ConversionLog): void => {
  if (!Array.isArray(owner.parameters)) return;
  owner.parameters = owner.parameters.flatMap((parameter: unknown) => {
    const resolved = inlined(document, parameter, log);
    if (resolved === parameter) return [parameter];
    const pointer = isObject(parameter) ? log.pointer(parameter) : log.pointer(owner, 'parameters');
    log.changed(
      'S02',
      pointer,
      isObject(parameter) ? parameter.$ref : parameter,
      resolved?.name ?? 'removed',
    );
    return resolved ? [resolved] : [];
  });
};

/** Puts referenced parameters, bodies and path items in place; refuses every reference out of the document. */
export const references: Transformation = {
  id: 'S02',
  title: 'Local references in place, remote ones refused',
  because:
    'API Gateway resolves references to models only, and fetches nothing; neither does this converter.',
  apply: (document, log) => {
    const paths = objectAt(document, 'paths') ?? {};
    for (const [path, item] of Object.entries(paths)) {
      const resolved = inlined(document, item, log);
      if (!resolved) delete paths[path];
      else if (resolved !== item) {
        log.changed('S02', log.pointer(item as object), (item as JsonObject).$ref, 'in place');
        paths[path] = resolved;
      }
      if (resolved) inlineList(document, resolved, log);
    }
    for (const { operation } of operations(document)) {
      inlineList(document, operation, log);
      const body = operation.requestBody;
      if (body === undefined) continue;
      const resolved = inlined(document, body, log);
      if (resolved === body) continue;
      log.changed(
        'S02',
        log.pointer(operation, 'requestBody'),
        isObject(body) ? body.$ref : body,
        'in place',
      );
      if (resolved) operation.requestBody = resolved;
      else delete operation.requestBody;
    }
    for (const schema of requestSchemas(document)) {
      if (typeof schema.$ref === 'string' && !schema.$ref.startsWith('#'))
        log.block(
          'S02',
          log.pointer(schema, '$ref'),
          `The reference ${schema.$ref} leaves the document; nothing is fetched. Bundle the document first.`,
        );
    }
  },
};
