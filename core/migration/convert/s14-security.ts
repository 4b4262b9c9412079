import { arrayAt, isObject, type JsonObject, objectAt } from '../json.ts';
import type { Transformation } from './transformation.ts';
import { operations } from './walk.ts';

const schemesOf = (requirement: unknown): string[] => (isObject(requirement) ? Object.keys(requirement) : []);

/** Rewrites schemes to what an import understands: an API key in a header. */
const asKeys = (document: JsonObject): string[] => {
  const schemes = objectAt(objectAt(document, 'components'), 'securitySchemes') ?? {};
  const rewritten: string[] = [];
  for (const [name, scheme] of Object.entries(schemes)) {
    if (
      isObject(scheme) &&
      scheme.type === 'apiKey' &&
      ['header', 'query'].includes(String(scheme.in)) &&
      Object.keys(scheme).length === 3
    )
      continue;
    schemes[name] =
      isObject(scheme) && scheme.type === 'apiKey'
        ? {
            type: 'apiKey',
            name: String(scheme.name ?? 'Authorization'),
            in: scheme.in === 'query' ? 'query' : 'header',
          }
        : { type: 'apiKey', name: 'Authorization', in: 'header' };
    rewritten.push(name);
  }
  return rewritten;
};

/** Writes the security requirement on each operation: one scheme, because a method has one authorizer. */
export const security: Transformation = {
  id: 'S14',
  title: 'Security written on each operation',
  because:
    'Root-level security is documented as ignored, alternatives collapse to one, and only apiKey schemes are read.',
  apply: (document, log) => {
    const known = objectAt(objectAt(document, 'components'), 'securitySchemes') ?? {};
    const inherited = document.security;
    for (const { operation } of operations(document)) {
      const own = 'security' in operation;
      const pointer = own ? log.pointer(operation, 'security') : log.pointer(operation);
      const stated = Array.isArray(operation.security)
        ? operation.security
        : own
          ? []
          : Array.isArray(inherited)
            ? inherited
            : [];
      const named = stated.filter((requirement) => schemesOf(requirement).length > 0);
      const scheme = named.flatMap(schemesOf).find((name) => name in known);
      if (stated.length > 1 || schemesOf(named[0]).length > 1)
        log.gap('S14', pointer, {
          constraint: `security ${JSON.stringify(stated)}`.slice(0, 300),
          risk: 'A method has one authorizer: the alternatives and combinations are not told apart.',
          enforceAt: 'authorizer or backend',
        });
      const scopes = named
        .flatMap((requirement) => Object.values(requirement as JsonObject))
        .flatMap((list) => (Array.isArray(list) ? list : []));
      if (scopes.length)
        log.gap('S14', pointer, {
          constraint: `scopes ${[...new Set(scopes)].join(', ')}`,
          risk: 'The gateway authenticates the caller; it does not check scopes.',
          enforceAt: 'backend',
        });
      const after = scheme === undefined ? [] : [{ [scheme]: [] }];
      if (JSON.stringify(operation.security) === JSON.stringify(after)) continue;
      log.changed('S14', pointer, own ? operation.security : (inherited ?? []), after);
      operation.security = after;
    }
    delete document.security;
    const rewritten = asKeys(document);
    if (rewritten.length) log.changed('S14', '/components/securitySchemes', rewritten.join(' '), 'apiKey');
  },
};

/** Operations that an import of this document would leave open: those without a scheme that has an authorizer. */
export const openOperations = (document: JsonObject): JsonObject[] => {
  const schemes = objectAt(objectAt(document, 'components'), 'securitySchemes') ?? {};
  return operations(document)
    .map(({ operation }) => operation)
    .filter((operation) => {
      const names = arrayAt(operation, 'security').flatMap(schemesOf);
      return !names.some((name) => objectAt(objectAt(schemes, name), 'x-amazon-apigateway-authorizer'));
    });
};
