import type { CycleId } from '../identifiers.ts';
import type { ObservedEndpoint } from '../traffic/endpoints.ts';
import { type ApiRecord, apiIdFor, type Provenanced, slugOf } from './api-record.ts';
import { endpointsOf } from './endpoint-states.ts';
import { type Declarations, type Entity, resolveEntities } from './entities.ts';
import type { Evidence } from './evidence.ts';
import { mappingsOf, placementOf } from './gateway-claims.ts';
import { type Partner, partnersOf } from './partners-file.ts';
import { keptIds } from './record-identity.ts';

export interface CatalogueSources extends Declarations {
  readonly cycleId: CycleId;
  readonly observed: readonly ObservedEndpoint[];
  readonly partners: readonly Partner[];
  /** The catalogue as it was, so that an API keeps its id. */
  readonly previous: readonly ApiRecord[];
}

/** The first source that knows, in the order of trust. */
const provenanced = <T>(
  evidence: readonly Evidence[],
  field: (one: Evidence) => T | undefined,
): Provenanced<T> | undefined => {
  for (const one of evidence) {
    const value = field(one);
    if (value !== undefined) return { value, source: one.source, locator: one.locator };
  }
  return undefined;
};

/** Independent sources agree by noisy-or; two rows of one source are one voice. */
const confidenceOf = (evidence: readonly Evidence[]): number => {
  const voices = new Map<string, number>();
  for (const { source, confidence } of evidence)
    voices.set(source, Math.max(voices.get(source) ?? 0, confidence));
  const doubt = [...voices.values()].reduce((product, confidence) => product * (1 - confidence), 1);
  return Math.round((1 - doubt) * 1000) / 1000;
};

/** One row for each kind of log and host: what traffic says of the API as a whole. */
const trafficEvidence = (observed: readonly ObservedEndpoint[], observedAt: string): Evidence[] =>
  [...Map.groupBy(observed, ({ source, host }) => `${source} ${host}`).values()].flatMap((endpoints) => {
    const [first] = endpoints;
    if (!first) return [];
    return {
      source: first.source,
      locator: first.host || (first.gatewayId ?? ''),
      ...(first.host ? { host: first.host } : {}),
      observedAt:
        endpoints.reduce(
          (latest, one) => (one.lastSeen && one.lastSeen > latest ? one.lastSeen : latest),
          '',
        ) || observedAt,
      confidence: Math.max(...endpoints.map((one) => one.confidence)),
      support: {
        requests: endpoints.reduce((sum, one) => sum + one.requests, 0),
        principals: Math.max(...endpoints.map((one) => one.principals)),
      },
    };
  });

/** Puts traffic with the API it was located in; a host that nobody declared is an API of its own. */
const withTraffic = (entities: readonly Entity[], observed: readonly ObservedEndpoint[]) => {
  const byKey = new Map(entities.map((entity) => [entity.key, { entity, seen: [] as ObservedEndpoint[] }]));
  const gatewayIds = new Map(
    entities.flatMap((entity) =>
      entity.evidence.flatMap((one) => (one.gatewayId ? [[one.gatewayId, entity.key] as const] : [])),
    ),
  );
  for (const endpoint of observed) {
    const { api, gatewayId, host } = endpoint;
    const key = api ?? (gatewayId && gatewayIds.get(gatewayId)) ?? `host/${host || gatewayId}`;
    const entry = byKey.get(key) ?? { entity: { key, documents: [], evidence: [] }, seen: [] };
    byKey.set(key, entry);
    entry.seen.push(endpoint);
  }
  return [...byKey.values()];
};

const namesOf = (evidence: readonly Evidence[]): string[] => evidence.flatMap((one) => one.apiName ?? []);

/**
 * The definitive catalogue: one record for each API that any source names, every field with its source.
 * Pure: the same sources give the same records.
 */
export const resolveCatalogue = (sources: CatalogueSources): readonly ApiRecord[] => {
  const { cycleId, observedAt, previous } = sources;
  const drafts = withTraffic(resolveEntities(sources), sources.observed).map(({ entity, seen }) => {
    const evidence = [...entity.evidence, ...trafficEvidence(seen, observedAt)].sort(
      (a, b) => b.confidence - a.confidence,
    );
    const hosts = evidence.flatMap((one) => (one.host ? [one.host] : []));
    const mapped = entity.gateway ? mappingsOf(entity.gateway).map((mapping) => mapping.host) : [];
    const name = provenanced(evidence, (one) => one.apiName) ??
      provenanced(evidence, (one) => one.host ?? one.locator) ?? {
        value: entity.key,
        source: 'workshop' as const,
        locator: entity.key,
      };
    return { entity, seen, evidence, name, hosts: [...new Set([...mapped, ...hosts])].sort() };
  });
  const ids = keptIds(
    drafts.map(({ entity, name, hosts }) => ({
      key: entity.key,
      name: name.value,
      ...(entity.gateway ? { gateway: placementOf(entity.gateway) } : {}),
      freshId: apiIdFor(
        name.value,
        entity.gateway?.gatewayId ?? (entity.key.startsWith('host/') ? (hosts[0] ?? '') : ''),
      ),
    })),
    previous,
  );
  const before = new Map(previous.map((record) => [record.apiId, record]));
  return drafts.flatMap(({ entity, seen, evidence, name, hosts }): ApiRecord[] => {
    const apiId = ids.get(entity.key);
    if (!apiId) return [];
    const owner = provenanced(evidence, (one) => one.owner);
    const exposure = provenanced(evidence, (one) => one.exposure);
    const dataClass = provenanced(evidence, (one) => one.dataClass);
    const [document] = entity.documents;
    const partners = [
      ...evidence.flatMap((one) => one.partners ?? []),
      ...namesOf(evidence).flatMap((one) => partnersOf(sources.partners, one)),
    ];
    return [
      {
        apiId,
        name,
        ...(owner ? { owner } : {}),
        ...(exposure ? { exposure } : {}),
        ...(dataClass ? { dataClass } : {}),
        // The contract's spelling, which comes last, wins over the workshop's.
        partners: [...new Map(partners.map((partner) => [slugOf(partner), partner])).values()].sort(),
        hosts,
        ...(entity.gateway ? { gateway: placementOf(entity.gateway) } : {}),
        ...(document ? { documentKey: document.key } : {}),
        endpoints: endpointsOf(entity, seen),
        evidence,
        confidence: confidenceOf(evidence),
        firstSeenCycle: before.get(apiId)?.firstSeenCycle ?? cycleId,
        lastSeenCycle: cycleId,
      },
    ];
  });
};
