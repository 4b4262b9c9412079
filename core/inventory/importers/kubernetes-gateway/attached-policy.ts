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

const isOn = (policy: Manifest, { object, section }: Target): boolean => {
  if (policy.namespace !== object.namespace) return false;
  const byName = targetsOf(policy).some(
    (target) =>
      target.kind === object.kind &&
      target.name === object.name &&
      (textOf(target.sectionName) || undefined) === section,
  );
  return (
    byName ||
    (section === undefined &&
      listOf(policy.spec.targetSelectors).some(
        (selector) =>
          mappingAt({ selector }, 'selector').kind === object.kind && isSelected(object.labels, selector),
      ))
  );
};

/** Of several on one target the oldest holds, then the first by name. */
const chosen = (policies: readonly Manifest[], target: Target): Manifest | undefined =>
  policies
    .filter((policy) => isOn(policy, target))
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
 * says `mergeType`. A policy that the cluster says it did not accept has none.
 */
export const attachedPolicy = (
  policies: readonly Manifest[],
  route: Manifest | undefined,
  rule: string,
  listener: Listener | undefined,
): AttachedPolicy | undefined => {
  const accepted = policies.filter((policy) => !isRefused(policy));
  const onRoute = route
    ? ((rule ? chosen(accepted, { object: route, section: rule }) : undefined) ??
      chosen(accepted, { object: route }))
    : undefined;
  const onGateway = listener
    ? (chosen(accepted, { object: listener.holder, section: listener.name }) ??
      chosen(accepted, { object: listener.holder }) ??
      chosen(accepted, { object: listener.gateway }))
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
