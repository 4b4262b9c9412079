import { apiNameOf, dataClassOf, exposureOf, ownerOf } from '../../../documentation/extensions.ts';
import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { takeTree } from '../credentials.ts';
import type { ImportContext, ImportedApi, ImportedRoute } from '../importer.ts';
import { environmentNamed } from '../life-stages.ts';
import { joinTemplate } from '../path-template.ts';
import type { Place } from '../place.ts';
import { backendsOf } from './backends.ts';
import { securityOf } from './declared-security.ts';
import { isDeprecated, lifecycleOf } from './lifecycle.ts';
import type { ReferenceResolver } from './members.ts';
import { type PathOperation, pathOperations } from './operations.ts';
import { placeOf2, placesOf } from './servers.ts';

/** The version that a document says it is in, if it is OpenAPI at all. */
export const openApiVersion = (tree: unknown): string | undefined => {
  if (!isMapping(tree)) return undefined;
  const version = String(tree.openapi ?? tree.swagger ?? '');
  return /^(?:2\.0|2|3\.\d+(?:\.\d+)?(?:-\w+)?)$/.test(version) ? version : undefined;
};

const nowhere: readonly Place[] = [{ path: '' }];

/** Servers of the operation, else of its path, else of the document (OpenAPI 3.2 §4.5). */
const placesFor = (
  operation: PathOperation,
  common: readonly Place[],
  context: ImportContext,
): readonly Place[] => {
  for (const servers of [operation.value.servers, operation.pathItem.servers]) {
    const own = listOf(servers).length ? placesOf(servers, context) : [];
    if (own.length) return own;
  }
  return common;
};

const sentence = (text: string): string =>
  /^[^\n]{0,199}?(?:[.!?](?=\s|$)|(?=\n|$))/.exec(text)?.[0].trim() ?? '';

const factsOf = (document: Mapping, operations: readonly PathOperation[]) => {
  const info = mappingAt(document, 'info');
  const version = textOf(info.version) || (typeof info.version === 'number' ? String(info.version) : '');
  const owner = ownerOf(document);
  const purpose = textOf(info.summary) || sentence(textOf(info.description));
  const exposure = exposureOf(document);
  const dataClass = dataClassOf(document);
  const lifecycle = lifecycleOf(document, operations);
  const described = listOf(document.servers).map((server) =>
    environmentNamed(textOf(mappingAt(server).description)),
  );
  const environment = new Set(described).size === 1 ? described[0] : undefined;
  return {
    ...(version ? { version } : {}),
    ...(owner ? { owner } : {}),
    ...(purpose ? { purpose } : {}),
    ...(exposure ? { exposure } : {}),
    ...(dataClass ? { dataClass } : {}),
    ...(lifecycle ? { lifecycle } : {}),
    ...(environment ? { environment } : {}),
  };
};

export interface OpenApiReading {
  readonly api: ImportedApi;
  readonly problems: readonly InputProblem[];
}

/**
 * The API that an OpenAPI 2.0 or 3.x document describes: every operation on every server. `fallbackName` is used when
 * the document has no title.
 */
export const readOpenApi = (
  document: Mapping,
  file: string,
  fallbackName: string,
  references: ReferenceResolver,
  context: ImportContext,
): OpenApiReading => {
  const { operations, problems } = pathOperations(document, file, references);
  const isTwo = document.swagger !== undefined && document.openapi === undefined;
  const listed = isTwo ? [placeOf2(document)] : placesOf(document.servers, context);
  const common = listed.length ? listed : nowhere;
  const schemes = isTwo ? document.securityDefinitions : mappingAt(document, 'components').securitySchemes;
  const resolvedSchemes = Object.fromEntries(
    Object.entries(mappingAt(schemes)).map(([name, value]) => [
      name,
      references.resolve({ value, file })?.value,
    ]),
  );
  takeExamples(document, operations, context);
  const routes: ImportedRoute[] = operations.flatMap((operation) =>
    placesFor(operation, common, context).map((place) => {
      const pointer = `${file}#${operation.pointer}`;
      return {
        method: operation.method,
        template: joinTemplate(place.path, operation.path),
        ...(place.host ? { host: place.host } : {}),
        ...(isDeprecated(operation) ? { deprecated: true as const } : {}),
        pointer,
        controls: securityOf(document, operation.value, resolvedSchemes, {
          document: `${file}#/security`,
          operation: `${pointer}/security`,
        }),
      };
    }),
  );
  const backends = backendsOf(
    document,
    operations.map(({ value }) => value),
    context,
  );
  return {
    api: {
      name: apiNameOf(document) ?? fallbackName,
      style: 'REST',
      locator: `${file}#/`,
      routes,
      ...factsOf(document, operations),
      ...(backends.length ? { leadsTo: backends } : {}),
    },
    problems,
  };
};

/** Examples and integration parameters often hold real tokens. None is copied; they are taken all the same. */
const takeExamples = (
  document: Mapping,
  operations: readonly PathOperation[],
  context: ImportContext,
): void => {
  for (const { value } of operations) {
    for (const parameter of listOf(value.parameters)) {
      const { name, example, default: preset, schema } = mappingAt(parameter);
      takeTree(
        { [textOf(name)]: [example, preset, mappingAt(schema).example, mappingAt(schema).default] },
        context,
      );
    }
    takeTree(mappingAt(value, 'x-amazon-apigateway-integration').requestParameters, context);
  }
  takeTree(mappingAt(document, 'components').examples, context);
};
