import type { ApiId } from '../identifiers.ts';
import { type ApiRecord, apiIdFor, type GatewayPlacement, slugOf } from './api-record.ts';
import { mappedBasePath } from './gateway-claims.ts';
import { isAwsAddress } from './resolution/addresses.ts';
import { gatewayThing } from './resolution/keys.ts';

/** An API of this cycle before it has its id. */
export interface UnidentifiedApi {
  /** Unique; the order of keys decides between equals. */
  readonly key: string;
  readonly name: string;
  /** Keys of everything that is in it. */
  readonly keys: readonly string[];
  /** Where it was found to answer, on hosts that the bank chose. */
  readonly places: ApiRecord['places'];
  readonly gateway?: GatewayPlacement;
  /** The id it gets when nothing of it was known before. */
  readonly freshId: ApiId;
}

export interface Identities {
  /** By key of the API. */
  readonly ids: ReadonlyMap<string, ApiId>;
  /** Records that are one with another now: the older id stays, the others lead to it. */
  readonly merged: readonly { readonly from: ApiId; readonly into: ApiId }[];
  /** Records of which a part is an API of its own now. */
  readonly split: readonly { readonly from: ApiId; readonly into: readonly ApiId[] }[];
}

type Known = Pick<
  ApiRecord,
  'apiId' | 'name' | 'gateway' | 'places' | 'resources' | 'firstSeenCycle' | 'removedSince'
>;

const domainsOf = (gateway: GatewayPlacement | undefined): readonly string[] =>
  gateway?.domains.map(
    ({ domainName, basePath }) => `${domainName.toLowerCase()} ${mappedBasePath(basePath)}`,
  ) ?? [];

const chosenPlaces = (places: ApiRecord['places']): readonly string[] =>
  places.filter(({ host }) => !isAwsAddress(host)).map(({ host, basePath }) => `${host} ${basePath}`);

const gatewayOf = (gateway: GatewayPlacement | undefined): readonly string[] =>
  gateway ? [`${gateway.account}/${gateway.region}/${gateway.gatewayId}`] : [];

/** What is there before what was removed, then the oldest. */
const byAge = (a: Known, b: Known): number => {
  if (Boolean(a.removedSince) !== Boolean(b.removedSince)) return a.removedSince ? 1 : -1;
  if (a.firstSeenCycle !== b.firstSeenCycle) return a.firstSeenCycle < b.firstSeenCycle ? -1 : 1;
  return a.apiId < b.apiId ? -1 : 1;
};

/**
 * Which API of this cycle is which of the catalogue, by the strongest thing they share: the domain and base path that
 * clients call (so that an API keeps its id when it is migrated to another gateway), then the gateway's own id, then
 * any other place it answers at, then anything else that is in it, then the name. Each id goes to one API. Where several records are one API now, the
 * oldest id stays.
 */
export const identify = (apis: readonly UnidentifiedApi[], previous: readonly Known[]): Identities => {
  const oldestFirst = previous.toSorted(byAge);
  const given = new Map<string, Known>();
  const taken = new Set<ApiId>();
  const pass = (
    ofApi: (api: UnidentifiedApi) => readonly string[],
    ofRecord: (record: Known) => readonly string[],
  ): void => {
    const known = new Map<string, Known>();
    for (const record of oldestFirst) {
      if (taken.has(record.apiId)) continue;
      for (const value of ofRecord(record)) if (!known.has(value)) known.set(value, record);
    }
    for (const api of apis) {
      if (given.has(api.key)) continue;
      const [record] = ofApi(api)
        .flatMap((value) => known.get(value) ?? [])
        .filter(({ apiId }) => !taken.has(apiId))
        .sort(byAge);
      if (!record) continue;
      given.set(api.key, record);
      taken.add(record.apiId);
    }
  };
  pass(
    (api) => domainsOf(api.gateway),
    (record) => domainsOf(record.gateway),
  );
  pass(
    (api) => gatewayOf(api.gateway),
    (record) => gatewayOf(record.gateway),
  );
  pass(
    (api) => chosenPlaces(api.places),
    (record) => chosenPlaces(record.places),
  );
  // A gateway API that is gone is not what has its document now: what was decided for it must not pass on.
  pass(
    (api) => api.keys,
    (record) => (record.gateway ? [] : record.resources),
  );
  // By name only where at most one side is on a gateway: two gateway APIs of one name are two APIs.
  pass(
    (api) => (api.gateway ? [] : [slugOf(api.name)]),
    (record) => [slugOf(record.name.value)],
  );
  pass(
    (api) => [slugOf(api.name)],
    (record) => (record.gateway ? [] : [slugOf(record.name.value)]),
  );

  const holder = new Map(apis.flatMap(({ key, keys }) => keys.map((one) => [one, key] as const)));
  const absorbed = new Map<string, Known[]>();
  for (const record of oldestFirst) {
    if (taken.has(record.apiId) || record.removedSince) continue;
    const homes = record.resources.flatMap((key) => holder.get(key) ?? []);
    // Without its gateway it is gone, wherever its document went.
    if (record.gateway && !holder.has(gatewayThing(record.gateway))) continue;
    const [home] = [...Map.groupBy(homes, (key) => key)].sort(
      ([a, as], [b, bs]) => bs.length - as.length || (a < b ? -1 : 1),
    );
    if (home) absorbed.set(home[0], [...(absorbed.get(home[0]) ?? []), record]);
  }
  const merged: { from: ApiId; into: ApiId }[] = [];
  for (const [key, records] of absorbed) {
    const own = given.get(key);
    const [oldest, ...others] = [...(own ? [own] : []), ...records].sort(byAge);
    if (!oldest) continue;
    given.set(key, oldest);
    taken.add(oldest.apiId);
    merged.push(...others.map(({ apiId }) => ({ from: apiId, into: oldest.apiId })));
  }

  const ids = new Map([...given].map(([key, { apiId }]) => [key, apiId]));
  const used = new Set(ids.values());
  for (const { key, name, freshId } of apis) {
    if (ids.has(key)) continue;
    let id = freshId;
    for (let n = 2; used.has(id); n++) id = apiIdFor(name, `${freshId}#${n}`);
    ids.set(key, id);
    used.add(id);
  }

  const byId = new Map(previous.map((record) => [record.apiId, record]));
  const split = [...given.values()].flatMap(({ apiId, resources }) => {
    const into = [...new Set(resources.flatMap((key) => ids.get(holder.get(key) ?? '') ?? []))].filter(
      (id) => id !== apiId && !byId.has(id),
    );
    return into.length > 0 ? [{ from: apiId, into: into.sort() }] : [];
  });
  return { ids, merged: merged.sort((a, b) => (a.from < b.from ? -1 : 1)), split };
};
