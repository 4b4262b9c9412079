import { createHash } from 'node:crypto';
import type { ApiId, PersonId } from '../identifiers.ts';
import type { Tier } from '../risk/review.ts';
import type {
  ApiStyle,
  DataClass,
  Direction,
  EnvironmentName,
  Evidence,
  EvidenceSource,
  Exposure,
  Lifecycle,
} from './evidence.ts';

export type { DataClass, Exposure } from './evidence.ts';

/** Classes of the state matrix, see `docs/states.md`. */
export type EndpointState =
  | 'managed'
  | 'shadow'
  | 'undocumented'
  | 'bypass'
  | 'orphan'
  | 'zombie'
  | 'drifted'
  | 'stranded';

export interface EndpointRecord {
  readonly method: string;
  readonly template: string;
  readonly state: EndpointState;
  readonly documented: boolean;
  /** Served by a stage of a gateway that the bank's policy approves. */
  readonly onGateway: boolean;
  readonly observed: boolean;
  readonly requests: number;
  readonly principals: number;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  /** Somebody declares it deprecated, or a newer major version of it is live. */
  readonly deprecated?: true;
  /** Traffic reached it, and none of it by an approved gateway that serves it. */
  readonly aroundGateway?: true;
  /** Kinds of sources that name it, sorted. */
  readonly sources?: readonly EvidenceSource[];
  /** What traffic shows that the document does not have, in words: `answers 202`, `query parameter expand`. */
  readonly drift?: readonly string[];
}

/** A value, how sure it is, and where it comes from. */
export interface Provenanced<T> {
  readonly value: T;
  /** The strongest source that says so. */
  readonly source: EvidenceSource;
  readonly locator: string;
  /** 0–1: noisy-or over the sources that say so, each faded by its age. */
  readonly confidence: number;
  /** What other sources say instead, strongest first. Not empty: a conflict that a person settles. */
  readonly others: readonly {
    readonly value: T;
    readonly source: EvidenceSource;
    readonly locator: string;
    readonly confidence: number;
  }[];
  /** Who settled it; then `others` is what the sources still say. */
  readonly settledBy?: PersonId;
}

/** What the gateway register says of one API. */
export interface GatewayPlacement {
  readonly kind: 'REST' | 'HTTP' | 'WEBSOCKET';
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

/** Why two things are one API; the keys are those of `resolution/`. */
export interface MergeReason {
  /** `same-resource`, `same-place`, `alias`, `mapping`, `integration`, `name`, `person`, … */
  readonly kind: string;
  readonly left: string;
  readonly right: string;
  /** One sentence for a person: "pay.bank.example is an alias of d111.cloudfront.net (Route 53)". */
  readonly sentence: string;
}

/** One API of the definitive catalogue. Fields nobody has evidence for are absent: unknown, not empty. */
export interface ApiRecord {
  readonly apiId: ApiId;
  readonly name: Provenanced<string>;
  readonly style?: Provenanced<ApiStyle>;
  readonly owner?: Provenanced<string>;
  readonly purpose?: Provenanced<string>;
  readonly exposure?: Provenanced<Exposure>;
  readonly dataClass?: Provenanced<DataClass>;
  readonly environment?: Provenanced<EnvironmentName>;
  readonly lifecycle?: Provenanced<Lifecycle>;
  readonly direction?: Provenanced<Direction>;
  readonly partners: readonly string[];
  /** Who has to approve an exception for it, by the tier that exposure and data class give. */
  readonly tier?: Tier;
  readonly hosts: readonly string[];
  /** Where clients reach it, every door that any source knows. */
  readonly places: readonly { readonly host: string; readonly basePath: string }[];
  /** The API Gateway API that clients reach it by. */
  readonly gateway?: GatewayPlacement;
  /** Keys of everything that was joined into it, as `MergeReason` shows them, sorted: ARNs, `gateway:…`, `document:…`. */
  readonly resources: readonly string[];
  readonly merges: readonly MergeReason[];
  /** Key of the owner's OpenAPI document in the intake bucket. */
  readonly documentKey?: string;
  readonly endpoints: readonly EndpointRecord[];
  readonly evidence: readonly Evidence[];
  /** 0–1, noisy-or over the sources that name it. */
  readonly confidence: number;
  /** Sources of it that could not be read this time, as `account/region collector`: what they said last is kept. */
  readonly stale: readonly string[];
  readonly firstSeenCycle: string;
  /** The last cycle that found something about it changed; every later one found it as it stands here. */
  readonly lastSeenCycle: string;
  /** The cycle in which every source that had named it was read in full and named it no more. Absent: it is there. */
  readonly removedSince?: string;
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
