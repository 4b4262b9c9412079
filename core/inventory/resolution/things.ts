import { type Evidence, evidenceOf } from '../evidence.ts';
import { sourceKind } from '../evidence-sources.ts';
import { gatewayDoors, gatewayEvidence, gatewayKey, mappingsOf } from '../gateway-claims.ts';
import { gatewayOfArn, sameThing } from './arns.ts';
import type { Declarations } from './declarations.ts';
import { integrationTargets, statedTargets } from './integration-targets.ts';
import { documentThing, evidenceThing, gatewayThing, hostThing } from './keys.ts';
import { type Place, placesOf } from './places.ts';
import type { Thing } from './thing.ts';

export interface Things {
  /** Sorted by key. */
  readonly things: readonly Thing[];
  /** What says something of a host or a resource and makes no API by itself. */
  readonly leads: readonly Evidence[];
  /** What was seen at hosts, by captures and scans: a host may hold many APIs, so that it is located like traffic. */
  readonly sightings: readonly Evidence[];
}

const documentEvidence = (document: Declarations['documents'][number], observedAt: string): Evidence => {
  const [server] = document.servers;
  return evidenceOf({
    source: 'openapi-document',
    locator: document.key,
    apiName: document.apiName,
    ...(server ?? {}),
    ...(document.owner ? { owner: document.owner } : {}),
    ...(document.exposure ? { exposure: document.exposure } : {}),
    ...(document.dataClass ? { dataClass: document.dataClass } : {}),
    observedAt,
  });
};

/** The same statement, read twice, is one; in an order that depends on what is said and not on how it came. */
const distinctEvidence = (evidence: readonly Evidence[]): Evidence[] => {
  const byText = new Map(evidence.map((one) => [JSON.stringify(one), one]));
  return [...byText]
    .map(([text, one]) => ({ text, one }))
    .sort((a, b) => b.one.confidence - a.one.confidence || (a.text < b.text ? -1 : 1))
    .map(({ one }) => one);
};

const isSighting = ({ source, host, gatewayId, resource }: Evidence): boolean => {
  const { family } = sourceKind(source);
  return (family === 'traffic' || family === 'scan') && host !== undefined && !gatewayId && !resource;
};

const statedPlaces = (evidence: readonly Evidence[]): Place[] =>
  evidence.flatMap(({ host, basePath = '', operations = [] }) =>
    host
      ? placesOf(
          host,
          basePath,
          operations.map(({ template }) => template),
        )
      : [],
  );

const distinctPlaces = (places: readonly Place[]): Place[] => [
  ...new Map(places.map((place) => [`${place.host} ${place.basePath} ${place.within}`, place])).values(),
];

/**
 * Sorts what was declared into things. Evidence of an API Gateway API whose account or Region is not said goes to the
 * only API that was read with this id.
 */
export const thingsOf = ({
  observedAt,
  gateways,
  documents,
  claims,
  observed = [],
}: Declarations): Things => {
  const byId = Map.groupBy(gateways, ({ gatewayId }) => gatewayId);
  const gatewayOf = (one: Evidence): string | undefined => {
    const named = one.resource === undefined ? undefined : gatewayOfArn(one.resource);
    const gatewayId = one.gatewayId ?? named?.id;
    const region = one.region ?? named?.region;
    if (!gatewayId) return undefined;
    const fitting = (byId.get(gatewayId) ?? []).filter(
      (api) => (!one.account || api.account === one.account) && (!region || api.region === region),
    );
    const [api, ...others] = fitting;
    if (api && others.length === 0) return gatewayKey(api);
    return gatewayThing({
      gatewayId,
      ...(one.account ? { account: one.account } : {}),
      ...(region ? { region } : {}),
    });
  };
  const evidence = new Map<string, Evidence[]>();
  const state = (key: string, one: Evidence): void => {
    const known = evidence.get(key);
    if (known) known.push(one);
    else evidence.set(key, [one]);
  };
  const byKey = new Map(gateways.map((api) => [gatewayKey(api), api]));
  for (const [key, api] of byKey) state(key, gatewayEvidence(api, observedAt));
  const documentsByKey = new Map(documents.map((document) => [documentThing(document), document]));
  for (const [key, document] of documentsByKey) state(key, documentEvidence(document, observedAt));
  const leads: Evidence[] = [];
  const sightings: Evidence[] = [];
  for (const claim of claims) {
    if (sourceKind(claim.source).says === 'lead') leads.push(claim);
    else if (isSighting(claim)) sightings.push(claim);
    else state(gatewayOf(claim) ?? sameThing(evidenceThing(claim)).at(-1) ?? '', claim);
  }
  const seen = [
    ...observed.flatMap(({ api, gatewayId, host }) => (api || gatewayId ? [] : host)),
    ...sightings.map(({ host = '' }) => host),
  ];
  const undeclared = new Set(seen.filter((host) => host !== '').map(hostThing));
  for (const key of undeclared) {
    if (evidence.has(key)) undeclared.delete(key);
    else evidence.set(key, []);
  }
  const things = [...evidence].map(([key, stated]): Thing => {
    const own = distinctEvidence(stated);
    const gateway = byKey.get(key);
    const document = documentsByKey.get(key);
    const places = [
      ...(gateway
        ? [
            ...gatewayDoors(gateway).map(({ host, basePath }) => ({ host, basePath, within: '' })),
            ...mappingsOf(gateway).flatMap(({ targets = [], basePath }) =>
              targets.map((host) => ({ host, basePath, within: '' })),
            ),
          ]
        : []),
      ...(document?.servers ?? []).flatMap(({ host, basePath }) =>
        placesOf(host, basePath, document?.operations.map(({ template }) => template) ?? []),
      ),
      ...(gateway || document ? [] : statedPlaces(own)),
    ];
    const targets = gateway
      ? integrationTargets(gateway)
      : statedTargets(own.flatMap(({ leadsTo = [] }) => leadsTo));
    return {
      key,
      evidence: own,
      ...(gateway ? { gateway } : {}),
      ...(document ? { document } : {}),
      places: distinctPlaces(places),
      targets,
      ...(undeclared.has(key) ? { seenOnly: true as const } : {}),
    };
  });
  return {
    things: things.sort((a, b) => (a.key < b.key ? -1 : 1)),
    leads: distinctEvidence(leads),
    sightings: distinctEvidence(sightings),
  };
};
