import type { ApiStyle, DataClass, EnvironmentName, Exposure, Lifecycle } from '../../evidence.ts';
import { environmentNamed, lifecycleNamed } from '../life-stages.ts';

/** Plain words without accents: `Öffentlich` → `offentlich`. */
const words = (cell: string): string =>
  cell
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}\s/-]/gu, '')
    .toLowerCase()
    .trim();

const known = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'QUERY'];
const all = /^(?:\*|any|all|alle|tous|toutes|crud|beliebig)$/i;

/**
 * Methods of a cell: `GET/POST`, `GET, POST`, `get und post`, `*`.
 * @returns undefined when something in it is no method.
 */
export const methodsIn = (cell: string): readonly string[] | undefined => {
  const text = cell.trim();
  if (text === '' || text === '-') return [];
  if (all.test(text)) return ['ANY'];
  const methods = text
    .toUpperCase()
    .split(/[\s,;/|+&]+|\b(?:AND|OR|UND|ODER|ET|OU)\b/)
    .filter((method) => method !== '');
  return methods.length > 0 && methods.every((method) => known.includes(method))
    ? [...new Set(methods)]
    : undefined;
};

type Words<T extends string> = Readonly<Record<string, T>>;

const exposures: Words<Exposure> = {
  internal: 'internal',
  intern: 'internal',
  interne: 'internal',
  private: 'internal',
  privat: 'internal',
  prive: 'internal',
  bankintern: 'internal',
  partner: 'partner',
  partners: 'partner',
  'external partner': 'partner',
  b2b: 'partner',
  partenaire: 'partner',
  partenaires: 'partner',
  public: 'public',
  publique: 'public',
  open: 'public',
  offentlich: 'public',
  internet: 'public',
};

const dataClasses: Words<DataClass> = {
  public: 'public',
  publique: 'public',
  offentlich: 'public',
  internal: 'internal',
  'internal use': 'internal',
  'internal use only': 'internal',
  intern: 'internal',
  interne: 'internal',
  confidential: 'confidential',
  vertraulich: 'confidential',
  confidentiel: 'confidential',
  confidentielle: 'confidential',
  secret: 'secret',
  'strictly confidential': 'secret',
  'highly confidential': 'secret',
  restricted: 'secret',
  geheim: 'secret',
  'streng vertraulich': 'secret',
  'strictement confidentiel': 'secret',
  secrete: 'secret',
};

const lifecycles: Words<Lifecycle> = {
  geplant: 'proposed',
  planned: 'proposed',
  entwurf: 'proposed',
  'in development': 'proposed',
  'in entwicklung': 'proposed',
  propose: 'proposed',
  prevu: 'proposed',
  brouillon: 'proposed',
  aktiv: 'active',
  produktiv: 'active',
  'in production': 'active',
  'in produktion': 'active',
  'en production': 'active',
  'in betrieb': 'active',
  actif: 'active',
  active: 'active',
  veraltet: 'deprecated',
  abgekundigt: 'deprecated',
  obsolete: 'deprecated',
  deprecie: 'deprecated',
  'phase out': 'sunset',
  auslaufend: 'sunset',
  stillgelegt: 'retired',
  abgeschaltet: 'retired',
  ausserbetrieb: 'retired',
  'auer betrieb': 'retired',
  'ausser betrieb': 'retired',
  decommissioned: 'retired',
  inactive: 'retired',
  inaktiv: 'retired',
  retire: 'retired',
  desactive: 'retired',
  'hors service': 'retired',
};

const styles: Words<ApiStyle> = {
  rest: 'REST',
  restful: 'REST',
  'rest api': 'REST',
  http: 'REST',
  https: 'REST',
  json: 'REST',
  odata: 'REST',
  soap: 'SOAP',
  xml: 'SOAP',
  'web service': 'SOAP',
  webservice: 'SOAP',
  graphql: 'GRAPHQL',
  grpc: 'GRPC',
  websocket: 'WEBSOCKET',
  websockets: 'WEBSOCKET',
  ws: 'WEBSOCKET',
  event: 'EVENTS',
  events: 'EVENTS',
  kafka: 'EVENTS',
  mqtt: 'EVENTS',
  amqp: 'EVENTS',
  asyncapi: 'EVENTS',
  webhook: 'EVENTS',
};

const named =
  <T extends string>(table: Words<T>) =>
  (cell: string): T | undefined => {
    const key = words(cell);
    return Object.hasOwn(table, key) ? table[key] : undefined;
  };

export const exposureNamed = named(exposures);
export const dataClassNamed = named(dataClasses);
export const styleNamed = named(styles);
const lifecycleInWords = named(lifecycles);
export const lifecycleIn = (cell: string): Lifecycle | undefined =>
  lifecycleInWords(cell) ?? lifecycleNamed(words(cell));
export const environmentIn = (cell: string): EnvironmentName | undefined => environmentNamed(words(cell));

/**
 * A day in ISO, German or day-first form, as ISO 8601 in UTC. `03/04/2026` is one day in Europe and another in
 * America, and is none here.
 */
export const dayIn = (cell: string): string | undefined => {
  const iso = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    cell.trim(),
  );
  const [, day = '', separator, month = '', year = ''] =
    /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(cell.trim()) ?? [];
  const isDayFirst = separator === '.' || Number(day) > 12;
  const text = iso
    ? `${iso[0].replace(' ', 'T')}${/T.*(?:Z|[+-]\d{2}:?\d{2})$|^[^T ]*$/.test(iso[0]) ? '' : 'Z'}`
    : separator && isDayFirst
      ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
      : '';
  const time = Date.parse(text);
  return Number.isFinite(time) ? new Date(time).toISOString() : undefined;
};
