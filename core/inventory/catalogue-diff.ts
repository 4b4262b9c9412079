import type { ApiId } from '../identifiers.ts';
import type { ApiRecord, EndpointRecord } from './api-record.ts';

export interface ChangedApi {
  readonly apiId: ApiId;
  /** `owner`, `exposure`, `gateway`, `documentKey`, `endpoints`, … */
  readonly fields: readonly string[];
  /** `GET /accounts/{accountId}` */
  readonly endpointsAdded: readonly string[];
  readonly endpointsRemoved: readonly string[];
}

/** What is different from the catalogue as it was. */
export interface CatalogueDiff {
  readonly added: readonly ApiId[];
  /** No longer found, with everything they were found in read. Stays listed until somebody retires it. */
  readonly removed: readonly ApiId[];
  /** Not found, in a place that could not be read: neither there nor gone. */
  readonly unverified: readonly ApiId[];
  readonly changed: readonly ChangedApi[];
}

const name = ({ method, template }: EndpointRecord): string => `${method} ${template}`;

/** Lists of names and mappings have no order of their own. */
const comparable = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? value.map((item) => JSON.stringify(item)).sort() : (value ?? null));

const fields = {
  name: (record: ApiRecord) => record.name.value,
  owner: (record: ApiRecord) => record.owner?.value,
  exposure: (record: ApiRecord) => record.exposure?.value,
  dataClass: (record: ApiRecord) => record.dataClass?.value,
  partners: (record: ApiRecord) => record.partners,
  hosts: (record: ApiRecord) => record.hosts,
  gateway: (record: ApiRecord) => record.gateway?.gatewayId,
  stages: (record: ApiRecord) => record.gateway?.stages,
  domains: (record: ApiRecord) => record.gateway?.domains,
  documentKey: (record: ApiRecord) => record.documentKey,
  // Counts and times of traffic change all the time; a state changes when something was done.
  endpoints: (record: ApiRecord) => record.endpoints.map((one) => `${name(one)} ${one.state}`),
} as const satisfies Readonly<Record<string, (record: ApiRecord) => unknown>>;

const changes = (before: ApiRecord, after: ApiRecord): ChangedApi => {
  const old = new Set(before.endpoints.map(name));
  const now = new Set(after.endpoints.map(name));
  return {
    apiId: after.apiId,
    fields: Object.entries(fields)
      .filter(([, field]) => comparable(field(before)) !== comparable(field(after)))
      .map(([field]) => field),
    endpointsAdded: [...now].filter((one) => !old.has(one)),
    endpointsRemoved: [...old].filter((one) => !now.has(one)),
  };
};

/**
 * Compares two catalogues by API id.
 * @param unread places of `record.gateway` (`account/region`) that could not be read this time.
 */
export const diffCatalogue = (
  previous: readonly ApiRecord[],
  current: readonly ApiRecord[],
  unread: readonly string[] = [],
): CatalogueDiff => {
  const before = new Map(previous.map((record) => [record.apiId, record]));
  const now = new Set(current.map((record) => record.apiId));
  const gone = previous.filter((record) => !now.has(record.apiId));
  const isUnread = ({ gateway }: ApiRecord): boolean =>
    gateway !== undefined && unread.includes(`${gateway.account}/${gateway.region}`);
  return {
    added: current.filter(({ apiId }) => !before.has(apiId)).map(({ apiId }) => apiId),
    removed: gone.filter((record) => !isUnread(record)).map(({ apiId }) => apiId),
    unverified: gone.filter(isUnread).map(({ apiId }) => apiId),
    changed: current.flatMap((record) => {
      const old = before.get(record.apiId);
      const change = old && changes(old, record);
      return change?.fields.length ? [change] : [];
    }),
  };
};
