import { isObject, type JsonObject, objectAt, sha256 } from '../json.ts';
import { modelOf, modelsOf } from './s03-deep-references.ts';
import type { Transformation } from './transformation.ts';
import { requestSchemas, schemaPrefix } from './walk.ts';

/** Gives every model a name of letters and digits; names that meet are told apart by a hash of what they were. */
export const modelNames: Transformation = {
  id: 'S05',
  title: 'Model names made alphanumeric',
  because: '“Model name must be alphanumeric … Ignoring”: the model is dropped and the body never validated.',
  apply: (document, log) => {
    const models = modelsOf(document);
    const taken = new Set(Object.keys(models).filter((name) => /^[A-Za-z0-9]+$/.test(name)));
    const renamed = new Map<string, string>();
    for (const name of Object.keys(models).sort()) {
      if (taken.has(name)) continue;
      const bare = name.replace(/[^A-Za-z0-9]/g, '');
      const unique = bare === '' || taken.has(bare) ? `${bare || 'Model'}${sha256(name).slice(0, 8)}` : bare;
      taken.add(unique);
      renamed.set(name, unique);
      log.changed('S05', isObject(models[name]) ? log.pointer(models[name]) : '', name, unique);
    }
    for (const schema of requestSchemas(document)) {
      const name = modelOf(schema.$ref);
      if (name !== undefined) schema.$ref = schemaPrefix + (renamed.get(name) ?? name);
    }
    const after: JsonObject = {};
    for (const [name, model] of Object.entries(models)) after[renamed.get(name) ?? name] = model;
    (objectAt(document, 'components') as JsonObject).schemas = after;
  },
};
