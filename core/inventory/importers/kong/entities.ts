import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { jsonPointer } from '../../../yaml-text.ts';
import type { ImportFile } from '../importer.ts';
import { readYamlDocuments } from '../yaml-documents.ts';

/** One entity of Kong where it stands. */
export interface KongEntity {
  readonly value: Mapping;
  /** `file#/services/0`. */
  readonly place: string;
}

export interface KongRoute extends KongEntity {
  readonly service?: KongEntity;
}

/** An instance of a plugin and what it is bound to; bound to nothing it is global. */
export interface KongPlugin extends KongEntity {
  readonly name: string;
  readonly service?: KongEntity;
  readonly route?: KongEntity;
  /** It acts on requests of one consumer or of one group of consumers only. */
  readonly forConsumer: boolean;
  /** Name or id of that consumer. */
  readonly consumer?: string;
}

export interface KongConfiguration {
  readonly formatVersion?: string;
  readonly workspace?: string;
  readonly controlPlane?: string;
  readonly selectTags: readonly string[];
  readonly services: readonly KongEntity[];
  readonly routes: readonly KongRoute[];
  readonly plugins: readonly KongPlugin[];
  readonly consumers: readonly KongEntity[];
  readonly upstreams: readonly KongEntity[];
  /** Kinds of entity that the files have a list of: a kind without one was not exported. */
  readonly kinds: ReadonlySet<string>;
  /** Pages of the Admin API, not decK. */
  readonly pages: boolean;
  /** The parsed files, for whoever looks for secrets in them. */
  readonly roots: readonly Mapping[];
  readonly problems: readonly InputProblem[];
}

const kinds = ['services', 'routes', 'plugins', 'consumers', 'consumer_groups', 'upstreams'] as const;
type Kind = (typeof kinds)[number];

/** What a page of the Admin API lists, by the fields that only this kind has. */
const kindOfPage = (entity: Mapping): Kind | undefined => {
  if ('config' in entity && 'name' in entity) return 'plugins';
  if ('strip_path' in entity || 'paths' in entity || 'expression' in entity || 'preserve_host' in entity)
    return 'routes';
  if ('username' in entity || 'custom_id' in entity) return 'consumers';
  if ('slots' in entity || 'algorithm' in entity) return 'upstreams';
  if ('host' in entity && ('connect_timeout' in entity || 'retries' in entity || 'port' in entity))
    return 'services';
  return undefined;
};

/** Files as one decK document each: pages of the Admin API take the shape that decK would have given them. */
const asState = (
  root: Mapping,
): { readonly state: Mapping; readonly path: readonly string[] } | undefined => {
  if (kinds.some((kind) => Array.isArray(root[kind])) || '_format_version' in root)
    return { state: root, path: [] };
  const [first] = listOf(root.data);
  const kind = isMapping(first) ? kindOfPage(first) : undefined;
  return kind && { state: { [kind]: root.data }, path: ['data'] };
};

const refText = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : textOf(mappingAt(value).id) || textOf(mappingAt(value).name) || textOf(mappingAt(value).username);

const idsOf = ({ value }: KongEntity): readonly string[] =>
  [value.id, value.name, value.username, value.custom_id].flatMap((id) => textOf(id) || []);

const byIds = (entities: readonly KongEntity[]): ReadonlyMap<string, KongEntity> =>
  new Map(entities.flatMap((entity) => idsOf(entity).map((id) => [id, entity] as const)));

/** Reads every file as part of one configuration, as decK does with several state files. */
export const readKong = (files: readonly ImportFile[]): KongConfiguration => {
  const problems: InputProblem[] = [];
  const found = new Set<string>();
  const roots: Mapping[] = [];
  const services: KongEntity[] = [];
  const routes: { entity: KongEntity; service?: KongEntity }[] = [];
  const plugins: { entity: KongEntity; service?: KongEntity; route?: KongEntity; consumer?: string }[] = [];
  const consumers: KongEntity[] = [];
  const upstreams: KongEntity[] = [];
  let pages = false;

  for (const file of files) {
    const read = readYamlDocuments(file);
    problems.push(...read.problems);
    for (const { value: root, lineAt } of read.documents) {
      const as = isMapping(root) ? asState(root) : undefined;
      if (!as || !isMapping(root)) continue;
      roots.push(root);
      pages ||= as.path.length > 0;
      const { state } = as;
      const entity = (value: Mapping, path: readonly (string | number)[]): KongEntity => ({
        value,
        place: `${file.name}#${jsonPointer(as.path.length > 0 ? [...as.path, ...path.slice(1)] : path)}`,
      });
      const members = (
        list: unknown,
        path: readonly (string | number)[],
        take: (entity: KongEntity, path: readonly (string | number)[]) => void,
      ) =>
        listOf(list).forEach((value, index) => {
          const at = [...path, index];
          if (isMapping(value)) take(entity(value, at), at);
          else if (value !== null)
            problems.push({
              file: file.name,
              ...(lineAt(at) === undefined ? { pointer: jsonPointer(at) } : { line: lineAt(at) ?? 1 }),
              message: `${path.at(-1)} holds something that is no entity.`,
              fix: 'Export the configuration again.',
            });
        });
      for (const kind of kinds) if (Array.isArray(state[kind])) found.add(kind);
      const takePlugins = (
        list: unknown,
        path: readonly (string | number)[],
        scope: { service?: KongEntity; route?: KongEntity; consumer?: string } = {},
      ) => members(list, path, (plugin) => plugins.push({ entity: plugin, ...scope }));
      const takeRoutes = (list: unknown, path: readonly (string | number)[], service?: KongEntity) =>
        members(list, path, (written, at) => {
          const route = withDefaults(written, state, 'route');
          routes.push({ entity: route, ...(service ? { service } : {}) });
          takePlugins(written.value.plugins, [...at, 'plugins'], { route });
        });
      members(state.services, ['services'], (written, at) => {
        const service = withDefaults(written, state, 'service');
        services.push(service);
        takeRoutes(written.value.routes, [...at, 'routes'], service);
        takePlugins(written.value.plugins, [...at, 'plugins'], { service });
      });
      takeRoutes(state.routes, ['routes']);
      takePlugins(state.plugins, ['plugins']);
      members(state.consumers, ['consumers'], (consumer, at) => {
        consumers.push(consumer);
        takePlugins(consumer.value.plugins, [...at, 'plugins'], { consumer: idsOf(consumer)[0] ?? '' });
      });
      members(state.consumer_groups, ['consumer_groups'], (group, at) =>
        takePlugins(group.value.plugins, [...at, 'plugins'], { consumer: '' }),
      );
      members(state.upstreams, ['upstreams'], (upstream) => upstreams.push(upstream));
    }
  }

  const serviceBy = byIds(services);
  const routeBy = byIds(routes.map(({ entity }) => entity));
  const named = (
    by: ReadonlyMap<string, KongEntity>,
    reference: unknown,
    kind: string,
    from: KongEntity,
  ): KongEntity | 'missing' | undefined => {
    const id = refText(reference);
    if (!id) return undefined;
    const target = by.get(id);
    if (target) return target;
    const [file = '', pointer = ''] = from.place.split('#');
    const message = `It belongs to a ${kind} that these files do not hold.`;
    problems.push({ file, pointer, message, fix: `Export with the ${kind} in it.` });
    return 'missing';
  };
  const configs = mappingOf(roots.map((root) => mappingAt(root._plugin_configs)));
  const info = mappingOf(roots.map((root) => mappingAt(root._info)));
  const konnect = mappingOf(roots.map((root) => mappingAt(root._konnect)));
  const text = (field: string): string => roots.map((root) => String(root[field] ?? '')).find(Boolean) ?? '';

  return {
    services,
    consumers,
    upstreams,
    routes: routes.map(({ entity, service }) => {
      const of = service ?? named(serviceBy, entity.value.service, 'service', entity);
      return { ...entity, ...(of && of !== 'missing' ? { service: of } : {}) };
    }),
    plugins: plugins.flatMap(({ entity, service: inService, route: inRoute, consumer }): KongPlugin[] => {
      const { value } = entity;
      const service = inService ?? named(serviceBy, value.service, 'service', entity);
      const route = inRoute ?? named(routeBy, value.route, 'route', entity);
      const name = textOf(value.name);
      if (!name || service === 'missing' || route === 'missing') return [];
      const shared = mappingAt(configs, textOf(value._config));
      const consumerId = consumer ?? refText(value.consumer);
      return [
        {
          name,
          place: entity.place,
          value: { ...value, config: { ...shared, ...mappingAt(value.config) } },
          ...(service ? { service } : {}),
          ...(route ? { route } : {}),
          forConsumer:
            consumer !== undefined || refText(value.consumer) !== '' || refText(value.consumer_group) !== '',
          ...(consumerId ? { consumer: consumerId } : {}),
        },
      ];
    }),
    ...(text('_format_version') ? { formatVersion: text('_format_version') } : {}),
    ...(text('_workspace') ? { workspace: text('_workspace') } : {}),
    ...(textOf(konnect.control_plane_name) ? { controlPlane: textOf(konnect.control_plane_name) } : {}),
    selectTags: listOf(info.select_tags).map(String),
    kinds: found,
    pages,
    roots,
    problems,
  };
};

const mappingOf = (mappings: readonly Mapping[]): Mapping => Object.assign({}, ...mappings);

/** `_info.defaults` says what a field is that an entity leaves out. */
const withDefaults = (entity: KongEntity, state: Mapping, kind: 'service' | 'route'): KongEntity => ({
  ...entity,
  value: { ...mappingAt(state, '_info', 'defaults', kind), ...entity.value },
});
