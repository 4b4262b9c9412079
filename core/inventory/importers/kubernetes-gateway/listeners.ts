import { listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import { isSelected, type Manifest } from '../kubernetes/manifests.ts';
import { isHostWithin } from '../request-paths.ts';
import { servedHost } from '../served-requests.ts';

/** One listener of a Gateway or a ListenerSet. */
export interface Listener {
  /** The Gateway; policies that target it hold here too. */
  readonly gateway: Manifest;
  /** What the listener stands in: the Gateway itself, or a ListenerSet. */
  readonly holder: Manifest;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly hostname?: string;
  readonly spec: Mapping;
  readonly path: readonly (string | number)[];
}

/** A listener that takes a route's requests for a host; without `listener` the Gateway stands in no file. */
export interface Attachment {
  readonly listener?: Listener;
  readonly host?: string;
}

const gatewayGroup = 'gateway.networking.k8s.io';
const isHolder = ({ group, kind }: Manifest): boolean =>
  (group === gatewayGroup && (kind === 'Gateway' || kind === 'ListenerSet')) || kind === 'XListenerSet';

/** The listeners of every Gateway and ListenerSet, by `kind namespace name`. */
export interface Listeners {
  readonly listeners: ReadonlyMap<string, readonly Listener[]>;
  readonly namespaces: ReadonlyMap<string, Manifest>;
}

const keyOf = (kind: string, namespace: string, name: string): string => `${kind} ${namespace} ${name}`;

export const readListeners = (manifests: readonly Manifest[]): Listeners => {
  const holders = new Map(
    manifests.filter(isHolder).map((one) => [keyOf(one.kind, one.namespace, one.name), one]),
  );
  const gatewayOf = (holder: Manifest): Manifest => {
    const parent = mappingAt(holder.spec, 'parentRef');
    const namespace = textOf(parent.namespace) || holder.namespace;
    return (
      (holder.kind === 'Gateway' ? holder : holders.get(keyOf('Gateway', namespace, textOf(parent.name)))) ??
      holder
    );
  };
  const listenersOf = (holder: Manifest): readonly Listener[] => {
    const gateway = gatewayOf(holder);
    return listOf(holder.spec.listeners).map((value, index): Listener => {
      const spec = mappingAt({ value }, 'value');
      const hostname = servedHost(textOf(spec.hostname));
      return {
        gateway,
        holder,
        name: textOf(spec.name),
        port: Number(spec.port) || 0,
        protocol: textOf(spec.protocol).toUpperCase(),
        ...(hostname === undefined ? {} : { hostname }),
        spec,
        path: ['spec', 'listeners', index],
      };
    });
  };
  const namespaces = manifests.filter(({ group, kind }) => !group && kind === 'Namespace');
  return {
    listeners: new Map([...holders].map(([key, holder]) => [key, listenersOf(holder)])),
    namespaces: new Map(namespaces.map((one) => [one.name, one])),
  };
};

/** A listener takes routes of its own namespace unless it says otherwise. */
const admits = (listener: Listener, route: Manifest, { namespaces }: Listeners): boolean => {
  const allowed = mappingAt(listener.spec, 'allowedRoutes');
  const kinds = listOf(allowed.kinds).map((kind) => mappingAt({ kind }, 'kind').kind);
  if (kinds.length > 0 && !kinds.includes(route.kind)) return false;
  const from = textOf(mappingAt(allowed, 'namespaces').from) || 'Same';
  if (from === 'All') return true;
  if (from === 'Same') return route.namespace === listener.holder.namespace;
  if (from !== 'Selector') return false;
  const namespace = namespaces.get(route.namespace);
  // Its labels stand in no file: a route that may be there is listed.
  return !namespace || isSelected(namespace.labels, mappingAt(allowed, 'namespaces').selector);
};

const protocols: Readonly<Record<string, readonly string[]>> = {
  HTTPRoute: ['HTTP', 'HTTPS'],
  GRPCRoute: ['HTTP', 'HTTPS'],
  TLSRoute: ['TLS'],
};

/** Names that both a listener and a route serve. @returns undefined when there are none. */
const sharedHosts = (
  listener: string | undefined,
  route: readonly string[],
): readonly (string | undefined)[] | undefined => {
  if (route.length === 0) return [listener];
  const shared = route.flatMap((host) => {
    if (listener === undefined || isHostWithin(host, listener)) return [host];
    return isHostWithin(listener, host) ? [listener] : [];
  });
  return shared.length > 0 ? shared : undefined;
};

/** Of two listeners on one port that serve a name, the one that names it more closely takes the request. */
const mostSpecific = (attachments: readonly Attachment[]): readonly Attachment[] => {
  const closest = new Map<string, number>();
  const placed = attachments.map(({ listener, host }) => {
    const gateway = listener && keyOf('', listener.gateway.namespace, listener.gateway.name);
    return { key: `${gateway} ${listener?.port} ${host}`, length: listener?.hostname?.length ?? 0 };
  });
  for (const { key, length } of placed) closest.set(key, Math.max(length, closest.get(key) ?? 0));
  return attachments.filter((_, at) => placed[at]?.length === closest.get(placed[at]?.key ?? ''));
};

/** The Gateway API allows 64 listeners and 16 names. */
const maxAttachments = 4_096;

const attachmentsOfParent = (
  route: Manifest,
  parent: Mapping,
  hosts: readonly string[],
  all: Listeners,
): readonly Attachment[] => {
  const kind = textOf(parent.kind) || 'Gateway';
  const namespace = textOf(parent.namespace) || route.namespace;
  const anywhere = (hosts.length > 0 ? hosts : [undefined]).map((host) => (host ? { host } : {}));
  const listeners = all.listeners.get(keyOf(kind, namespace, textOf(parent.name)));
  // The Gateway stands elsewhere, or the route is bound to a Service within a mesh.
  if (!listeners) return anywhere;
  return listeners
    .filter(
      (listener) =>
        (!textOf(parent.sectionName) || listener.name === parent.sectionName) &&
        (parent.port === undefined || listener.port === Number(parent.port)) &&
        (protocols[route.kind] ?? []).includes(listener.protocol) &&
        admits(listener, route, all),
    )
    .flatMap((listener) =>
      (sharedHosts(listener.hostname, hosts) ?? []).map((host) => ({ listener, ...(host ? { host } : {}) })),
    );
};

/** Where requests to a route come in. Empty: it is attached to nothing, so that no request reaches it. */
export const attachmentsOf = (route: Manifest, all: Listeners): readonly Attachment[] => {
  const hosts = listOf(route.spec.hostnames)
    .slice(0, maxAttachments)
    .flatMap((host) => servedHost(textOf(host)) ?? []);
  const attachments: Attachment[] = [];
  for (const parent of listOf(route.spec.parentRefs)) {
    if (attachments.length > maxAttachments) break;
    for (const one of attachmentsOfParent(route, mappingAt({ parent }, 'parent'), hosts, all))
      attachments.push(one);
  }
  return mostSpecific(attachments.slice(0, maxAttachments));
};
