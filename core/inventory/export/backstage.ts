import { stringify } from 'yaml';
import { type ApiRecord, slugOf } from '../api-record.ts';
import type { ApiStyle, Lifecycle } from '../evidence.ts';
import { inOrder } from './catalogue-file.ts';
import type { ExportOptions } from './export-options.ts';

/** Names, and values of labels: letters, digits and single `-`, `_`, `.` between them, at most 63. */
const maxName = 63;

const cut = (text: string, length: number): string => text.slice(0, length).replace(/[-_.]+$/, '');

const nameForm = (text: string): string =>
  cut(text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+/, ''), maxName) || 'api';

/** Ids are unique, and names have to stay so when characters were taken out of them. */
const entityNames = (records: readonly ApiRecord[]): readonly string[] => {
  const taken = new Set<string>();
  return records.map(({ apiId }) => {
    const base = nameForm(apiId);
    let name = base;
    for (let next = 2; taken.has(name.toLowerCase()); next++)
      name = `${cut(base, maxName - 1 - String(next).length)}-${next}`;
    taken.add(name.toLowerCase());
    return name;
  });
};

/** A team as a group; of a mail address the part before the `@`, so that no address leaves the catalogue. */
const ownerOf = ({ owner }: Pick<ApiRecord, 'owner'>): string =>
  `group:default/${slugOf(owner?.value.split('@')[0] ?? '') || 'unowned'}`;

/** The three lifecycles that Backstage's descriptor format names; `unknown` where nobody says. */
const lifecycles: Readonly<Record<Lifecycle, string>> = {
  proposed: 'experimental',
  active: 'production',
  deprecated: 'deprecated',
  sunset: 'deprecated',
  retired: 'deprecated',
};

interface Kind {
  readonly type: string;
  /** A definition that its viewer can read and that defines nothing. Backstage requires one and fetches no other. */
  readonly placeholder: (title: string, sentence: string) => string;
}

const comment =
  (mark: string) =>
  (_: string, sentence: string): string =>
    `${mark} ${sentence}\n`;
const document =
  (head: Readonly<Record<string, unknown>>, body: Readonly<Record<string, unknown>>) =>
  (title: string, description: string): string =>
    stringify({ ...head, info: { title, version: 'unknown', description }, ...body }, { lineWidth: 0 });

const openApi: Kind = { type: 'openapi', placeholder: document({ openapi: '3.0.3' }, { paths: {} }) };
const kinds: Readonly<Record<ApiStyle, Kind>> = {
  REST: openApi,
  GRAPHQL: { type: 'graphql', placeholder: comment('#') },
  GRPC: { type: 'grpc', placeholder: comment('//') },
  EVENTS: { type: 'asyncapi', placeholder: document({ asyncapi: '2.6.0' }, { channels: {} }) },
  WEBSOCKET: { type: 'websocket', placeholder: comment('#') },
  SOAP: { type: 'soap', placeholder: (_, sentence) => `<!-- ${sentence.replaceAll('--', '—')} -->\n` },
};

const withoutBlanks = <T extends object>(facts: T): Partial<T> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<T>;

const entityOf = (record: ApiRecord, name: string, portal: string | undefined) => {
  const { apiId, style, exposure, dataClass, direction, tier, purpose, lifecycle } = record;
  const page =
    portal === undefined ? undefined : `${portal}/catalogue/${encodeURIComponent(apiId.toWellFormed())}`;
  const { type, placeholder } = style ? kinds[style.value] : openApi;
  const sentence = page
    ? `The definition of this API is kept in the catalogue: ${page}`
    : 'The definition of this API is kept in the catalogue that this list was exported from.';
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      name,
      namespace: 'default',
      title: record.name.value,
      ...(purpose ? { description: purpose.value } : {}),
      labels: withoutBlanks({
        'gatehouse/exposure': exposure?.value,
        'gatehouse/data-class': dataClass?.value,
        'gatehouse/direction': direction?.value,
        'gatehouse/tier': tier?.toLowerCase(),
      }),
      annotations: { 'gatehouse/api-id': apiId, ...(page ? { 'gatehouse/definition-url': page } : {}) },
      ...(page ? { links: [{ url: page, title: 'Catalogue' }] } : {}),
    },
    spec: {
      type,
      lifecycle: lifecycle ? lifecycles[lifecycle.value] : 'unknown',
      owner: ownerOf(record),
      definition: placeholder(record.name.value, sentence),
    },
  };
};

/**
 * API entities of Backstage (`backstage.io/v1alpha1`), one YAML document each, of the APIs that are there. What the catalogue knows and Backstage
 * has no field for stands in labels; where it is known from does not stand in it.
 */
export const catalogueBackstage = (
  records: readonly ApiRecord[],
  { portal }: Pick<ExportOptions, 'portal'> = {},
): string => {
  const ordered = inOrder(records).filter(({ removedSince }) => removedSince === undefined);
  const names = entityNames(ordered);
  return ordered
    .map((record, index) => entityOf(record, names[index] ?? '', portal))
    .map((entity) => `---\n${stringify(entity, { lineWidth: 0, compat: 'yaml-1.1' })}`)
    .join('');
};
