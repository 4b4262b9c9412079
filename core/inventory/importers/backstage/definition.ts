import { isMapping, type Mapping, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { asyncApiOf } from '../asyncapi/importer.ts';
import { graphqlRoutes } from '../graphql/importer.ts';
import { rootFieldsOfSdl } from '../graphql/schema-fields.ts';
import type { ImportContext, ImportedApi, ImportFile } from '../importer.ts';
import { readTreeText, textOfMember } from '../member-text.ts';
import { type ReferenceResolver, siblingOf } from '../openapi/members.ts';
import { openApiVersion, readOpenApi } from '../openapi/read-openapi.ts';
import { protoApis } from '../proto/importer.ts';

export interface Definition {
  readonly text: string;
  /** File that it stands in, or the place inside the catalogue file. */
  readonly at: string;
}

/**
 * The text of a definition: written out, or named by `$text`, `$yaml`, `$json` or `$openapi` as a file beside the
 * catalogue's. A URL is never fetched. @returns undefined when it stands elsewhere.
 */
export const definitionOf = (
  definition: unknown,
  place: { readonly file: string; readonly pointer: string },
  files: readonly ImportFile[],
): Definition | undefined => {
  if (typeof definition === 'string') return { text: definition, at: `${place.file}#${place.pointer}` };
  if (!isMapping(definition)) return undefined;
  const named = ['$text', '$yaml', '$json', '$openapi', '$asyncapi']
    .map((key) => textOf(definition[key]))
    .find(Boolean);
  const name = named === undefined ? undefined : siblingOf(place.file, named);
  const file = files.find((one) => one.name === name);
  return file ? { text: textOfMember(file), at: file.name } : undefined;
};

type Described = Pick<ImportedApi, 'routes' | 'style'> & Partial<ImportedApi>;

/** What a definition of the entity's type describes; nothing for a type or a text that is not read. */
export const describedBy = (
  type: string,
  { text, at }: Definition,
  references: ReferenceResolver,
  context: ImportContext,
  problems: InputProblem[],
): Described | undefined => {
  if (type === 'graphql') {
    const schema = rootFieldsOfSdl(text);
    return schema.ok ? { style: 'GRAPHQL', routes: graphqlRoutes(schema.fields, at) } : undefined;
  }
  if (type === 'grpc') {
    const apis = protoApis(text, at);
    return apis.length ? { style: 'GRPC', routes: apis.flatMap(({ routes }) => routes) } : undefined;
  }
  const tree = readTreeText(text, at);
  if (!tree.ok || !isMapping(tree.value)) {
    if (!tree.ok) problems.push(tree.problem);
    return undefined;
  }
  const document: Mapping = tree.value;
  references.seed(at, document);
  if (openApiVersion(document)) {
    const reading = readOpenApi(document, at, at, references, context);
    problems.push(...reading.problems);
    return reading.api;
  }
  return textOf(document.asyncapi)
    ? asyncApiOf({ document, file: at }, references, context, problems)
    : undefined;
};
