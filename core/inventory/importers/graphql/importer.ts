import type { GatewayControl } from '../../../gateway/controls.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { blind } from '../../visibility.ts';
import type { ImportedApi, ImportedRoute, Importer, ImportFile, RouteControl } from '../importer.ts';
import { readTree, textOfMember } from '../member-text.ts';
import { detectKind, recognised } from '../recognised.ts';
import { describes } from '../visibility-maps.ts';
import { type RootField, rootFieldsOfIntrospection, rootFieldsOfSdl } from './schema-fields.ts';

const isIntrospection = (file: ImportFile): boolean =>
  /\.json$/i.test(file.name) && /"__schema"\s*:/.test(textOfMember(file).slice(0, 10_000));

const isSdl = (file: ImportFile): boolean =>
  /\.(?:graphqls?|gql|sdl)$/i.test(file.name) &&
  /^[ \t]*(?:extend[ \t]+)?(?:type|schema|interface|input|enum|union|scalar|directive)\b/m.test(
    textOfMember(file),
  );

const isSchema = (file: ImportFile): boolean => isSdl(file) || isIntrospection(file);

/** Directives of AppSync and what each asks of the caller. */
const authorisations: Readonly<Record<string, GatewayControl>> = {
  aws_api_key: 'api-key',
  aws_iam: 'signed-request',
  aws_oidc: 'jwt',
  aws_cognito_user_pools: 'jwt',
  aws_auth: 'jwt',
  aws_lambda: 'custom-authorizer',
};

const controlsOf = (field: RootField, proof: string): readonly RouteControl[] => {
  const controls = new Set(field.directives.flatMap((name) => authorisations[name] ?? []));
  return [...controls].map((control) => ({
    control,
    effective: controls.size > 1 ? 'conditional' : 'unknown',
    proof,
    disarmedBy:
      controls.size > 1
        ? 'Another way to authorise lets a caller in without it.'
        : 'The schema names it; whether the API is set up with it stands in its configuration.',
  }));
};

/** One route for each field of a root type. `file`: where the schema stands. */
export const graphqlRoutes = (fields: readonly RootField[], file: string): readonly ImportedRoute[] =>
  fields.map((field) => {
    const pointer =
      field.line === undefined ? `${file}#${field.operation}/${field.name}` : `${file}:${field.line}`;
    return {
      method: field.operation.toUpperCase(),
      template: `/${field.name}`,
      ...(field.deprecated ? { deprecated: true as const } : {}),
      pointer,
      controls: controlsOf(field, pointer),
    };
  });

const apiOf = (file: ImportFile, fields: readonly RootField[]): ImportedApi => ({
  name: (file.name.split('/').at(-1) ?? file.name).replace(/\.[a-z]+$/i, ''),
  style: 'GRAPHQL',
  locator: `${file.name}#/`,
  routes: graphqlRoutes(fields, file.name),
});

const parse: Importer['parse'] = (files) => {
  const mine = recognised(files, isSchema, 'a GraphQL schema');
  const problems: InputProblem[] = [...mine.problems];
  const apis: ImportedApi[] = [];
  for (const file of mine.files) {
    const tree = isIntrospection(file) ? readTree(file) : undefined;
    if (tree && !tree.ok) {
      problems.push(tree.problem);
      continue;
    }
    const reading = tree ? rootFieldsOfIntrospection(tree.value) : rootFieldsOfSdl(textOfMember(file));
    if (reading.ok) {
      // Parts of a schema may hold types alone.
      if (reading.fields.length) apis.push(apiOf(file, reading.fields));
      continue;
    }
    const { message, line } = reading;
    problems.push({
      file: file.name,
      ...(line === undefined ? {} : { line }),
      message,
      fix: 'Correct this line.',
    });
  }
  return {
    format: 'GraphQL schema',
    apis,
    consumers: [],
    settings: [],
    visibility: describes('The schema', {
      hosts: blind('A schema names no host and no path; they stand where the API is deployed.'),
      owners: blind('A schema names no owner; it stands in the catalogue of services.'),
    }),
    problems,
  };
};

/** GraphQL schemas. Fields of the root types are the operations: `QUERY /accounts`, `MUTATION /submitPayment`. */
export const graphqlImporter: Importer = {
  id: 'graphql',
  source: 'graphql-document',
  title: 'GraphQL schema',
  howTo: 'Hand in the schema (`.graphql`), or the JSON answer to an introspection query.',
  detect: (files) => detectKind(files, isSchema, 'GraphQL schema'),
  parse,
};
