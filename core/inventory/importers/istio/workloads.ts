import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { Manifest } from '../kubernetes/manifests.ts';

/** Where policies without a selector hold for the whole mesh, unless the mesh is configured otherwise. */
export const rootNamespace = 'istio-system';

/** A proxy of the mesh: of a gateway, or beside a backend. */
export interface Workload {
  /** Undefined when no file tells. */
  readonly namespace?: string;
  readonly labels: Mapping;
  /** Whether it can have labels beyond those. */
  readonly labelsKnown: boolean;
  readonly service?: string;
  /** The object that a `targetRef` names. */
  readonly target?: Manifest;
  /** No proxy stands before it, so that no policy is enforced there. */
  readonly bypassed?: true;
}

const pods: Readonly<Record<string, (manifest: Manifest) => Mapping>> = {
  Deployment: ({ spec }) => mappingAt(spec, 'template', 'metadata'),
  StatefulSet: ({ spec }) => mappingAt(spec, 'template', 'metadata'),
  DaemonSet: ({ spec }) => mappingAt(spec, 'template', 'metadata'),
  Pod: ({ object }) => mappingAt(object, 'metadata'),
};

const isWithin = (selector: Mapping, labels: Mapping): boolean =>
  Object.entries(selector).every(([name, value]) => labels[name] === value);

interface Pods {
  readonly namespace: string;
  readonly metadata: Mapping;
}

/** Objects that tell which labels a proxy has, found once for all routes. */
export interface WorkloadIndex {
  readonly pods: readonly Pods[];
  readonly podsByNamespace: ReadonlyMap<string, readonly Pods[]>;
  /** By `namespace name`. */
  readonly services: ReadonlyMap<string, Manifest>;
  readonly namespaces: ReadonlyMap<string, Manifest>;
}

export const workloadIndex = (manifests: readonly Manifest[]): WorkloadIndex => {
  const found = manifests.flatMap((manifest): readonly Pods[] => {
    const metadata = pods[manifest.kind]?.(manifest);
    return metadata ? [{ namespace: manifest.namespace, metadata }] : [];
  });
  const podsByNamespace = new Map<string, Pods[]>();
  for (const one of found) {
    const same = podsByNamespace.get(one.namespace);
    if (same) same.push(one);
    else podsByNamespace.set(one.namespace, [one]);
  }
  const core = (wanted: string): readonly Manifest[] =>
    manifests.filter(({ group, kind }) => !group && kind === wanted);
  return {
    pods: found,
    podsByNamespace,
    services: new Map(core('Service').map((one) => [`${one.namespace} ${one.name}`, one])),
    namespaces: new Map(core('Namespace').map((one) => [one.name, one])),
  };
};

const podsWith = (all: readonly Pods[], selector: Mapping): Pods | undefined =>
  Object.keys(selector).length > 0
    ? all.find(({ metadata }) => isWithin(selector, mappingAt(metadata, 'labels')))
    : undefined;

/** The proxies that an Istio `Gateway` selects; in any namespace. */
export const gatewayWorkload = (gateway: Manifest, index: WorkloadIndex): Workload => {
  const labels = mappingAt(gateway.spec, 'selector');
  const found = podsWith(index.pods, labels);
  if (found)
    return { namespace: found.namespace, labels: mappingAt(found.metadata, 'labels'), labelsKnown: true };
  const service = [...index.services.values()].find(
    ({ spec }) =>
      Object.keys(labels).length > 0 && isMapping(spec.selector) && isWithin(labels, spec.selector),
  );
  // Charts install a gateway and its `Gateway` side by side in a namespace that is called after it.
  const ownNamespace = /ingress|gateway|istio/.test(gateway.namespace) ? gateway.namespace : undefined;
  const namespace = service?.namespace ?? ownNamespace;
  return { ...(namespace ? { namespace } : {}), labels, labelsKnown: false };
};

/** A `Gateway` of the Gateway API for which Istio runs the proxy. */
export const managedGateway = (gateway: Manifest): Workload => ({
  namespace: gateway.namespace,
  labels: { ...gateway.labels, 'gateway.networking.k8s.io/gateway-name': gateway.name },
  labelsKnown: false,
  target: gateway,
});

/** `payments`, `payments.bank.svc.cluster.local`; undefined for a host outside the cluster. */
const serviceOf = (host: string, from: string): { name: string; namespace: string } | undefined => {
  const [name = '', namespace, svc, ...domain] = host.split('.');
  if (namespace === undefined) return { name, namespace: from };
  if (svc === undefined)
    return /^(?:com|net|org|io|example|local|internal)$/.test(namespace) ? undefined : { name, namespace };
  return svc === 'svc' && (domain.length === 0 || domain.join('.') === 'cluster.local')
    ? { name, namespace }
    : undefined;
};

const isWithoutProxy = (metadata: Mapping, namespace: Manifest | undefined): boolean => {
  const inject = 'sidecar.istio.io/inject';
  const own =
    textOf(mappingAt(metadata, 'labels')[inject]) || textOf(mappingAt(metadata, 'annotations')[inject]);
  return own ? own === 'false' : namespace?.labels['istio-injection'] === 'disabled';
};

/** The proxy beside the backend that a route leads to; undefined for a host outside the mesh. */
export const destinationWorkload = (
  host: string,
  from: string,
  index: WorkloadIndex,
): Workload | undefined => {
  const service = serviceOf(host, from);
  if (!service) return undefined;
  const selector = mappingAt(index.services.get(`${service.namespace} ${service.name}`)?.spec, 'selector');
  const hasSelector = Object.keys(selector).length > 0;
  const found = podsWith(
    index.podsByNamespace.get(service.namespace) ?? [],
    hasSelector ? selector : { app: service.name },
  );
  const namespace = index.namespaces.get(service.namespace);
  return {
    namespace: service.namespace,
    service: service.name,
    // By custom the label `app` names the Service.
    labels: found
      ? mappingAt(found.metadata, 'labels')
      : hasSelector
        ? selector
        : { app: service.name, 'app.kubernetes.io/name': service.name },
    labelsKnown: found !== undefined,
    ...(isWithoutProxy(found?.metadata ?? {}, namespace) ? { bypassed: true } : {}),
  };
};

/** What a policy is for, read once: targets, or a selector, or its whole namespace. */
export interface PolicyScope {
  readonly namespace: string;
  readonly targets: readonly Mapping[];
  readonly wanted: readonly (readonly [label: string, value: unknown])[];
}

export const scopeOf = ({ namespace, spec }: Manifest): PolicyScope => {
  const selector = spec.selector ?? spec.workloadSelector;
  return {
    namespace,
    targets: [spec.targetRef, ...listOf(spec.targetRefs)].filter(isMapping),
    wanted: Object.entries({
      ...mappingAt({ selector }, 'selector', 'matchLabels'),
      ...mappingAt({ selector }, 'selector', 'labels'),
    }),
  };
};

/** A policy that holds, or may hold, at a workload. */
export interface Held<Policy> {
  readonly policy: Policy;
  readonly holds: 'yes' | 'maybe';
}

const isTarget = (
  { namespace, targets }: PolicyScope,
  { target, service, namespace: own }: Workload,
): boolean =>
  target
    ? namespace === target.namespace &&
      targets.some(({ kind, name }) => kind === target.kind && name === target.name)
    : namespace === own && targets.some(({ kind, name }) => kind === 'Service' && name === service);

/** Whether a policy with a selector, a target or neither holds at a workload. */
export const holdsAt = (scope: PolicyScope, workload: Workload): Held<never>['holds'] | 'no' => {
  if (scope.targets.length > 0) return isTarget(scope, workload) ? 'yes' : 'no';
  const isRoot = scope.namespace === rootNamespace;
  if (!isRoot && workload.namespace !== undefined && scope.namespace !== workload.namespace) return 'no';
  for (const [label, value] of scope.wanted) {
    if (workload.labels[label] === value) continue;
    return workload.labelsKnown || Object.hasOwn(workload.labels, label) ? 'no' : 'maybe';
  }
  return isRoot || workload.namespace !== undefined ? 'yes' : 'maybe';
};
