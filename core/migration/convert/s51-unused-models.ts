import { isObject } from '../json.ts';
import { modelOf, modelsOf, reachableSchemas } from './s03-deep-references.ts';
import type { Transformation } from './transformation.ts';

/** Keeps the models that a request can meet. */
export const unusedModels: Transformation = {
  id: 'S51',
  title: 'Models of responses removed',
  because: 'They validate nothing and each counts against the size of the import.',
  apply: (document, log) => {
    const models = modelsOf(document);
    const used = new Set([...reachableSchemas(document)].map((node) => modelOf(node.$ref)));
    for (const [name, model] of Object.entries(models)) {
      if (used.has(name) && isObject(model)) continue;
      log.changed('S51', isObject(model) ? log.pointer(model) : log.pointer(models, name), name, 'removed');
      delete models[name];
    }
    const components = document.components as Record<string, unknown>;
    for (const key of ['parameters', 'requestBodies', 'pathItems']) delete components[key];
  },
};
