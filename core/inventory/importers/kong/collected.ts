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

/** Entities as they stand in the files: nested ones know what they are nested in, the others name it. */
export interface CollectedEntities {
  readonly services: readonly KongEntity[];
  readonly routes: readonly { readonly entity: KongEntity; readonly service?: KongEntity }[];
  readonly plugins: readonly {
    readonly entity: KongEntity;
    readonly service?: KongEntity;
    readonly route?: KongEntity;
    /** Id of the consumer it is nested in; empty for a group of consumers. */
    readonly consumer?: string;
  }[];
  readonly consumers: readonly KongEntity[];
  readonly upstreams: readonly KongEntity[];
  /** Kinds of entity that the files have a list of: a kind without one was not exported. */
  readonly kinds: ReadonlySet<string>;
  /** Pages of the Admin API, not decK. */
  readonly pages: boolean;
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
  return 'host' in entity && ('connect_timeout' in entity || 'retries' in entity || 'port' in entity)
    ? 'services'
    : undefined;
};

interface State {
  readonly state: Mapping;
  /** Where its lists really stand: a page has one, called `data`. */
  readonly isPage: boolean;
}

/** Every file as decK would have written it. */
const asState = (root: Mapping): State | undefined => {
  if (kinds.some((kind) => Array.isArray(root[kind])) || '_format_version' in root)
    return { state: root, isPage: false };
  const [first] = listOf(root.data);
  const kind = isMapping(first) ? kindOfPage(first) : undefined;
  return kind && { state: { [kind]: root.data }, isPage: true };
};

/** Names under which others refer to an entity. */
export const idsOf = ({ value }: KongEntity): readonly string[] =>
  [value.id, value.name, value.username, value.custom_id].flatMap((id) => textOf(id) || []);

/** `_info.defaults` says what a field is that an entity leaves out. */
const withDefaults = (entity: KongEntity, state: Mapping, kind: 'service' | 'route'): KongEntity => ({
  ...entity,
  value: { ...mappingAt(state, '_info', 'defaults', kind), ...entity.value },
});

type Path = readonly (string | number)[];
type Writable<T> = {
  -readonly [Key in keyof T]: T[Key] extends readonly (infer Member)[] ? Member[] : T[Key];
};

/** Gathers the entities of one state, level by level. */
const collectState = (
  { state, isPage }: State,
  file: string,
  into: Writable<CollectedEntities>,
  lineAt: (path: Path) => number | undefined,
): void => {
  const members = (list: unknown, path: Path, take: (entity: KongEntity, path: Path) => void): void =>
    listOf(list).forEach((value, index) => {
      const at = [...path, index];
      const written = isPage ? ['data', ...at.slice(1)] : at;
      if (isMapping(value)) take({ value, place: `${file}#${jsonPointer(written)}` }, at);
      if (isMapping(value) || value === null) return;
      const line = lineAt(written);
      into.problems.push({
        file,
        ...(line === undefined ? { pointer: jsonPointer(written) } : { line }),
        message: `${path.at(-1)} holds something that is no entity.`,
        fix: 'Export the configuration again.',
      });
    });
  const takePlugins = (
    list: unknown,
    path: Path,
    scope: { service?: KongEntity; route?: KongEntity; consumer?: string } = {},
  ) => members(list, path, (entity) => into.plugins.push({ entity, ...scope }));
  const takeRoutes = (list: unknown, path: Path, service?: KongEntity) =>
    members(list, path, (written, at) => {
      const entity = withDefaults(written, state, 'route');
      into.routes.push({ entity, ...(service ? { service } : {}) });
      takePlugins(written.value.plugins, [...at, 'plugins'], { route: entity });
    });
  members(state.services, ['services'], (written, at) => {
    const service = withDefaults(written, state, 'service');
    into.services.push(service);
    takeRoutes(written.value.routes, [...at, 'routes'], service);
    takePlugins(written.value.plugins, [...at, 'plugins'], { service });
  });
  takeRoutes(state.routes, ['routes']);
  takePlugins(state.plugins, ['plugins']);
  members(state.consumers, ['consumers'], (consumer, at) => {
    into.consumers.push(consumer);
    takePlugins(consumer.value.plugins, [...at, 'plugins'], { consumer: idsOf(consumer)[0] ?? '' });
  });
  members(state.consumer_groups, ['consumer_groups'], (group, at) =>
    takePlugins(group.value.plugins, [...at, 'plugins'], { consumer: '' }),
  );
  members(state.upstreams, ['upstreams'], (upstream) => into.upstreams.push(upstream));
};

/** Every entity of every file; decK too takes several files as parts of one configuration. */
export const collectEntities = (files: readonly ImportFile[]): CollectedEntities => {
  const found = new Set<string>();
  const into: Writable<CollectedEntities> = {
    services: [],
    routes: [],
    plugins: [],
    consumers: [],
    upstreams: [],
    kinds: found,
    pages: false,
    roots: [],
    problems: [],
  };
  for (const file of files) {
    const read = readYamlDocuments(file);
    into.problems.push(...read.problems);
    for (const { value: root, lineAt } of read.documents) {
      const as = isMapping(root) ? asState(root) : undefined;
      if (!as || !isMapping(root)) continue;
      into.roots.push(root);
      into.pages ||= as.isPage;
      for (const kind of kinds) if (Array.isArray(as.state[kind])) found.add(kind);
      collectState(as, file.name, into, lineAt);
    }
  }
  return into;
};
