import { listOf, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { ApiStyle } from '../../evidence.ts';
import { partly } from '../../visibility.ts';
import type { ImportContext, ImportedApi, ImportedConsumer, Importer, ImportFile } from '../importer.ts';
import { lifecycleNamed } from '../life-stages.ts';
import { textOfMember } from '../member-text.ts';
import { referenceResolver } from '../openapi/members.ts';
import { detectKind, recognised } from '../recognised.ts';
import { records } from '../visibility-maps.ts';
import { definitionOf, describedBy } from './definition.ts';
import { type Entity, entitiesIn, referenceOf, shownName } from './entities.ts';

const isCatalogue = (file: ImportFile): boolean =>
  /\.(?:ya?ml|json)$|^[^.]*$/i.test(file.name) &&
  /^[ -]{0,8}["']?apiVersion["']? ?: ?["']?backstage\.io\/|"apiVersion" ?: ?"backstage\.io\//m.test(
    textOfMember(file),
  );

const styles: Readonly<Record<string, ApiStyle>> = {
  graphql: 'GRAPHQL',
  grpc: 'GRPC',
  asyncapi: 'EVENTS',
  wsdl: 'SOAP',
  soap: 'SOAP',
  websocket: 'WEBSOCKET',
};

/** A group's mail address if its own entity has one, else the name that the reference has. */
const ownerNamed = (owner: string, namespace: string, entities: ReadonlyMap<string, Entity>): string => {
  const reference = referenceOf(owner, 'group', namespace);
  const group = entities.get(reference);
  return group
    ? textOf(mappingAt(group.spec, 'profile').email) || shownName(reference)
    : shownName(reference);
};

interface Catalogue {
  readonly entities: ReadonlyMap<string, Entity>;
  readonly files: readonly ImportFile[];
  readonly context: ImportContext;
  readonly problems: InputProblem[];
}

const apiOf = (entity: Entity, catalogue: Catalogue): ImportedApi => {
  const { spec, metadata, file, index } = entity;
  const pointer = `/${index}/spec/definition`;
  const type = textOf(spec.type).toLowerCase();
  const definition = definitionOf(spec.definition, { file, pointer }, catalogue.files);
  const references = referenceResolver(catalogue.files);
  const described = definition
    ? describedBy(type, definition, references, catalogue.context, catalogue.problems)
    : undefined;
  if (!described) {
    const message = definition
      ? 'The definition is of a type that is not read here.'
      : 'The definition stands elsewhere and was not fetched.';
    const fix = 'Hand the definition in beside the catalogue file.';
    catalogue.problems.push({ file, pointer, message, fix });
  }
  const owner = textOf(spec.owner);
  const purpose = textOf(metadata.description) || described?.purpose;
  const lifecycle = lifecycleNamed(textOf(spec.lifecycle)) ?? described?.lifecycle;
  const { version, exposure, dataClass, leadsTo } = described ?? {};
  return {
    name: textOf(metadata.title) || textOf(metadata.name),
    style: described?.style ?? styles[type] ?? 'REST',
    locator: `${file}#/${index}`,
    routes: described?.routes ?? [],
    ...(owner ? { owner: ownerNamed(owner, entity.namespace, catalogue.entities) } : {}),
    ...(purpose ? { purpose } : {}),
    ...(lifecycle ? { lifecycle } : {}),
    ...(version ? { version } : {}),
    ...(exposure ? { exposure } : {}),
    ...(dataClass ? { dataClass } : {}),
    ...(leadsTo ? { leadsTo } : {}),
  };
};

/** APIs that components say they provide and that no entity describes: somebody runs them all the same. */
const undescribedApis = (entities: ReadonlyMap<string, Entity>): readonly ImportedApi[] => {
  const found = new Map<string, ImportedApi>();
  for (const { spec, namespace, file, index } of entities.values())
    for (const provided of listOf(spec.providesApis).map(textOf).filter(Boolean)) {
      const reference = referenceOf(provided, 'api', namespace);
      if (entities.has(reference) || found.has(reference)) continue;
      const owner = textOf(spec.owner);
      found.set(reference, {
        name: shownName(reference),
        style: 'REST',
        locator: `${file}#/${index}/spec/providesApis`,
        routes: [],
        ...(owner ? { owner: ownerNamed(owner, namespace, entities) } : {}),
      });
    }
  return [...found.values()];
};

const consumersIn = (entities: ReadonlyMap<string, Entity>): readonly ImportedConsumer[] =>
  [...entities.values()]
    .filter(({ spec }) => listOf(spec.consumesApis).length > 0)
    .map(({ reference }) => ({ name: shownName(reference), credentials: [] }));

const parse: Importer['parse'] = (files, context) => {
  const mine = recognised(files, isCatalogue, 'a Backstage catalogue');
  const problems: InputProblem[] = [...mine.problems];
  const all = mine.files.flatMap((file) => {
    const read = entitiesIn(file);
    problems.push(...read.problems);
    return read.entities;
  });
  const entities = new Map(all.map((entity) => [entity.reference, entity]));
  const catalogue: Catalogue = { entities, files, context, problems };
  const described = [...entities.values()]
    .filter(({ kind }) => kind === 'api')
    .map((entity) => apiOf(entity, catalogue));
  const elsewhere =
    [...entities.values()].some(({ kind }) => kind === 'location') ||
    described.some(({ routes }) => routes.length === 0);
  const map = records('The catalogue');
  return {
    format: 'Backstage catalogue',
    apis: [...described, ...undescribedApis(entities)],
    consumers: consumersIn(entities),
    settings: [],
    visibility: elsewhere
      ? {
          ...map,
          routes: partly(
            'Some definitions and locations stand at URLs, which are not fetched; hand their files in as well.',
          ),
        }
      : map,
    problems,
  };
};

/** Backstage: APIs with owners, and the definitions that stand in the catalogue files or beside them. */
export const backstageImporter: Importer = {
  id: 'backstage',
  source: 'backstage',
  title: 'Backstage catalogue',
  howTo: 'Hand in the `catalog-info.yaml` files, or the answer of `/api/catalog/entities`.',
  detect: (files) => {
    const detection = detectKind(files, isCatalogue, 'Backstage catalogue');
    // Definitions that lie beside the catalogue file are its own.
    return detection && { ...detection, confidence: detection.confidence + 0.02 };
  },
  parse,
};
