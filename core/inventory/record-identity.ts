import type { ApiId } from '../identifiers.ts';
import { type ApiRecord, apiIdFor, type GatewayPlacement, slugOf } from './api-record.ts';
import { mappedBasePath } from './gateway-claims.ts';

/** An API of this cycle before it has its id. */
export interface UnidentifiedApi {
  readonly key: string;
  readonly name: string;
  readonly gateway?: GatewayPlacement;
  /** The id it gets when nothing of it was known before. */
  readonly freshId: ApiId;
}

const places = (gateway: GatewayPlacement | undefined): string[] =>
  gateway?.domains.map(
    ({ domainName, basePath }) => `${domainName.toLowerCase()} ${mappedBasePath(basePath)}`,
  ) ?? [];

const gatewayOf = (gateway: GatewayPlacement | undefined): string[] =>
  gateway ? [`${gateway.account}/${gateway.region}/${gateway.gatewayId}`] : [];

/**
 * Which API of this cycle is which of the catalogue, by the strongest thing they share: the domain and base path that
 * clients call (so that an API keeps its id when it is migrated to another gateway), then the gateway's own id, then
 * the name. Each id goes to one API.
 */
export const keptIds = (
  apis: readonly UnidentifiedApi[],
  previous: readonly ApiRecord[],
): ReadonlyMap<string, ApiId> => {
  const ids = new Map<string, ApiId>();
  const taken = new Set<ApiId>();
  const give = (key: string, id: ApiId): void => {
    ids.set(key, id);
    taken.add(id);
  };
  const pass = (
    ofApi: (api: UnidentifiedApi) => readonly string[],
    ofRecord: (record: ApiRecord) => readonly string[],
  ): void => {
    const known = new Map<string, ApiId>();
    for (const record of previous) {
      if (taken.has(record.apiId)) continue;
      for (const value of ofRecord(record)) if (!known.has(value)) known.set(value, record.apiId);
    }
    for (const api of apis) {
      if (ids.has(api.key)) continue;
      const id = ofApi(api)
        .map((value) => known.get(value))
        .find((one) => one !== undefined && !taken.has(one));
      if (id) give(api.key, id);
    }
  };
  pass(
    (api) => places(api.gateway),
    (record) => places(record.gateway),
  );
  pass(
    (api) => gatewayOf(api.gateway),
    (record) => gatewayOf(record.gateway),
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
  for (const { key, name, freshId } of apis) {
    if (ids.has(key)) continue;
    let id = freshId;
    for (let n = 2; taken.has(id); n++) id = apiIdFor(name, `${freshId}#${n}`);
    give(key, id);
  }
  return ids;
};
