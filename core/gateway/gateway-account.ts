import type {
  DomainMapping,
  EvidenceCall,
  GatewayApi,
  GatewayThrottle,
  GatewayUsagePlan,
  Reading,
} from './gateway-api.ts';
import { known, unread } from './gateway-api.ts';

/** A domain mapping, or a routing rule, with the API it leads to. */
export type MappedApi = DomainMapping & { readonly apiId: string };

export interface GatewayDomain {
  readonly name: string;
  /** Private custom domains have an id beside their name. */
  readonly id?: string;
  readonly endpointType?: string;
  readonly securityPolicy?: string;
  readonly mutualTls: boolean;
  /** `s3://…` of the certification authorities whose clients are let in. */
  readonly truststoreUri?: string;
  readonly certificateArn?: string;
  /** `BASE_PATH_MAPPING_ONLY`, `ROUTING_RULE_ONLY`, `ROUTING_RULE_THEN_BASE_PATH_MAPPING`. */
  readonly routingMode?: string;
  readonly mappings: Reading<readonly MappedApi[]>;
  /** Private domains: VPC endpoints that may reach it. */
  readonly accessFrom: Reading<readonly string[]>;
}

export interface AccountUsagePlan extends Omit<GatewayUsagePlan, 'stages'> {
  readonly apis: readonly (GatewayUsagePlan['stages'][number] & { readonly apiId: string })[];
}

export interface GatewayVpcLink {
  readonly id: string;
  readonly name: string;
  /** Version 1 leads to network load balancers, version 2 into subnets. */
  readonly version: 1 | 2;
  readonly status: string;
  readonly targetArns: readonly string[];
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** What all APIs of one account and Region share; read once for all of them. */
export interface GatewayAccount {
  readonly account: string;
  readonly region: string;
  readonly settings: Reading<{
    readonly throttle?: GatewayThrottle;
    /** Without it no execution log is written. */
    readonly cloudwatchRoleArn?: string;
  }>;
  readonly domains: Reading<readonly GatewayDomain[]>;
  /** Without the keys: neither their values nor who holds them. */
  readonly usagePlans: Reading<readonly AccountUsagePlan[]>;
  readonly vpcLinks: Reading<readonly GatewayVpcLink[]>;
  readonly clientCertificates: Reading<
    readonly { readonly id: string; readonly createdAt?: string; readonly expiresAt?: string }[]
  >;
  /** When this reading began. ISO 8601, UTC. */
  readonly observedAt: string;
  /** When a later sweep last knew of no change since: no report had come in by then. */
  readonly confirmedAt?: string;
  /** Parts, and domains by name, that could not be read this time: these are the facts of a reading before. */
  readonly stale?: readonly string[];
  readonly calls: readonly EvidenceCall[];
}

const failed = (part: Reading<unknown>): boolean => !part.known && part.reason !== 'UNSUPPORTED';

/** The reading, with what could not be read as it was known before. */
export const withLastKnown = (read: GatewayAccount, last: GatewayAccount): GatewayAccount => {
  const stale: string[] = [];
  const kept = <T>(name: string, part: Reading<T>, before: Reading<T> | undefined): Reading<T> => {
    if (!failed(part) || !before?.known) return part;
    stale.push(name);
    return before;
  };
  // Private domains of several VPCs may have one name.
  const key = ({ name, id = '' }: GatewayDomain): string => `${name}+${id}`;
  const lastDomains = new Map((last.domains.known ? last.domains.value : []).map((one) => [key(one), one]));
  const domains = read.domains.known
    ? known(
        read.domains.value.map((domain) => ({
          ...domain,
          mappings: kept(domain.name, domain.mappings, lastDomains.get(key(domain))?.mappings),
        })),
      )
    : kept('domains', read.domains, last.domains);
  const whole = {
    ...read,
    domains,
    settings: kept('settings', read.settings, last.settings),
    usagePlans: kept('usagePlans', read.usagePlans, last.usagePlans),
    vpcLinks: kept('vpcLinks', read.vpcLinks, last.vpcLinks),
    clientCertificates: kept('clientCertificates', read.clientCertificates, last.clientCertificates),
  };
  return stale.length > 0 ? { ...whole, stale } : whole;
};

/** One domain that could not be read leaves the whole unread: it may lead to any API. */
const allMappings = ({ domains }: GatewayAccount): Reading<readonly MappedApi[]> => {
  if (!domains.known) return domains;
  const mapped: MappedApi[] = [];
  for (const { name, mappings } of domains.value) {
    if (!mappings.known) return { ...mappings, message: `${name}: ${mappings.message}` };
    mapped.push(...mappings.value);
  }
  return known(mapped);
};

/** The first call of each operation: hundreds of domains would drown an API's own evidence. */
const firstOfEach = (calls: readonly EvidenceCall[]): EvidenceCall[] =>
  [...new Map(calls.toReversed().map(({ call, observedAt }) => [call, observedAt]))].map(
    ([call, observedAt]) => ({ call, observedAt }),
  );

/** Until the shared reading is put to an API, nothing is known of what leads to it. */
export const notShared = unread('UNAVAILABLE', 'The domains of the account were not read.');

/** The API with what leads to it and what limits it, as of the shared reading. */
export const withShared = (api: GatewayApi, shared: GatewayAccount): GatewayApi => {
  const mapped = allMappings(shared);
  const domains = mapped.known
    ? known(
        mapped.value
          .filter(({ apiId }) => apiId === api.gatewayId)
          .map(({ apiId: _, ...mapping }) => mapping),
      )
    : mapped;
  const usagePlans = shared.usagePlans.known
    ? known(
        shared.usagePlans.value
          .map(({ apis, ...plan }) => ({
            ...plan,
            stages: apis
              .filter(({ apiId }) => apiId === api.gatewayId)
              .map(({ apiId: _, ...stage }) => stage),
          }))
          .filter(({ stages }) => stages.length > 0),
      )
    : shared.usagePlans;
  const told = firstOfEach(shared.calls);
  const names = new Set(told.map(({ call }) => call));
  return {
    ...api,
    domains,
    usagePlans,
    calls: [...api.calls.filter(({ call }) => !names.has(call)), ...told],
  };
};
