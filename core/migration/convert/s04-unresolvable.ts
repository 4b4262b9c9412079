import { isObject, type JsonObject } from '../json.ts';
import { modelOf, modelsOf, reachableSchemas } from './s03-deep-references.ts';
import type { Transformation } from './transformation.ts';

/** Whether following `$ref` from this schema never arrives anywhere. */
const loops = (models: JsonObject, start: JsonObject): boolean => {
  const seen = new Set<JsonObject>();
  let node: unknown = start;
  while (isObject(node) && typeof node.$ref === 'string') {
    if (seen.has(node)) return true;
    seen.add(node);
    node = models[modelOf(node.$ref) ?? ''];
  }
  return false;
};

/** Lets pass what a reference to nothing was meant to describe, and says so. */
export const unresolvable: Transformation = {
  id: 'S04',
  title: 'References to nothing replaced by a schema that accepts all',
  because: 'An import refuses the document or drops the whole model with it.',
  apply: (document, log) => {
    const models = modelsOf(document);
    const dead = [...reachableSchemas(document)].filter((node) => {
      if (typeof node.$ref !== 'string' || !node.$ref.startsWith('#')) return false;
      const name = modelOf(node.$ref);
      return name === undefined || !isObject(models[name]) || loops(models, node);
    });
    for (const node of dead) {
      const reference = String(node.$ref);
      log.gap('S04', log.pointer(node, '$ref'), {
        constraint: `whatever ${reference} should have said`,
        risk: 'This part of the body is not validated.',
        enforceAt: 'backend; mend the reference in the document',
      });
      log.changed('S04', log.pointer(node, '$ref'), reference, {});
      for (const key of Object.keys(node)) delete node[key];
    }
  },
};
