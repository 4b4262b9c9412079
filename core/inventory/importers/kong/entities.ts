import { listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { ImportFile } from '../importer.ts';
import { type CollectedEntities, collectEntities, idsOf, type KongEntity } from './collected.ts';

export type { KongEntity } from './collected.ts';

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

export interface KongConfiguration extends Omit<CollectedEntities, 'routes' | 'plugins'> {
  readonly formatVersion?: string;
  readonly workspace?: string;
  readonly controlPlane?: string;
  readonly selectTags: readonly string[];
  readonly routes: readonly KongRoute[];
  readonly plugins: readonly KongPlugin[];
}

/** `payments`, `{ name: payments }` or `{ id: … }`. */
const refText = (value: unknown): string => {
  const { id, name, username } = mappingAt(value);
  return textOf(value) || textOf(id) || textOf(name) || textOf(username);
};

const byIds = (entities: readonly KongEntity[]): ReadonlyMap<string, KongEntity> =>
  new Map(entities.flatMap((entity) => idsOf(entity).map((id) => [id, entity] as const)));

const merged = (roots: readonly Mapping[], field: string): Mapping =>
  Object.assign({}, ...roots.map((root) => mappingAt(root[field])));

/** Reads the files as one configuration and follows the names by which its entities refer to each other. */
export const readKong = (files: readonly ImportFile[]): KongConfiguration => {
  const collected = collectEntities(files);
  const { roots } = collected;
  const problems: InputProblem[] = [...collected.problems];
  const serviceBy = byIds(collected.services);
  const routeBy = byIds(collected.routes.map(({ entity }) => entity));

  const named = (
    by: ReadonlyMap<string, KongEntity>,
    reference: unknown,
    kind: 'service' | 'route',
    from: KongEntity,
  ): KongEntity | 'missing' | undefined => {
    const id = refText(reference);
    const target = id ? by.get(id) : undefined;
    if (!id || target) return target;
    const [file = '', pointer = ''] = from.place.split('#');
    const message = `It belongs to a ${kind} that these files do not hold.`;
    problems.push({ file, pointer, message, fix: `Export with the ${kind} in it.` });
    return 'missing';
  };

  const shared = merged(roots, '_plugin_configs');
  const pluginsOf = ({ entity, ...nested }: CollectedEntities['plugins'][number]): readonly KongPlugin[] => {
    const { value, place } = entity;
    const service = nested.service ?? named(serviceBy, value.service, 'service', entity);
    const route = nested.route ?? named(routeBy, value.route, 'route', entity);
    const consumer = nested.consumer ?? refText(value.consumer);
    const name = textOf(value.name);
    if (!name || service === 'missing' || route === 'missing') return [];
    return [
      {
        name,
        place,
        // A shared configuration, and what the instance sets itself.
        value: {
          ...value,
          config: { ...mappingAt(shared, textOf(value._config)), ...mappingAt(value.config) },
        },
        forConsumer: nested.consumer !== undefined || consumer !== '' || refText(value.consumer_group) !== '',
        ...(service ? { service } : {}),
        ...(route ? { route } : {}),
        ...(consumer ? { consumer } : {}),
      },
    ];
  };

  const text = (field: string): string => roots.map((root) => String(root[field] ?? '')).find(Boolean) ?? '';
  const controlPlane = textOf(merged(roots, '_konnect').control_plane_name);
  return {
    ...collected,
    ...(text('_format_version') ? { formatVersion: text('_format_version') } : {}),
    ...(text('_workspace') ? { workspace: text('_workspace') } : {}),
    ...(controlPlane ? { controlPlane } : {}),
    selectTags: listOf(merged(roots, '_info').select_tags).map(String),
    routes: collected.routes.map(({ entity, service }) => {
      const of = service ?? named(serviceBy, entity.value.service, 'service', entity);
      return { ...entity, ...(of && of !== 'missing' ? { service: of } : {}) };
    }),
    plugins: collected.plugins.flatMap(pluginsOf),
    problems,
  };
};
