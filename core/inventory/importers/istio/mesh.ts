import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import { readYamlText } from '../../../yaml-text.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import { type DestinationRuleIndex, destinationRuleIndex } from './upstream.ts';
import {
  destinationWorkload,
  gatewayWorkload,
  holdsAt,
  rootNamespace,
  type Workload,
  type WorkloadIndex,
  workloadIndex,
} from './workloads.ts';

/** Policies that decide what a proxy of the mesh asks of requests. */
export interface MeshPolicies {
  readonly requestAuthentications: readonly Manifest[];
  readonly authorizationPolicies: readonly Manifest[];
  readonly peerAuthentications: readonly Manifest[];
  readonly envoyFilters: readonly Manifest[];
  readonly telemetries: readonly Manifest[];
}

export interface Mesh {
  /** By `namespace name`. */
  readonly gateways: ReadonlyMap<string, Manifest>;
  readonly virtualServices: ReadonlyMap<string, Manifest>;
  /** `namespace name` of every VirtualService that another one delegates to. */
  readonly delegates: ReadonlySet<string>;
  readonly destinationRules: DestinationRuleIndex;
  readonly index: WorkloadIndex;
  readonly policies: MeshPolicies;
  /** Those that hold, or may hold, at a workload. */
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
  const policies: MeshPolicies = {
    requestAuthentications: of('RequestAuthentication'),
    authorizationPolicies: of('AuthorizationPolicy'),
    peerAuthentications: of('PeerAuthentication'),
    envoyFilters: of('EnvoyFilter'),
    telemetries: of('Telemetry'),
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
    policies,
    policiesAt: once((workload: Workload) => {
      const here = (list: readonly Manifest[]): readonly Manifest[] =>
        list.filter((policy) => holdsAt(policy, workload) !== 'no');
      return {
        requestAuthentications: here(policies.requestAuthentications),
        authorizationPolicies: here(policies.authorizationPolicies),
        peerAuthentications: here(policies.peerAuthentications),
        envoyFilters: here(policies.envoyFilters),
        telemetries: here(policies.telemetries),
      };
    }),
    gatewayWorkload: once((gateway: Manifest) => gatewayWorkload(gateway, index)),
    destinationWorkload: (host, from) => destination(keyOf(from, host)),
    meshConfig: meshConfigOf(manifests),
  };
};
