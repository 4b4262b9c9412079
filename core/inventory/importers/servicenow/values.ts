import type { ApiStyle, Lifecycle } from '../../evidence.ts';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** References are exported as what they display, or as the key of the row that they mean. */
export const isSysId = (value: string): boolean => /^[0-9a-f]{32}$/i.test(value);

export type CiKind = 'api' | 'component' | 'unmatched';

/** Classes by table name and by label. Backends are what an API calls, gateways and products are no APIs. */
const kinds: Readonly<Record<string, CiKind>> = {
  cmdb_ci_api: 'api',
  api: 'api',
  cmdb_ci_managed_api: 'api',
  'managed api': 'api',
  'verwaltete api': 'api',
  'api geree': 'api',
  cmdb_ci_endpoint_http: 'component',
  cmdb_ci_api_component: 'component',
  'api component': 'component',
  'api-komponente': 'component',
  'composant api': 'component',
  'composant d’api': 'component',
  "composant d'api": 'component',
  cmdb_ci_api_frontend: 'component',
  'api frontend': 'component',
  'api-frontend': 'component',
  cmdb_ci_unmatched_api_endpoint: 'unmatched',
  cmdb_ci_unmatched_endpoint: 'unmatched',
  'unmatched api endpoint': 'unmatched',
  'nicht abgeglichener api-endpunkt': 'unmatched',
  'nicht zugeordneter api-endpunkt': 'unmatched',
  'point de terminaison api non apparie': 'unmatched',
};

export const kindOf = (className: string): CiKind | undefined => {
  const key = plain(className);
  return Object.hasOwn(kinds, key) ? kinds[key] : undefined;
};

/** `operational_status`, `install_status` and life cycle, as number and as what they display. */
const lifecycles: Readonly<Record<string, Lifecycle>> = {
  '1': 'active',
  '2': 'retired',
  '6': 'retired',
  '7': 'proposed',
  operational: 'active',
  'in use': 'active',
  installed: 'active',
  betriebsbereit: 'active',
  'in betrieb': 'active',
  operationnel: 'active',
  'non-operational': 'retired',
  'nicht betriebsbereit': 'retired',
  'non operationnel': 'retired',
  retired: 'retired',
  'end of life': 'retired',
  ausgemustert: 'retired',
  stillgelegt: 'retired',
  'mis hors service': 'retired',
  retire: 'retired',
  pipeline: 'proposed',
  design: 'proposed',
  'end of support': 'sunset',
};

export const lifecycleIn = (status: string): Lifecycle | undefined => {
  const key = plain(status);
  return Object.hasOwn(lifecycles, key) ? lifecycles[key] : undefined;
};

const styles: Readonly<Record<string, ApiStyle>> = {
  rest: 'REST',
  http: 'REST',
  soap: 'SOAP',
  grpc: 'GRPC',
  graphql: 'GRAPHQL',
  websocket: 'WEBSOCKET',
};

export const styleIn = (type: string): ApiStyle => styles[plain(type)] ?? 'REST';

export const isTrue = (value: string): boolean => /^(?:1|true|yes|ja|wahr|oui|vrai)$/i.test(value.trim());
export const isFalse = (value: string): boolean =>
  /^(?:0|false|no|nein|falsch|non|faux)$/i.test(value.trim());

/**
 * A time of the export as ISO 8601. Only the form of the system (`2026-11-24 10:00:00`, UTC) is the same for everybody;
 * what a user's settings make of it cannot be told apart.
 */
export const timeIn = (value: string): string | undefined => {
  const [, day, time = '00:00:00'] =
    /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}:\d{2}))?$/.exec(value.trim()) ?? [];
  const at = day ? Date.parse(`${day}T${time}Z`) : Number.NaN;
  return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
};
