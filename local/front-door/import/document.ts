import { parse } from 'yaml';
import type { Json } from '../rest-api/definition.ts';

/** AWS takes six megabytes ("Amazon API Gateway quotas"). */
const largest = 6 * 1024 * 1024;

/** A refusal of the whole import, as API Gateway words it. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
}

export const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** An OpenAPI 3.0 or Swagger 2.0 document, with the differences that matter to an import taken away. */
export interface Document {
  readonly root: Json;
  readonly info: Json;
  readonly paths: Json;
  readonly schemas: Json;
  /** Where schemas are, for references: `#/components/schemas/` or `#/definitions/`. */
  readonly schemaPrefix: string;
  readonly securitySchemes: Json;
}

const resolveVariables = (text: string, account: string, region: string): string =>
  text
    .replaceAll(/\$\{AWS::AccountId\}/gi, account)
    .replaceAll(/\$\{AWS::Region\}/gi, region)
    .replaceAll(/\$\{AWS::Partition\}/gi, 'aws');

/**
 * Reads an import's body. Recorded from AWS: whatever is no JSON or YAML, and every OpenAPI version but 2.0 and
 * 3.0.x, is answered with the same four words.
 * @throws ImportRefused
 */
export const readDocument = (body: Buffer, account: string, region: string): Document => {
  if (body.length > largest) throw new ImportRefused('Request size exceeds the limit of 6 MB.');
  let root: Json;
  try {
    const text = resolveVariables(body.toString('utf8'), account, region);
    root = record(text.trimStart().startsWith('{') ? JSON.parse(text) : parse(text, { maxAliasCount: 0 }));
  } catch {
    throw new ImportRefused('Invalid OpenAPI input.');
  }
  const isSwagger = String(root.swagger) === '2.0';
  const isOpenApi = /^3\.0\.\d+/.test(String(root.openapi));
  if (!isSwagger && !isOpenApi) throw new ImportRefused('Invalid OpenAPI input.');
  const components = record(root.components);
  return {
    root,
    info: record(root.info),
    paths: record(root.paths),
    schemas: record(isSwagger ? root.definitions : components.schemas),
    schemaPrefix: isSwagger ? '#/definitions/' : '#/components/schemas/',
    securitySchemes: record(isSwagger ? root.securityDefinitions : components.securitySchemes),
  };
};

/** Follows a local reference; `undefined` when it leads nowhere. References are never fetched. */
export const resolveRef = (document: Document, value: unknown): Json | undefined => {
  let current = record(value);
  for (let hops = 0; typeof current.$ref === 'string'; hops += 1) {
    if (hops > 20 || !current.$ref.startsWith('#/')) return undefined;
    let target: unknown = document.root;
    for (const token of current.$ref.slice(2).split('/'))
      target = record(target)[decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~')];
    if (target === undefined) return undefined;
    current = record(target);
  }
  return current;
};
