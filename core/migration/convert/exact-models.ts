import { canonicalJson, isObject, type JsonObject } from '../json.ts';
import type { ConversionLog } from './report.ts';
import { modelOf, modelsOf } from './s03-deep-references.ts';
import { schemaTree } from './walk.ts';

/** Bytes of one model's schema, Amazon API Gateway quotas. */
export const maxModelBytes = 400_000;

const draft4 = 'http://json-schema.org/draft-04/schema#';

const directReferences = (schema: JsonObject): string[] =>
  schemaTree(schema).flatMap((node) => modelOf(node.$ref) ?? []);

const closure = (start: string, direct: ReadonlyMap<string, readonly string[]>): string[] => {
  const seen = new Set<string>();
  const queue = [...(direct.get(start) ?? [])];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    queue.push(...(direct.get(name) ?? []));
  }
  return [...seen].sort();
};

/** A copy whose references point into its own `definitions`. */
const local = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(local);
  if (!isObject(value)) return value;
  const name = modelOf(value.$ref);
  if (name !== undefined) return { $ref: `#/definitions/${name}` };
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, key === 'enum' ? child : local(child)]),
  );
};

/**
 * The exact schema of each model as JSON Schema draft 04, complete in itself: what the import cannot say (null,
 * exclusive bounds, dependencies) is in here. The migration writes these over the imported models.
 */
export const exactModels = (document: JsonObject, log: ConversionLog): Record<string, JsonObject> => {
  const models = modelsOf(document);
  const direct = new Map(
    Object.entries(models).map(([name, model]) => [
      name,
      isObject(model) ? [...new Set(directReferences(model))] : [],
    ]),
  );
  const exact: Record<string, JsonObject> = {};
  for (const name of Object.keys(models).sort()) {
    const schema = local(models[name]) as JsonObject;
    const needed = closure(name, direct);
    const complete: JsonObject = {
      $schema: draft4,
      // Draft 04 ignores everything beside $ref.
      ...(typeof schema.$ref === 'string' ? { allOf: [schema] } : schema),
      ...(needed.length
        ? { definitions: Object.fromEntries(needed.map((other) => [other, local(models[other])])) }
        : {}),
    };
    if (Buffer.byteLength(canonicalJson(complete)) <= maxModelBytes) {
      exact[name] = complete;
      continue;
    }
    log.gap('S50', isObject(models[name]) ? log.pointer(models[name]) : '', {
      constraint: `model ${name}`,
      risk: `Its schema is larger than the ${maxModelBytes} bytes of a model: only JSON syntax is checked.`,
      enforceAt: 'backend',
    });
    exact[name] = { $schema: draft4 };
  }
  return exact;
};
