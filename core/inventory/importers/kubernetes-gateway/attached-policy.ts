import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import { isRefused, isSelected, type Manifest } from '../kubernetes/manifests.ts';
import type { Listener } from './listeners.ts';

/** The policy that holds for a route, with what it takes over from the one it is merged into. */
export interface AttachedPolicy {
  readonly spec: Mapping;
  readonly manifest: Manifest;
  /** Where a field of the spec stands; a merged one may stand in the parent. */
  readonly proofAt: (field: string) => string;
}

/** What a policy may be attached to, from the closest to the widest. */
interface Target {
  readonly object: Manifest;
  readonly section?: string;
}

const targetsOf = (policy: Manifest): readonly Mapping[] =>
  [policy.spec.targetRef, ...listOf(policy.spec.targetRefs)].filter(isMapping);

/** Policies of one kind by what they name; those that select by labels apart. */
export interface PolicyIndex {
  readonly named: ReadonlyMap<string, readonly Manifest[]>;
  readonly selecting: readonly Manifest[];
}

const keyOf = (namespace: string, kind: string, name: string, section: string): string =>
  [namespace, kind, name, section].join(' ');

/** A policy that the cluster says it did not accept has no effect. */
export const policyIndex = (policies: readonly Manifest[]): PolicyIndex => {
  const named = new Map<string, Manifest[]>();
  const accepted = policies.filter((policy) => !isRefused(policy));
  for (const policy of accepted)
    for (const { kind, name, sectionName } of targetsOf(policy)) {
      const key = keyOf(policy.namespace, textOf(kind), textOf(name), textOf(sectionName));
      named.set(key, [...(named.get(key) ?? []), policy]);
    }
  return { named, selecting: accepted.filter(({ spec }) => listOf(spec.targetSelectors).length > 0) };
};

const selects = (policy: Manifest, object: Manifest): boolean =>
  policy.namespace === object.namespace &&
  listOf(policy.spec.targetSelectors).some(
    (selector) =>
      mappingAt({ selector }, 'selector').kind === object.kind && isSelected(object.labels, selector),
  );

/** Of several on one target the oldest holds, then the first by name. */
const chosen = ({ named, selecting }: PolicyIndex, { object, section = '' }: Target): Manifest | undefined =>
  [
    ...(named.get(keyOf(object.namespace, object.kind, object.name, section)) ?? []),
    ...(section ? [] : selecting.filter((policy) => selects(policy, object))),
  ]
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.name.localeCompare(b.name))
    .at(0);

const merged = (parent: Mapping, child: Mapping): Mapping => {
  const both = Object.entries(child).map(([name, value]): [string, unknown] => {
    const under = parent[name];
    return [name, isMapping(value) && isMapping(under) ? merged(under, value) : value];
  });
  return { ...parent, ...Object.fromEntries(both) };
};

/**
 * The policy of a kind for a rule of a route: the closest target wins whole, and the others have no effect, unless it
 * says `mergeType`.
 */
export const attachedPolicy = (
  policies: PolicyIndex,
  route: Manifest | undefined,
  rule: string,
  listener: Listener | undefined,
): AttachedPolicy | undefined => {
  const onRoute = route
    ? ((rule ? chosen(policies, { object: route, section: rule }) : undefined) ??
      chosen(policies, { object: route }))
    : undefined;
  const onGateway = listener
    ? (chosen(policies, { object: listener.holder, section: listener.name }) ??
      chosen(policies, { object: listener.holder }) ??
      chosen(policies, { object: listener.gateway }))
    : undefined;
  const manifest = onRoute ?? onGateway;
  if (!manifest) return undefined;
  const own = (field: string): string => manifest.proofAt(['spec', field]);
  if (!onRoute || !onGateway || !textOf(onRoute.spec.mergeType))
    return { spec: manifest.spec, manifest, proofAt: own };
  return {
    spec: merged(onGateway.spec, onRoute.spec),
    manifest,
    proofAt: (field) =>
      Object.hasOwn(onRoute.spec, field) ? own(field) : onGateway.proofAt(['spec', field]),
  };
};
