import type { ApiId } from '../identifiers.ts';
import type { ApiRecord, EndpointRecord, EndpointState } from './api-record.ts';
import { currentRecords } from './current-records.ts';

/** One field of one API, before and after; absent where it was or is not known. Lists are sorted. */
export interface FieldChange {
  readonly field: string;
  readonly before?: string | readonly string[];
  readonly after?: string | readonly string[];
}

export interface ChangedApi {
  readonly apiId: ApiId;
  /** `owner`, `exposure`, `gateway`, `documentKey`, `endpoints`, … */
  readonly fields: readonly string[];
  /** Every one of these but `endpoints`, with its values. */
  readonly changes: readonly FieldChange[];
  /** `GET /accounts/{accountId}` */
  readonly endpointsAdded: readonly string[];
  readonly endpointsRemoved: readonly string[];
  /** Endpoints that are in another state than before. */
  readonly statesChanged: readonly {
    readonly endpoint: string;
    readonly before: EndpointState;
    readonly after: EndpointState;
  }[];
}

/** What is different from the catalogue as it was. */
export interface CatalogueDiff {
  readonly added: readonly ApiId[];
  /** No longer found, with everything they were found in read. They stay stored until somebody retires them. */
  readonly removed: readonly ApiId[];
  /** Not found, and nothing proves that they are gone: they stay listed. */
  readonly unverified: readonly ApiId[];
  readonly changed: readonly ChangedApi[];
  /** Records that were found to be one: the old id leads to the other. */
  readonly merged: readonly { readonly from: ApiId; readonly into: ApiId }[];
  /** Records of which a part was found to be an API of its own. */
  readonly split: readonly { readonly from: ApiId; readonly into: readonly ApiId[] }[];
}

const named = ({ method, template }: EndpointRecord): string => `${method} ${template}`;

const sorted = (values: readonly string[]): readonly string[] => values.toSorted();

type Value = string | readonly string[] | undefined;

const fields: Readonly<Record<string, (record: ApiRecord) => Value>> = {
  name: (record) => record.name.value,
  style: (record) => record.style?.value,
  owner: (record) => record.owner?.value,
  purpose: (record) => record.purpose?.value,
  exposure: (record) => record.exposure?.value,
  dataClass: (record) => record.dataClass?.value,
  environment: (record) => record.environment?.value,
  lifecycle: (record) => record.lifecycle?.value,
  direction: (record) => record.direction?.value,
  tier: (record) => record.tier,
  partners: (record) => sorted(record.partners),
  hosts: (record) => sorted(record.hosts),
  places: (record) => sorted(record.places.map(({ host, basePath }) => `${host}${basePath || '/'}`)),
  gateway: (record) => record.gateway?.gatewayId,
  stages: (record) => record.gateway && sorted(record.gateway.stages),
  domains: (record) =>
    record.gateway &&
    sorted(
      record.gateway.domains.map(({ domainName, basePath, stage }) => `${domainName}/${basePath} ${stage}`),
    ),
  documentKey: (record) => record.documentKey,
};

const isSame = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What somebody did to an API between two cycles; counts and times of traffic change by themselves and are left out. */
export const changesOf = (before: ApiRecord, after: ApiRecord): ChangedApi => {
  const changes = Object.entries(fields).flatMap(([field, read]): FieldChange[] => {
    const [old, now] = [read(before), read(after)];
    if (isSame(old, now)) return [];
    return [
      { field, ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }) },
    ];
  });
  const old = new Map(before.endpoints.map((one) => [named(one), one.state]));
  const now = new Map(after.endpoints.map((one) => [named(one), one.state]));
  const endpointsAdded = [...now.keys()].filter((one) => !old.has(one));
  const endpointsRemoved = [...old.keys()].filter((one) => !now.has(one));
  const statesChanged = [...now].flatMap(([endpoint, state]) => {
    const was = old.get(endpoint);
    return was && was !== state ? [{ endpoint, before: was, after: state }] : [];
  });
  const isMoved = endpointsAdded.length + endpointsRemoved.length + statesChanged.length > 0;
  return {
    apiId: after.apiId,
    fields: [...changes.map(({ field }) => field), ...(isMoved ? ['endpoints'] : [])],
    changes,
    endpointsAdded,
    endpointsRemoved,
    statesChanged,
  };
};

/** Compares the catalogue as it was with what a cycle found. */
export const diffCatalogue = (
  previous: readonly ApiRecord[],
  found: {
    readonly records: readonly ApiRecord[];
    readonly removed: readonly ApiRecord[];
    readonly unverified: readonly ApiId[];
  } & Pick<CatalogueDiff, 'merged' | 'split'>,
): CatalogueDiff => {
  const before = new Map(currentRecords(previous).map((record) => [record.apiId, record]));
  return {
    added: found.records.filter(({ apiId }) => !before.has(apiId)).map(({ apiId }) => apiId),
    removed: found.removed.map(({ apiId }) => apiId),
    unverified: found.unverified,
    changed: found.records.flatMap((record) => {
      const old = before.get(record.apiId);
      const change = old && changesOf(old, record);
      return change?.fields.length ? [change] : [];
    }),
    merged: found.merged,
    split: found.split,
  };
};
