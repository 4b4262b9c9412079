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

export type Holds = 'yes' | 'maybe' | 'no';

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

const podsOf = (manifests: readonly Manifest[], selector: Mapping, namespace?: string): Pods | undefined => {
  for (const manifest of manifests) {
    const metadata = pods[manifest.kind]?.(manifest);
    if (!metadata || (namespace && manifest.namespace !== namespace)) continue;
    if (isWithin(selector, mappingAt(metadata, 'labels'))) return { namespace: manifest.namespace, metadata };
  }
  return undefined;
};

/** The proxies that an Istio `Gateway` selects; in any namespace. */
export const gatewayWorkload = (gateway: Manifest, manifests: readonly Manifest[]): Workload => {
  const labels = mappingAt(gateway.spec, 'selector');
  const found = podsOf(manifests, labels);
  const service = manifests.find(
    ({ kind, spec }) => kind === 'Service' && isMapping(spec.selector) && isWithin(labels, spec.selector),
  );
  if (found)
    return { namespace: found.namespace, labels: mappingAt(found.metadata, 'labels'), labelsKnown: true };
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
  if (svc === undefined) return /^(?:com|net|org|io|example|local|internal)$/.test(namespace) ? undefined : { name, namespace };
  return svc === 'svc' && (domain.length === 0 || domain.join('.') === 'cluster.local')
    ? { name, namespace }
    : undefined;
};

const isWithoutProxy = (metadata: Mapping, namespace: Manifest | undefined): boolean => {
  const inject = 'sidecar.istio.io/inject';
  const own = textOf(mappingAt(metadata, 'labels')[inject]) || textOf(mappingAt(metadata, 'annotations')[inject]);
  return own ? own === 'false' : namespace?.labels['istio-injection'] === 'disabled';
};

/** The proxy beside the backend that a route leads to; undefined for a host outside the mesh. */
export const destinationWorkload = (
  host: string,
  from: string,
  manifests: readonly Manifest[],
): Workload | undefined => {
  const service = serviceOf(host, from);
  if (!service) return undefined;
  const object = manifests.find(
    ({ group, kind, name, namespace }) =>
      !group && kind === 'Service' && name === service.name && namespace === service.namespace,
  );
  const selector = mappingAt(object?.spec, 'selector');
  const hasSelector = Object.keys(selector).length > 0;
  const found = podsOf(manifests, hasSelector ? selector : { app: service.name }, service.namespace);
  const namespace = manifests.find(({ group, kind, name }) => !group && kind === 'Namespace' && name === service.namespace);
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

const isTarget = (policy: Manifest, workload: Workload, targets: readonly unknown[]): boolean =>
  targets.some((target) => {
    const { kind, name } = mappingAt({ target }, 'target');
    if (workload.target)
      return kind === workload.target.kind && name === workload.target.name && policy.namespace === workload.target.namespace;
    return kind === 'Service' && name === workload.service && policy.namespace === workload.namespace;
  });

/** Whether a policy with a selector, a target or neither holds at a workload. */
export const holdsAt = (policy: Manifest, workload: Workload): Holds => {
  const targets = [policy.spec.targetRef, ...listOf(policy.spec.targetRefs)].filter(isMapping);
  if (targets.length > 0) return isTarget(policy, workload, targets) ? 'yes' : 'no';
  const isRoot = policy.namespace === rootNamespace;
  if (!isRoot && workload.namespace !== undefined && policy.namespace !== workload.namespace) return 'no';
  const here: Holds = isRoot || workload.namespace !== undefined ? 'yes' : 'maybe';
  const selector = policy.spec.selector ?? policy.spec.workloadSelector;
  const wanted = {
    ...mappingAt({ selector }, 'selector', 'matchLabels'),
    ...mappingAt({ selector }, 'selector', 'labels'),
  };
  for (const [name, value] of Object.entries(wanted)) {
    if (workload.labels[name] === value) continue;
    return workload.labelsKnown || Object.hasOwn(workload.labels, name) ? 'no' : 'maybe';
  }
  return here;
};
