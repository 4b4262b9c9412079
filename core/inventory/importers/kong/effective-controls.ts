import { listOf, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { RouteControl } from '../importer.ts';
import { forSome, strongest } from '../route-controls.ts';
import type { KongConfiguration, KongEntity, KongPlugin, KongRoute } from './entities.ts';
import { anonymousOf, authenticates, pluginControls } from './plugin-controls.ts';

/** Instances for every consumer, from the most specific: of one plugin only the first that is switched on runs. */
const specificity = ({ route, service }: KongPlugin): number => (route ? 2 : 0) + (service ? 1 : 0);

const bindsTo = (plugin: KongPlugin, route: KongRoute): boolean =>
  (!plugin.route || plugin.route.value === route.value) &&
  (!plugin.service || plugin.service.value === route.service?.value);

/** Plugins by what they are bound to most closely, so that a route need not look at those of all others. */
export type PluginIndex = ReadonlyMap<KongEntity['value'] | undefined, readonly KongPlugin[]>;

export const pluginIndex = ({ plugins }: KongConfiguration): PluginIndex =>
  Map.groupBy(plugins, ({ route, service }) => (route ?? service)?.value);

const boundTo = (index: PluginIndex, route: KongRoute): readonly KongPlugin[] =>
  [route.value, route.service?.value, undefined]
    .filter((value, position, all) => all.indexOf(value) === position)
    .flatMap((value) => index.get(value) ?? [])
    .filter((plugin) => bindsTo(plugin, route));

const isOn = ({ value }: KongPlugin): boolean => value.enabled !== false;

const cannotReach = (plugin: KongPlugin, route: KongRoute): string | undefined => {
  const { condition, protocols } = plugin.value;
  if (textOf(condition)) return 'Its condition limits it to some requests.';
  const spoken = listOf(protocols).map(String);
  const served = protocolsOf(route);
  return spoken.length > 0 && served.some((protocol) => !spoken.includes(protocol))
    ? `It is bound to ${spoken.join(' and ')}, and the route also serves ${served.filter((protocol) => !spoken.includes(protocol)).join(' and ')}.`
    : undefined;
};

export const protocolsOf = ({ value }: KongEntity): readonly string[] => {
  const protocols = listOf(value.protocols).map(String);
  return protocols.length > 0 ? protocols : ['http', 'https'];
};

const servesPreflights = ({ value }: KongRoute): boolean => {
  const methods = listOf(value.methods).map((method) => String(method).toUpperCase());
  return methods.length === 0 || methods.includes('OPTIONS');
};

/** An anonymous consumer whose requests are all ended stands for nobody. */
const isDeadEnd = (kong: KongConfiguration, anonymous: string): boolean => {
  const consumer = kong.consumers.find(({ value }) =>
    [value.id, value.username].some((id) => textOf(id) === anonymous),
  );
  const ids = [anonymous, textOf(consumer?.value.id), textOf(consumer?.value.username)].filter(Boolean);
  return kong.plugins.some(
    (plugin) =>
      plugin.name === 'request-termination' &&
      isOn(plugin) &&
      !plugin.route &&
      !plugin.service &&
      !textOf(plugin.value.condition) &&
      !textOf(mappingAt(plugin.value, 'config').trigger) &&
      plugin.consumer !== undefined &&
      ids.includes(plugin.consumer),
  );
};

const controlsOf = (plugin: KongPlugin, route: KongRoute): readonly RouteControl[] => {
  const config = mappingAt(plugin.value, 'config');
  const controls = pluginControls(plugin.name, config).map(
    (control): RouteControl => ({
      ...control,
      proof: plugin.place,
    }),
  );
  const limited = cannotReach(plugin, route);
  if (limited) return forSome(controls, limited);
  return config.run_on_preflight === false && authenticates(plugin.name) && servesPreflights(route)
    ? forSome(controls, 'OPTIONS requests pass without it (run_on_preflight is off).')
    : controls;
};

const identityControls: readonly string[] = [
  'api-key',
  'basic',
  'jwt',
  'introspection',
  'oidc',
  'signed-request',
  'mutual-tls',
  'custom-authorizer',
];

/** `anonymous` lets requests pass that prove nothing; several such plugins are alternatives to each other. */
const withAnonymous = (
  kong: KongConfiguration,
  plugin: KongPlugin,
  controls: readonly RouteControl[],
  alternatives: number,
): readonly RouteControl[] => {
  const anonymous = anonymousOf(plugin.value);
  if (!anonymous) return controls;
  const closed = isDeadEnd(kong, anonymous);
  if (closed && alternatives === 1) return controls;
  return controls.map((control): RouteControl => {
    if (control.effective === 'no') return control;
    if (closed)
      return {
        ...control,
        effective: 'conditional',
        disarmedBy: 'Another way of proving who calls is accepted instead.',
      };
    const disarmedBy = 'Requests that prove nothing pass as the anonymous consumer.';
    return { ...control, effective: 'no', disarmedBy };
  });
};

/** Of the instances bound to one consumer or group nothing is known for the others. */
const forConsumers = (plugins: readonly KongPlugin[], route: KongRoute): readonly RouteControl[] =>
  plugins
    .filter((plugin) => plugin.forConsumer && isOn(plugin))
    .flatMap((plugin) =>
      forSome(controlsOf(plugin, route), 'It is bound to some consumers only.').map((control) =>
        control.control === 'rate-limit' ? { ...control, control: 'consumer-rate-limit' as const } : control,
      ),
    );

/** An instance that is bound to a consumer takes the place of the others for that consumer, however lax it is. */
const exceptConsumers = (
  plugin: KongPlugin,
  bound: readonly KongPlugin[],
  route: KongRoute,
): readonly RouteControl[] => {
  const own = controlsOf(plugin, route);
  const instead = bound.filter((other) => other.name === plugin.name && other.forConsumer && isOn(other));
  return own.flatMap((control) => {
    const isLaxer = instead.some((other) =>
      controlsOf(other, route).every((one) => one.control !== control.control || one.effective !== 'yes'),
    );
    return isLaxer
      ? forSome([control], 'A consumer has an instance of its own that does not hold.')
      : [control];
  });
};

/** The protocol and the certificate of what stands behind a route. */
const transportControls = (route: KongRoute): readonly RouteControl[] => {
  const protocols = protocolsOf(route);
  const service = route.service?.value ?? {};
  const isTls =
    /^(?:https|grpcs|wss|tls)$/.test(textOf(service.protocol)) ||
    /^(?:https|grpcs|wss):/.test(textOf(service.url));
  const proof = route.service?.place ?? route.place;
  return [
    ...(protocols.every((protocol) => /^(?:https|grpcs|wss)$/.test(protocol))
      ? [{ control: 'https-only', effective: 'yes', proof: route.place } as const]
      : []),
    ...(service.tls_verify === true && isTls
      ? [{ control: 'upstream-tls', effective: 'yes', proof } as const]
      : []),
    ...(service.tls_verify === false
      ? [
          {
            control: 'upstream-tls',
            effective: 'no',
            proof,
            disarmedBy: 'tls_verify is off: any certificate is accepted.',
          } as const,
        ]
      : []),
  ];
};

const disabled = (plugin: KongPlugin, route: KongRoute): readonly RouteControl[] =>
  controlsOf(plugin, route).map((control) => ({
    ...control,
    effective: 'no' as const,
    disarmedBy: 'The plugin is switched off (enabled: false).',
  }));

/**
 * What a request to a route meets. One instance of each plugin runs: the most specific one that is switched on, and
 * nothing of the others is merged into it. An instance that is switched off does not stand in the way of a less
 * specific one.
 */
export const effectiveControls = (
  kong: KongConfiguration,
  index: PluginIndex,
  route: KongRoute,
): readonly RouteControl[] => {
  const bound = boundTo(index, route);
  const running = new Map<string, KongPlugin>();
  for (const plugin of bound.toSorted((a, b) => specificity(b) - specificity(a)))
    if (!plugin.forConsumer && isOn(plugin) && !running.has(plugin.name)) running.set(plugin.name, plugin);
  const authenticators = [...running.values()].filter((plugin) => authenticates(plugin.name));
  const open = authenticators.filter((plugin) => anonymousOf(plugin.value));
  const controls = [...running.values()].flatMap((plugin) => {
    const own = exceptConsumers(plugin, bound, route);
    return authenticates(plugin.name) ? withAnonymous(kong, plugin, own, open.length) : own;
  });
  const identified = controls.some(
    ({ control, effective }) => effective === 'yes' && identityControls.includes(control),
  );
  return strongest([
    // Without a caller who is known there is nobody to count by: the address stands in.
    ...controls.map(
      (control): RouteControl =>
        control.control === 'consumer-rate-limit' && !identified
          ? { ...control, effective: 'no', disarmedBy: 'Nothing on the route identifies a consumer.' }
          : control,
    ),
    ...forConsumers(bound, route),
    ...bound.filter((plugin) => !isOn(plugin)).flatMap((plugin) => disabled(plugin, route)),
    ...transportControls(route),
  ]);
};
