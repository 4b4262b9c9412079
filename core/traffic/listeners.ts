/** Something that accepts connections, where no log says what is asked of it. */
export interface ObservedListener {
  readonly source: 'nlb-tls' | 'vpc-flow';
  /** Name in the TLS handshake, else the address or the network interface. */
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  readonly lastSeen?: string;
}

export interface Listeners {
  readonly line: (text: string) => void;
  readonly list: () => readonly ObservedListener[];
}

const maxListeners = 50_000;

const counted = (source: ObservedListener['source']) => {
  const found = new Map<string, ObservedListener>();
  return {
    add: (host: string, port: number, connections: number, at: string | undefined): void => {
      const key = `${host} ${port}`;
      const other = found.get(key);
      if (!other && found.size >= maxListeners) return;
      const lastSeen = !other?.lastSeen || (at && at > other.lastSeen) ? at : other.lastSeen;
      found.set(key, {
        source,
        host,
        port,
        connections: (other?.connections ?? 0) + connections,
        ...(lastSeen ? { lastSeen } : {}),
      });
    },
    list: () => [...found.values()].sort((a, b) => (`${a.host} ${a.port}` < `${b.host} ${b.port}` ? -1 : 1)),
  };
};

/** TLS logs of Network Load Balancers (Elastic Load Balancing user guide, "Access log entries" of NLB). */
export const networkListeners = (): Listeners => {
  const found = counted('nlb-tls');
  return {
    line: (text) => {
      const columns = text.slice(0, 8192).split(' ');
      const [, , time, balancer] = columns;
      const port = Number(/:(\d+)$/.exec(columns[6] ?? '')?.[1]);
      const name = columns[17];
      if (columns[0] !== 'tls' || !balancer || !Number.isInteger(port)) return;
      found.add(name && name !== '-' ? name.toLowerCase() : balancer, port, 1, time ? `${time}Z` : undefined);
    },
    list: found.list,
  };
};

/** Ports that HTTP is served on. */
const webPorts: ReadonlySet<number> = new Set([80, 443, 8000, 8080, 8081, 8443, 9443]);

const version2 =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';

/**
 * VPC flow logs of every version: the header names the fields; without one they are those of version 2 (Amazon VPC user
 * guide, "Flow log records"). What accepted TCP on a port of HTTP listens there.
 */
export const flowListeners = (): Listeners => {
  const found = counted('vpc-flow');
  let names = version2.split(' ');
  return {
    line: (text) => {
      const columns = text.slice(0, 4096).trim().split(/\s+/);
      if (columns.includes('srcaddr') || columns.includes('interface-id')) {
        names = columns;
        return;
      }
      const of = (name: string): string => columns[names.indexOf(name)] ?? '-';
      const port = Number(of('dstport'));
      if (of('action') !== 'ACCEPT' || of('protocol') !== '6' || !webPorts.has(port)) return;
      // Answers go to ports that the callers chose, and come from the listener's.
      if (webPorts.has(Number(of('srcport'))) || of('flow-direction') === 'egress') return;
      const end = Number(of('end'));
      const resource = of('resource-id') === '-' ? of('dstaddr') : of('resource-id');
      found.add(resource, port, 1, end > 0 ? new Date(end * 1000).toISOString() : undefined);
    },
    list: found.list,
  };
};
