import {
  type DocumentNode,
  type FieldDefinitionNode,
  GraphQLError,
  Kind,
  type OperationTypeNode,
  parse,
} from 'graphql';
import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';

export interface RootField {
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly name: string;
  readonly deprecated: boolean;
  /** Names of the directives at the field or at its root type. */
  readonly directives: readonly string[];
  /** 1-based; absent for an introspection result. */
  readonly line?: number;
}

export type SchemaReading =
  | { readonly ok: true; readonly fields: readonly RootField[] }
  | { readonly ok: false; readonly message: string; readonly line?: number };

/** The largest public schemas have some hundred thousand tokens. */
const maxTokens = 2_000_000;

const defaultRoots: Readonly<Record<string, OperationTypeNode>> = {
  Query: 'query' as OperationTypeNode,
  Mutation: 'mutation' as OperationTypeNode,
  Subscription: 'subscription' as OperationTypeNode,
};

/** Types that `schema { … }` names, else the three of the default names. */
const rootTypes = (document: DocumentNode): ReadonlyMap<string, OperationTypeNode> => {
  const named = document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.operationTypes ?? []).map(({ type, operation }) => [type.name.value, operation] as const)
      : [],
  );
  const hasSchema = document.definitions.some(({ kind }) => kind === Kind.SCHEMA_DEFINITION);
  return new Map(hasSchema ? named : [...Object.entries(defaultRoots), ...named]);
};

const fieldOf = (
  node: FieldDefinitionNode,
  operation: OperationTypeNode,
  ofType: readonly string[],
): RootField => {
  const own = (node.directives ?? []).map(({ name }) => name.value);
  const line = node.name.loc?.startToken.line;
  return {
    operation,
    name: node.name.value,
    deprecated: own.includes('deprecated'),
    // A directive of authorisation at the field replaces that of the type (AppSync).
    directives: own.some((name) => name.startsWith('aws_')) ? own : [...ofType, ...own],
    ...(line === undefined ? {} : { line }),
  };
};

/** Fields of the root types of a schema in the schema definition language. Never throws. */
export const rootFieldsOfSdl = (text: string): SchemaReading => {
  try {
    const document = parse(text, { maxTokens });
    const roots = rootTypes(document);
    const fields = document.definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION)
        return [];
      const operation = roots.get(definition.name.value);
      const ofType = (definition.directives ?? []).map(({ name }) => name.value);
      return operation ? (definition.fields ?? []).map((node) => fieldOf(node, operation, ofType)) : [];
    });
    return { ok: true, fields };
  } catch (error) {
    if (!(error instanceof GraphQLError))
      return { ok: false, message: 'The schema is nested too deeply to read.' };
    if (/token/i.test(error.message) && error.message.includes(String(maxTokens)))
      return { ok: false, message: `The schema has more than ${maxTokens} tokens.` };
    const line = error.locations?.[0]?.line;
    // The parser's own words quote the text, which may hold anything.
    return {
      ok: false,
      message: 'The text is not a GraphQL schema.',
      ...(line === undefined ? {} : { line }),
    };
  }
};

/** Fields of the root types of the answer to an introspection query, with or without `data` around it. */
export const rootFieldsOfIntrospection = (tree: unknown): SchemaReading => {
  const schema: Mapping = mappingAt(
    isMapping(mappingAt(tree).data) ? mappingAt(tree).data : tree,
    '__schema',
  );
  const types = new Map(listOf(schema.types).map((type) => [textOf(mappingAt(type).name), mappingAt(type)]));
  const fields = (['query', 'mutation', 'subscription'] as const).flatMap((operation) => {
    const type = types.get(textOf(mappingAt(schema, `${operation}Type`).name)) ?? {};
    return listOf(type.fields)
      .filter(isMapping)
      .map((field) => ({
        operation,
        name: textOf(field.name),
        deprecated: field.isDeprecated === true,
        directives: [],
      }));
  });
  return { ok: true, fields };
};
