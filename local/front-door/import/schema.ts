import { createHash } from 'node:crypto';
import { type Json, modelAddress } from '../rest-api/definition.ts';
import { type Document, record, resolveRef } from './document.ts';
import type { Findings } from './findings.ts';

/** Keywords that API Gateway documents as not supported in a model, and drops ("Important notes for REST APIs"). */
const unsupported = [
  'discriminator',
  'example',
  'examples',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'readOnly',
];
/** Dropped without a word: what OpenAPI adds to JSON schema draft 4, and annotations. */
const dropped = ['nullable', 'writeOnly', 'deprecated', 'xml', 'externalDocs', 'default'];
const maps = ['properties', 'patternProperties', 'definitions'];
const lists = ['allOf', 'anyOf', 'oneOf'];
const single = ['items', 'additionalProperties', 'not'];

const legalModelName = /^[a-zA-Z0-9]+$/;

/** The models of an import: components with a legal name, and inline schemas under a name of their own. */
export class Models {
  readonly #document: Document;
  readonly #findings: Findings;
  readonly #apiId: string;
  readonly #models = new Map<string, Json>();

  constructor(document: Document, findings: Findings, apiId: string) {
    this.#document = document;
    this.#findings = findings;
    this.#apiId = apiId;
    for (const [name, schema] of Object.entries(document.schemas)) {
      if (legalModelName.test(name)) this.#add(name, schema);
      else findings.warn(`Model name must be alphanumeric, ignoring model '${name}'`);
    }
  }

  all(): Json[] {
    return [...this.#models].map(([name, schema]) => ({
      name,
      contentType: 'application/json',
      schema: JSON.stringify(schema),
    }));
  }

  /** The model for the schema of a body: the referenced one, or a new one. `undefined` when it was dropped. */
  nameFor(schema: unknown): string | undefined {
    const named = this.#referenced(record(schema).$ref);
    if (named !== undefined) return this.#models.has(named) ? named : undefined;
    const digest = createHash('sha256').update(JSON.stringify(schema)).digest('hex').slice(0, 6);
    const name = `MODEL${digest}`;
    if (!this.#models.has(name)) this.#add(name, schema);
    return name;
  }

  #add(name: string, schema: unknown): void {
    this.#models.set(name, {
      $schema: 'http://json-schema.org/draft-04/schema#',
      ...record(this.#converted(schema, name)),
    });
  }

  /** The name in a reference to a whole component; `undefined` for any other value. */
  #referenced(ref: unknown): string | undefined {
    if (typeof ref !== 'string' || !ref.startsWith(this.#document.schemaPrefix)) return undefined;
    const name = decodeURIComponent(ref.slice(this.#document.schemaPrefix.length));
    return name.includes('/') ? undefined : name;
  }

  #reference(ref: string, model: string): Json {
    const name = this.#referenced(ref);
    if (!resolveRef(this.#document, { $ref: ref })) {
      this.#findings.error(`Unable to resolve reference '${ref}' in model '${model}'`);
      return {};
    }
    if (name === undefined || !legalModelName.test(name)) {
      this.#findings.warn(`Reference '${ref}' in model '${model}' names no model, ignoring it`);
      return {};
    }
    return { $ref: modelAddress(this.#apiId, name) };
  }

  #converted(schema: unknown, model: string): unknown {
    if (typeof schema === 'boolean') return schema;
    const source = record(schema);
    if (typeof source.$ref === 'string') return this.#reference(source.$ref, model);
    if (Array.isArray(source.type))
      this.#findings.error(
        `Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified] (${model})`,
      );
    const result: Json = {};
    for (const [keyword, value] of Object.entries(source)) {
      if (unsupported.includes(keyword))
        this.#findings.warn(`Unsupported keyword '${keyword}' in model '${model}', ignoring it`);
      else if (dropped.includes(keyword) || keyword.startsWith('x-')) continue;
      else if (maps.includes(keyword))
        result[keyword] = Object.fromEntries(
          Object.entries(record(value)).map(([name, inner]) => [name, this.#converted(inner, model)]),
        );
      else if (lists.includes(keyword) && Array.isArray(value))
        result[keyword] = value.map((inner) => this.#converted(inner, model));
      else if (single.includes(keyword)) result[keyword] = this.#converted(value, model);
      else result[keyword] = value;
    }
    return result;
  }
}
