import { isObject, objectAt } from '../json.ts';
import { modelOf, modelsOf } from './s03-deep-references.ts';
import type { Transformation } from './transformation.ts';
import { operations, schemaPrefix } from './walk.ts';

/** Gives the schema of each body a model of its own. */
export const inlineBodies: Transformation = {
  id: 'S38',
  title: 'Inline bodies made models',
  because: 'A method validates against a named model; importers invent names for inline ones, or drop them.',
  apply: (document, log) => {
    const models = modelsOf(document);
    for (const { operation } of operations(document)) {
      const content = objectAt(objectAt(operation, 'requestBody'), 'content') ?? {};
      const named = new Map<object, string>();
      for (const media of Object.values(content).filter(isObject)) {
        const schema = objectAt(media, 'schema');
        if (!schema || modelOf(schema.$ref) !== undefined) continue;
        let name = named.get(schema);
        if (name === undefined) {
          const base = `${operation.operationId}Body`;
          name = base;
          for (let n = 2; name in models; n++) name = `${base}${n}`;
          models[name] = schema;
          named.set(schema, name);
        }
        log.changed('S38', log.pointer(schema), 'inline schema', name);
        media.schema = log.copied({ $ref: schemaPrefix + name }, schema);
      }
    }
  },
};
