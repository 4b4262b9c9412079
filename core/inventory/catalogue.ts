import type { ApiId, CycleId } from '../identifiers.ts';
import type { RiskPolicy } from '../risk/policy.ts';
import type { ObservedEndpoint } from '../traffic/endpoints.ts';
import { type ApiRecord, apiIdFor, type Provenanced, slugOf } from './api-record.ts';
import { type CatalogueAlias, flatAliases } from './catalogue-alias.ts';
import type { CatalogueDiff } from './catalogue-diff.ts';
import { type DiscoveryPolicy, discoveryPolicy } from './discovery-policy.ts';
import { endpointsOf } from './endpoints/endpoints-of.ts';
import { withOlderVersions } from './endpoints/version-families.ts';
import type { Declarations, Entity } from './entities.ts';
import type { Evidence } from './evidence.ts';
import { mappingsOf, placementOf } from './gateway-claims.ts';
import { missingRecords, sourcePlace } from './missing-records.ts';
import { type Partner, partnersOf } from './partners-file.ts';
import { fieldsOf, leastTier, nameOf, settledValues } from './record-fields.ts';
import { identify } from './record-identity.ts';
import { isAwsAddress } from './resolution/addresses.ts';
import { type Fading, noisyOr } from './resolution/confidence.ts';
import { type Resolution, resolve } from './resolution/resolve.ts';
import type { SourceCoverage } from './source-coverage.ts';
import { trafficEvidence } from './traffic-evidence.ts';

export interface CatalogueSources extends Declarations {
  readonly cycleId: CycleId;
  readonly observed: readonly ObservedEndpoint[];
  readonly partners: readonly Partner[];
  /** The catalogue as it was, so that an API keeps its id and nothing known is dropped. */
  readonly previous: readonly ApiRecord[];
  /** Old ids that lead to others. */
  readonly aliases?: readonly CatalogueAlias[];
  readonly coverage?: readonly SourceCoverage[];
  /** `account/region` of which something could not be read. */
  readonly unread?: readonly string[];
  /** Absent: as `policy/discovery.yaml` is delivered. */
  readonly policy?: DiscoveryPolicy;
  /** What exposure and data class come to. Absent: no tier is said. */
  readonly tiers?: Pick<RiskPolicy['tier'], 'exposure' | 'dataClass'>;
}

/** What one cycle knows. */
export interface Inventory
  extends Pick<Resolution, 'leads' | 'possibleDuplicates' | 'sharedBackends'>,
    Pick<CatalogueDiff, 'merged' | 'split'> {
  /** Everything that runs, as far as anybody knows, sorted by the key of its strongest part. */
  readonly records: readonly ApiRecord[];
  /** Proven in this cycle to be gone. */
  readonly removed: readonly ApiRecord[];
  /** Among `records`: what no source could confirm this time. */
  readonly unverified: readonly ApiId[];
  /** Every old id and where it leads now. */
  readonly aliases: readonly CatalogueAlias[];
}

const dayMs = 86_400_000;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Endpoints stand in the record itself; a row of evidence says who named it, where and when. */
const withoutOperations = ({ operations: _, ...evidence }: Evidence): Evidence => evidence;

const byTrust = (evidence: readonly Evidence[]): Evidence[] =>
  evidence.toSorted(
    (a, b) => b.confidence - a.confidence || compare(a.source, b.source) || compare(a.locator, b.locator),
  );

/** Host names by which people know it: those that AWS made up are where it is, not what it is called. */
const hostsOf = (entity: Entity, evidence: readonly Evidence[]): readonly string[] => {
  const mapped = entity.gateway ? mappingsOf(entity.gateway).map(({ host }) => host) : [];
  const stated = evidence.flatMap(({ host }) => (host ? [host] : []));
  const doors = entity.doors.map(({ host }) => host).filter((host) => !isAwsAddress(host));
  return [...new Set([...mapped, ...stated, ...doors])].sort();
};

/**
 * Doors that clients can use: not API Gateway's own host name where it is switched off. A host that nothing but its
 * traffic shows is a place all the same.
 */
const placesOf = ({ doors, gateway }: Entity, seen: readonly ObservedEndpoint[]): ApiRecord['places'] => {
  const closed = gateway?.disableExecuteApiEndpoint;
  const isClosed = (host: string): boolean =>
    (closed?.known === true && closed.value && host.startsWith(`${gateway?.gatewayId}.execute-api.`)) ||
    /^d-[a-z0-9]+\.execute-api\./.test(host);
  const shown =
    doors.length > 0 ? [] : [...new Set(seen.map(({ host }) => host))].filter((host) => host !== '');
  return [...doors, ...shown.map((host) => ({ host, basePath: '' }))]
    .filter(({ host }) => !isClosed(host))
    .map(({ host, basePath }) => ({ host, basePath }))
    .sort((a, b) => compare(`${a.host} ${a.basePath}`, `${b.host} ${b.basePath}`));
};

/** What tells two APIs of one name apart. */
const discriminatorOf = ({ gateway, key }: Entity): string => {
  if (gateway) return gateway.gatewayId;
  if (key.startsWith('host:')) return key.slice('host:'.length);
  return key.startsWith('arn:') ? key : '';
};

interface Draft {
  readonly entity: Entity;
  readonly seen: readonly ObservedEndpoint[];
  readonly evidence: readonly Evidence[];
  readonly name: Provenanced<string>;
}

const draftsOf = (resolution: Resolution, sources: CatalogueSources, fading: Fading): readonly Draft[] => {
  const seen = Map.groupBy(sources.observed, (endpoint) => resolution.home(endpoint));
  return resolution.entities.flatMap((entity): Draft[] => {
    const own = seen.get(entity.key) ?? [];
    const evidence = byTrust([...entity.evidence, ...trafficEvidence(own, sources.observedAt)]);
    const name = nameOf(evidence, fading, undefined);
    return name ? [{ entity, seen: own, evidence, name }] : [];
  });
};

/**
 * The definitive catalogue: one record for each API that any source names, every field with its source, and what stays
 * open. Pure: the same sources give the same inventory, in whatever order they come.
 */
export const resolveInventory = (sources: CatalogueSources): Inventory => {
  const { cycleId, observedAt, previous } = sources;
  const policy = sources.policy ?? discoveryPolicy.parse({});
  const fading: Fading = { at: observedAt, halfLifeDays: policy.confidence.halfLifeDays };
  const usedSince = new Date(Date.parse(observedAt) - policy.traffic.windowDays * dayMs).toISOString();
  const resolution = resolve(sources);
  const drafts = draftsOf(resolution, sources, fading);
  const { ids, merged, split } = identify(
    drafts.map(({ entity, name }) => ({
      key: entity.key,
      name: name.value,
      keys: entity.keys,
      places: entity.doors.filter(({ configured }) => configured),
      ...(entity.gateway ? { gateway: placementOf(entity.gateway) } : {}),
      freshId: apiIdFor(name.value, discriminatorOf(entity)),
    })),
    previous,
  );
  const aliases = flatAliases(
    [...(sources.aliases ?? []), ...merged.map(({ from, into }) => ({ from, to: into, cycleId }))],
    new Set(ids.values()),
  );
  const leadsTo = new Map(aliases.map(({ from, to }) => [from, to]));
  const settled = settledValues(
    (sources.corrections ?? []).map((one) =>
      one.kind === 'settle' ? { ...one, apiId: leadsTo.get(one.apiId) ?? one.apiId } : one,
    ),
  );
  const before = new Map(previous.map((record) => [record.apiId, record]));

  const found = drafts.flatMap(({ entity, seen, evidence, name }): ApiRecord[] => {
    const apiId = ids.get(entity.key);
    if (!apiId) return [];
    const decided = settled.get(apiId);
    const fields = fieldsOf(evidence, fading, decided);
    const old = before.get(apiId);
    const lifecycle = fields.lifecycle?.value;
    const names = evidence.flatMap((one) => one.apiName ?? []);
    const partners = [
      ...evidence.flatMap((one) => one.partners ?? []),
      ...names.flatMap((one) => partnersOf(sources.partners, one)),
    ];
    const tier = leastTier(fields.exposure?.value, fields.dataClass?.value, sources.tiers);
    const [document] = entity.documents;
    return [
      {
        apiId,
        name: decided?.has('name') ? (nameOf(evidence, fading, decided) ?? name) : name,
        ...fields,
        // The contract's spelling, which comes last, wins over the workshop's.
        partners: [...new Map(partners.map((partner) => [slugOf(partner), partner])).values()].sort(),
        ...(tier ? { tier } : {}),
        hosts: hostsOf(entity, evidence),
        places: placesOf(entity, seen),
        ...(entity.gateway ? { gateway: placementOf(entity.gateway) } : {}),
        resources: entity.keys,
        merges: entity.merges,
        ...(document ? { documentKey: document.key } : {}),
        endpoints: endpointsOf(entity, seen, {
          approvedGateways: policy.approvedGateways,
          usedSince,
          deprecated: lifecycle === 'deprecated' || lifecycle === 'sunset' || lifecycle === 'retired',
          remembered: old?.endpoints ?? [],
        }),
        evidence: evidence.map(withoutOperations),
        confidence: noisyOr(evidence, fading),
        stale: [...new Set(evidence.filter((one) => one.stale).map(sourcePlace))].sort(),
        firstSeenCycle: old?.firstSeenCycle ?? cycleId,
        lastSeenCycle: cycleId,
      },
    ];
  });
  const present = new Set<ApiId>([...found.map(({ apiId }) => apiId), ...leadsTo.keys()]);
  const { unverified, removed } = missingRecords(
    previous.filter(({ apiId }) => !present.has(apiId)),
    { coverage: sources.coverage ?? [], unread: sources.unread ?? [] },
    fading,
    cycleId,
  );
  const versioned = withOlderVersions(
    [...found, ...unverified].map((record) => ({
      name: record.name.value,
      ...(record.gateway ? { account: record.gateway.account } : {}),
      ...(record.environment ? { environment: record.environment.value } : {}),
      places: record.places,
      endpoints: record.endpoints,
      record,
    })),
  );
  return {
    records: versioned.map(({ record, endpoints }) => ({ ...record, endpoints })),
    removed,
    unverified: unverified.map(({ apiId }) => apiId),
    leads: resolution.leads,
    possibleDuplicates: resolution.possibleDuplicates,
    sharedBackends: resolution.sharedBackends,
    aliases,
    merged,
    split,
  };
};

/** The records of `resolveInventory`. */
export const resolveCatalogue = (sources: CatalogueSources): readonly ApiRecord[] =>
  resolveInventory(sources).records;
