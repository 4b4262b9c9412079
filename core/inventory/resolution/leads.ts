import type { Evidence } from '../evidence.ts';
import { hostReferenceOf, wildcardOver } from './addresses.ts';
import { gatewayOfArn, sameThing, wholesOf } from './arns.ts';
import type { Entity } from './entity.ts';

/** A chain of leads is short; one that is longer leads in a circle. */
const maxHops = 8;

const indexOf = (entities: readonly Entity[]) => {
  const index = new Map<string, Set<Entity>>();
  const enter = (reference: string, entity: Entity): void => {
    const known = index.get(reference);
    if (known) known.add(entity);
    else index.set(reference, new Set([entity]));
  };
  for (const entity of entities) {
    for (const { host } of entity.doors) {
      enter(`host:${host}`, entity);
      const over = wildcardOver(host);
      if (over) enter(`under ${over}`, entity);
    }
    for (const key of entity.keys) {
      for (const same of sameThing(key)) enter(same, entity);
      for (const whole of wholesOf(key)) enter(whole, entity);
    }
    if (entity.gateway) enter(`gateway ${entity.gateway.region} ${entity.gateway.gatewayId}`, entity);
  }
  return index;
};

/** What a lead is about, as references of the index. */
const referencesOf = ({ gatewayId, region, resource, host, leadsTo = [] }: Evidence): readonly string[] => {
  const named = [...(resource ? [resource] : []), ...leadsTo];
  return [
    ...(gatewayId ? [`gateway ${region ?? ''} ${gatewayId}`] : []),
    ...named.flatMap((reference) => {
      const target = hostReferenceOf(reference);
      if (target) return [`host:${target.host}`];
      const gateway = gatewayOfArn(reference);
      return [...sameThing(reference), ...(gateway ? [`gateway ${gateway.region} ${gateway.id}`] : [])];
    }),
    ...(host ? [`host:${host}`] : []),
  ];
};

/** Said of several APIs at once it tells where they are; who owns the certificate of a domain does not own its APIs. */
const ofMany = ({
  source,
  locator,
  account,
  region,
  host,
  resource,
  observedAt,
  confidence,
  stale,
}: Evidence): Evidence => ({
  source,
  locator,
  ...(account ? { account } : {}),
  ...(region ? { region } : {}),
  ...(host ? { host } : {}),
  ...(resource ? { resource } : {}),
  observedAt,
  confidence,
  ...(stale ? { stale } : {}),
});

export interface AttachedLeads {
  /** By key of the entity. */
  readonly attached: ReadonlyMap<string, readonly Evidence[]>;
  /** Those that lead to no API, in the order they were given. */
  readonly open: readonly Evidence[];
}

/** Brings leads to the APIs that they are about or lead to, over any number of steps; what leads to none stays open. */
export const attachLeads = (leads: readonly Evidence[], entities: readonly Entity[]): AttachedLeads => {
  const index = indexOf(entities);
  const byResource = Map.groupBy(leads, ({ resource }) => resource);
  const direct = (lead: Evidence): readonly Entity[] => [
    ...new Set(referencesOf(lead).flatMap((reference) => [...(index.get(reference) ?? [])])),
  ];
  const homesOf = (lead: Evidence): readonly Entity[] => {
    let last: readonly Evidence[] = [lead];
    const seen = new Set(last);
    for (let hop = 0; hop < maxHops && last.length > 0; hop++) {
      const found = [...new Set(last.flatMap(direct))];
      if (found.length > 0) return found;
      last = last
        .flatMap(({ leadsTo = [] }) => leadsTo.flatMap((target) => byResource.get(target) ?? []))
        .filter((one) => !seen.has(one));
      for (const one of last) seen.add(one);
    }
    return [];
  };
  const attached = new Map<string, Evidence[]>();
  const open: Evidence[] = [];
  for (const lead of leads) {
    const homes = homesOf(lead);
    for (const { key } of homes)
      attached.set(key, [...(attached.get(key) ?? []), homes.length > 1 ? ofMany(lead) : lead]);
    // A wildcard says nothing of any one API; it is accounted for as soon as a name under it is.
    if (homes.length > 0 || (lead.host?.startsWith('*.') && index.has(`under ${lead.host}`))) continue;
    open.push(lead);
  }
  return { attached, open };
};
