import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import { readYamlText } from '../../../yaml-text.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import { type AuthorizationPolicy, readPolicy } from './authorization.ts';
import { type DestinationRuleIndex, destinationRuleIndex } from './upstream.ts';
import {
  destinationWorkload,
  gatewayWorkload,
  type Held,
  holdsAt,
  type PolicyScope,
  rootNamespace,
  scopeOf,
  type Workload,
  type WorkloadIndex,
  workloadIndex,
} from './workloads.ts';

/** Policies that hold, or may hold, at one proxy of the mesh. */
export interface MeshPolicies {
  readonly requestAuthentications: readonly Held<Manifest>[];
  readonly enforced: readonly Held<AuthorizationPolicy>[];
  /** Written to try them out: they are evaluated and never enforced. */
  readonly tried: readonly Held<AuthorizationPolicy>[];
  /** There are more rules than can be held against every route: what they ask is unknown. */
  readonly isOverfull: boolean;
  readonly peerAuthentications: readonly Held<Manifest>[];
  readonly envoyFilters: readonly Held<Manifest>[];
  readonly telemetries: readonly Held<Manifest>[];
}

export interface Mesh {
  /** By `namespace name`. */
  readonly gateways: ReadonlyMap<string, Manifest>;
  readonly virtualServices: ReadonlyMap<string, Manifest>;
  /** `namespace name` of every VirtualService that another one delegates to. */
  readonly delegates: ReadonlySet<string>;
  readonly destinationRules: DestinationRuleIndex;
  readonly index: WorkloadIndex;
  /** Names that policies give as their targets. */
  readonly targets: ReadonlySet<string>;
  readonly policiesAt: (workload: Workload) => MeshPolicies;
  readonly gatewayWorkload: (gateway: Manifest) => Workload;
  /** Undefined for a host outside the mesh. */
  readonly destinationWorkload: (host: string, from: string) => Workload | undefined;
  /** Empty when the ConfigMap is not among the files. */
  readonly meshConfig: Mapping;
}

const meshConfigOf = (manifests: readonly Manifest[]): Mapping => {
  const operator = manifests.find(({ kind }) => kind === 'IstioOperator' || kind === 'Istio');
  const ofOperator = mappingAt(operator?.spec, 'meshConfig');
  if (Object.keys(ofOperator).length > 0) return ofOperator;
  const map = manifests.find(
    ({ kind, name, namespace }) =>
      kind === 'ConfigMap' && /^istio(?:-|$)/.test(name) && namespace === rootNamespace,
  );
  const text = textOf(mappingAt(map?.object, 'data').mesh);
  const read = text ? readYamlText(text, 'mesh') : undefined;
  return read?.ok && isMapping(read.value) ? read.value : {};
};

export const keyOf = (namespace: string, name: string): string => `${namespace} ${name}`;

/** Each answer is found once: thousands of routes lead to few workloads. */
const once = <Key, Answer>(find: (key: Key) => Answer): ((key: Key) => Answer) => {
  const found = new Map<Key, Answer>();
  return (key) => {
    const known = found.get(key);
    if (known !== undefined || found.has(key)) return known as Answer;
    const answer = find(key);
    found.set(key, answer);
    return answer;
  };
};

const isDryRun = (policy: Manifest): boolean => policy.annotations['istio.io/dry-run'] === 'true';

/** Every rule is held against every route: no proxy enforces more. */
const maxRules = 2_000;

const heldAt = <Policy>(
  policies: readonly { readonly scope: PolicyScope; readonly policy: Policy }[],
  workload: Workload,
): readonly Held<Policy>[] =>
  policies.flatMap(({ scope, policy }) => {
    const holds = holdsAt(scope, workload);
    return holds === 'no' ? [] : [{ policy, holds }];
  });

const delegatesOf = (services: readonly Manifest[]): ReadonlySet<string> =>
  new Set(
    services.flatMap(({ spec, namespace }) =>
      listOf(spec.http).flatMap((route) => {
        const delegate = mappingAt({ route }, 'route', 'delegate');
        return textOf(delegate.name)
          ? [keyOf(textOf(delegate.namespace) || namespace, textOf(delegate.name))]
          : [];
      }),
    ),
  );

export const readMesh = (manifests: readonly Manifest[]): Mesh => {
  const of = (kind: string): readonly Manifest[] =>
    manifests.filter((one) => one.kind === kind && one.group.endsWith('.istio.io'));
  const byName = (list: readonly Manifest[]): ReadonlyMap<string, Manifest> =>
    new Map(list.map((one) => [keyOf(one.namespace, one.name), one]));
  const scoped = <Policy>(kind: string, read: (manifest: Manifest) => Policy | undefined) =>
    of(kind).flatMap((manifest) => {
      const policy = read(manifest);
      return policy === undefined ? [] : [{ scope: scopeOf(manifest), policy }];
    });
  const whole = (manifest: Manifest): Manifest => manifest;
  const policies = {
    requestAuthentications: scoped('RequestAuthentication', (one) =>
      listOf(one.spec.jwtRules).length > 0 ? one : undefined,
    ),
    enforced: scoped('AuthorizationPolicy', (one) => (isDryRun(one) ? undefined : readPolicy(one))),
    tried: scoped('AuthorizationPolicy', (one) => (isDryRun(one) ? readPolicy(one) : undefined)),
    peerAuthentications: scoped('PeerAuthentication', whole),
    envoyFilters: scoped('EnvoyFilter', whole),
    telemetries: scoped('Telemetry', whole),
  };
  const index = workloadIndex(manifests);
  const destination = once((key: string) => {
    const [from = '', host = ''] = key.split(' ');
    return destinationWorkload(host, from, index);
  });
  return {
    gateways: byName(of('Gateway')),
    virtualServices: byName(of('VirtualService')),
    delegates: delegatesOf(of('VirtualService')),
    destinationRules: destinationRuleIndex(of('DestinationRule')),
    index,
    targets: new Set(
      [...policies.requestAuthentications, ...policies.enforced].flatMap(({ scope }) =>
        scope.targets.map(({ name }) => textOf(name)),
      ),
    ),
    policiesAt: once((workload: Workload): MeshPolicies => {
      const enforced = heldAt(policies.enforced, workload);
      const tried = heldAt(policies.tried, workload);
      const rules = [...enforced, ...tried].reduce((sum, { policy }) => sum + policy.rules.length, 0);
      const isOverfull = rules > maxRules;
      return {
        requestAuthentications: heldAt(policies.requestAuthentications, workload),
        enforced: isOverfull ? [] : enforced,
        tried: isOverfull ? [] : tried,
        isOverfull,
        peerAuthentications: heldAt(policies.peerAuthentications, workload),
        envoyFilters: heldAt(policies.envoyFilters, workload),
        telemetries: heldAt(policies.telemetries, workload),
      };
    }),
    gatewayWorkload: once((gateway: Manifest) => gatewayWorkload(gateway, index)),
    destinationWorkload: (host, from) => destination(keyOf(from, host)),
    meshConfig: meshConfigOf(manifests),
  };
};
