import { createHash } from 'node:crypto';
import type { ApiId } from '../identifiers.ts';
import type { Evidence, EvidenceSource } from './evidence.ts';

/** Classes of the state matrix, see `docs/states.md`. */
export type EndpointState = 'managed' | 'shadow' | 'undocumented' | 'bypass' | 'orphan' | 'stranded';

export interface EndpointRecord {
  readonly method: string;
  readonly template: string;
  readonly state: EndpointState;
  readonly documented: boolean;
  /** Served by a stage of Amazon API Gateway. */
  readonly onGateway: boolean;
  readonly observed: boolean;
  readonly requests: number;
  readonly principals: number;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
}

/** A value with where it comes from. */
export interface Provenanced<T> {
  readonly value: T;
  readonly source: EvidenceSource;
  readonly locator: string;
}

/** What the gateway register says of one API. */
export interface GatewayPlacement {
  readonly kind: 'REST' | 'HTTP';
  readonly account: string;
  readonly region: string;
  readonly gatewayId: string;
  readonly stages: readonly string[];
  readonly domains: readonly {
    readonly domainName: string;
    readonly basePath: string;
    readonly stage: string;
  }[];
}

export type DataClass = 'public' | 'internal' | 'confidential' | 'secret';
export type Exposure = 'internal' | 'partner' | 'public';

/** One API of the definitive catalogue. Fields nobody has evidence for are absent: unknown, not empty. */
export interface ApiRecord {
  readonly apiId: ApiId;
  readonly name: Provenanced<string>;
  readonly owner?: Provenanced<string>;
  readonly exposure?: Provenanced<Exposure>;
  readonly dataClass?: Provenanced<DataClass>;
  readonly partners: readonly string[];
  readonly hosts: readonly string[];
  readonly gateway?: GatewayPlacement;
  /** Key of the owner's OpenAPI document in the intake bucket. */
  readonly documentKey?: string;
  readonly endpoints: readonly EndpointRecord[];
  readonly evidence: readonly Evidence[];
  /** 0–1, noisy-or over the sources that name it. */
  readonly confidence: number;
  readonly firstSeenCycle: string;
  readonly lastSeenCycle: string;
}

/** A name reduced to lower-case letters, digits and single dashes: `Payments (v2)` and `payments-v2` are one name. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);

/**
 * Stable id of an API: its name reduced to letters, digits and single dashes, with eight characters of a hash of
 * what tells two APIs of the same name apart (gateway id, else host).
 */
export const apiIdFor = (name: string, discriminator: string): ApiId => {
  const slug = slugOf(name);
  const hash = createHash('sha256').update(`${slug}\n${discriminator}`).digest('hex').slice(0, 8);
  return `${slug || 'api'}-${hash}` as ApiId;
};
