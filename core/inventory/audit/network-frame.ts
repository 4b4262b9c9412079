import { createHash } from 'node:crypto';
import type { ApiRecord } from '../api-record.ts';
import type { Evidence, EvidenceSource } from '../evidence.ts';

/**
 * Sources that show what listens on the network, whether or not anybody knows an API behind it. Gateways' own
 * registers are none of them: what is drawn from the inventory would always be found in the inventory.
 */
export const networkSources = [
  'route53',
  'certificate',
  'load-balancer',
  'cloudfront',
  'lambda-url',
  'vpc-lattice',
  'endpoint-service',
  'app-runner',
  'aws-endpoint',
] as const satisfies readonly EvidenceSource[];

export type NetworkSource = (typeof networkSources)[number] | 'vpc-flow-log';

/** One place on the network that answers, and who says so. */
export interface NetworkEndpoint {
  /** Host name, `address:port`, or the ARN of a listener that has no name. Unique in a frame. */
  readonly key: string;
  /** Sorted. */
  readonly sources: readonly NetworkSource[];
  /** Accounts in which it was seen, sorted; empty where the source does not know. */
  readonly accounts: readonly string[];
}

/** Everything that an audit draws from. Two frames of the same endpoints have the same hash. */
export interface NetworkFrame {
  /** Sorted by key. */
  readonly endpoints: readonly NetworkEndpoint[];
  /** SHA-256 of the keys, one a line; lower-case hex. */
  readonly hash: string;
}

const isNetwork = (source: EvidenceSource): source is (typeof networkSources)[number] =>
  (networkSources as readonly EvidenceSource[]).includes(source);

/** Rules are how one listener answers; what listens is the listener. */
const listenerOf = (arn: string): string =>
  arn.replace(/:listener-rule(\/(?:app|net|gwy)\/[^/]+\/[^/]+\/[^/]+)\/[^/]+$/, ':listener$1');

/** A wildcard covers any number of hosts, and none of them is a place that could be looked at. */
const keyOf = ({ host, resource }: Evidence): string | undefined => {
  const name = host ?? (resource?.startsWith('host:') ? resource.slice('host:'.length) : undefined);
  if (name === undefined) return resource && listenerOf(resource);
  return name.includes('*') ? undefined : name.toLowerCase().replace(/\.$/, '');
};

const distinct = <T extends string>(items: readonly T[]): readonly T[] => [...new Set(items)].sort();

/**
 * The frame of one cycle: every host and listener that DNS, certificates, load balancers and the like show, and every
 * listener that flow logs show.
 * @param listeners `address:port` of flow logs (`flowListeners`)
 */
export const networkFrame = (
  {
    records,
    leads,
  }: {
    readonly records: readonly Pick<ApiRecord, 'evidence'>[];
    readonly leads: readonly Evidence[];
  },
  listeners: readonly string[] = [],
): NetworkFrame => {
  const seen = [
    ...[...records.flatMap(({ evidence }) => evidence), ...leads].flatMap((one) => {
      const key = keyOf(one);
      return key !== undefined && isNetwork(one.source)
        ? [{ key, source: one.source as NetworkSource, account: one.account }]
        : [];
    }),
    ...listeners.map((key) => ({ key, source: 'vpc-flow-log' as const, account: undefined })),
  ];
  const endpoints = [...Map.groupBy(seen, ({ key }) => key)]
    .map(([key, rows]) => ({
      key,
      sources: distinct(rows.map(({ source }) => source)),
      accounts: distinct(rows.flatMap(({ account }) => account ?? [])),
    }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const text = endpoints.map(({ key }) => `${key}\n`).join('');
  return { endpoints, hash: createHash('sha256').update(text).digest('hex') };
};
