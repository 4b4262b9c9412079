import { isMapping } from '../../../documentation/mapping.ts';
import { type ConfigNode, hasAt, isTrueAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { ImportContext, ImportReading } from '../importer.ts';
import type { KongConfiguration, KongEntity, KongPlugin } from '../kong/entities.ts';
import { kongReading } from '../kong/importer.ts';
import { readTreeText } from '../member-text.ts';
import type { TerraformResource } from './resources.ts';

const entityOf = ({ values }: TerraformResource): KongEntity => ({
  value: isMapping(values.value) ? values.value : {},
  place: proofOf(values),
});

/** `service_id`, or a block with an id; before it is applied, the address. */
const refers = (resource: TerraformResource, to: 'service' | 'route' | 'consumer'): readonly string[] => {
  const id = textAt(resource.values, `${to}_id`) || textAt(resource.values, to, 'id');
  return id ? [id] : [...resource.expected(`${to}_id`), ...resource.expected(to)];
};

/** `kong_plugin` names its plugin; the types of the Konnect provider do so themselves. */
const pluginNameOf = ({ type, values }: TerraformResource): string | undefined => {
  if (type === 'kong_plugin') return textAt(values, 'name');
  const [, name] = /^konnect_gateway_plugin_(\w+)$/.exec(type) ?? [];
  return name?.replaceAll('_', '-');
};

const configurationOf = (values: ConfigNode): unknown => {
  const text = textAt(values, 'config_json');
  const tree = text ? readTreeText(text, '') : undefined;
  return tree?.ok ? tree.value : nodeAt(values, 'config').value;
};

/** Services, routes and plugins of Kong in a state, read as Kong’s own configuration is. */
export const kongApis = (resources: readonly TerraformResource[], context: ImportContext): ImportReading => {
  const of = (...types: readonly string[]): readonly TerraformResource[] =>
    resources.filter(({ type, isData }) => types.includes(type) && !isData);
  const indexed = (list: readonly TerraformResource[]): ReadonlyMap<string, KongEntity> =>
    new Map(
      list.flatMap((resource) => {
        const entity = entityOf(resource);
        return [textAt(resource.values, 'id'), resource.address]
          .filter(Boolean)
          .map((key) => [key, entity] as const);
      }),
    );
  const services = indexed(of('kong_service', 'konnect_gateway_service'));
  const routed = of('kong_route', 'konnect_gateway_route');
  const entities = indexed(routed);
  const target = (by: ReadonlyMap<string, KongEntity>, keys: readonly string[]) =>
    keys.map((key) => by.get(key)).find(Boolean);
  const plugins = resources.flatMap((resource): readonly KongPlugin[] => {
    const name = pluginNameOf(resource);
    if (!name || resource.isData) return [];
    const service = target(services, refers(resource, 'service'));
    const route = target(entities, refers(resource, 'route'));
    // Bound to something that is not in this state.
    if (
      (!service && refers(resource, 'service').length > 0) ||
      (!route && refers(resource, 'route').length > 0)
    )
      return [];
    const { values } = resource;
    const enabled = !hasAt(values, 'enabled') || isTrueAt(values, 'enabled');
    const consumer = refers(resource, 'consumer')[0];
    return [
      {
        name,
        place: proofOf(values),
        value: { ...entityOf(resource).value, name, enabled, config: configurationOf(values) },
        forConsumer: consumer !== undefined,
        ...(consumer ? { consumer } : {}),
        ...(service ? { service } : {}),
        ...(route ? { route } : {}),
      },
    ];
  });
  const kong: KongConfiguration = {
    formatVersion: '3.0',
    services: [...new Set(services.values())],
    routes: routed.map((resource) => {
      const service = target(services, refers(resource, 'service'));
      const entity =
        entities.get(textAt(resource.values, 'id')) ?? entities.get(resource.address) ?? entityOf(resource);
      return { ...entity, ...(service ? { service } : {}) };
    }),
    plugins,
    consumers: [],
    upstreams: [],
    kinds: new Set(['services', 'routes', 'plugins']),
    pages: false,
    roots: [],
    selectTags: [],
    problems: [],
  };
  return kongReading(kong, context);
};
