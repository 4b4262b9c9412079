import { type EvidenceSource, sourceKind } from './evidence-sources.ts';

export type { EvidenceSource } from './evidence-sources.ts';

export const dataClasses = ['public', 'internal', 'confidential', 'secret'] as const;
export type DataClass = (typeof dataClasses)[number];
export const exposures = ['internal', 'partner', 'public'] as const;
export type Exposure = (typeof exposures)[number];
export const apiStyles = ['REST', 'GRAPHQL', 'WEBSOCKET', 'GRPC', 'SOAP', 'EVENTS'] as const;
export type ApiStyle = (typeof apiStyles)[number];
export const environments = ['production', 'staging', 'test', 'development'] as const;
export type EnvironmentName = (typeof environments)[number];
export const lifecycles = ['proposed', 'active', 'deprecated', 'sunset', 'retired'] as const;
export type Lifecycle = (typeof lifecycles)[number];

/** Whether the bank offers the API, calls it at somebody else's, or both. */
export const directions = ['provided', 'consumed', 'both'] as const;
export type Direction = (typeof directions)[number];

/** One endpoint as a source names it, relative to the evidence's base path. */
export interface EvidenceOperation {
  /** Upper case, or `ANY`. */
  readonly method: string;
  /** Path template with `{name}`; a catch-all ends in `{proxy+}`. */
  readonly template: string;
  readonly deprecated?: true;
  /** Status codes that it was seen to answer, where the source saw answers. */
  readonly statuses?: readonly number[];
  /** Names of query parameters that it was seen to be called with; never their values. */
  readonly queryNames?: readonly string[];
  /** Where in the source it stands, when that is more exact than the evidence's locator: `#/paths/~1pay/get`. */
  readonly pointer?: string;
}

/**
 * One statement of one source that an API exists, with the endpoints it names. Every collector, importer and reader
 * yields these; the catalogue is resolved from them and nothing else. A field that the source does not know is absent.
 */
export interface Evidence {
  readonly source: EvidenceSource;
  /** Where to look it up: ARN, object key with line or pointer, document name. Never a secret, never a query string. */
  readonly locator: string;
  readonly account?: string;
  readonly region?: string;
  /** The `restApiId` or `apiId` of API Gateway, where the source knows it. */
  readonly gatewayId?: string;
  /** The API as the source names it. */
  readonly apiName?: string;
  readonly style?: ApiStyle;
  /** Lower case, without scheme and port; `*.bank.example` for a wildcard. */
  readonly host?: string;
  /** Empty, or with a leading and no trailing slash. */
  readonly basePath?: string;
  /**
   * Identity of the thing itself as other sources refer to it: an ARN, or `host:NAME` for a name in DNS. Two pieces of
   * evidence with one resource are about one thing.
   */
  readonly resource?: string;
  /**
   * What it hands requests to: ARNs (an integration's Lambda function, a target group, an API's ARN), or
   * `host:NAME` with an optional `/base/path` (the origin of a distribution, the alias of a record).
   */
  readonly leadsTo?: readonly string[];
  readonly operations?: readonly EvidenceOperation[];
  /** Team or mail address, as the source writes it. */
  readonly owner?: string;
  readonly purpose?: string;
  readonly exposure?: Exposure;
  readonly dataClass?: DataClass;
  readonly environment?: EnvironmentName;
  readonly lifecycle?: Lifecycle;
  readonly direction?: Direction;
  /** Partners by the name the source uses. */
  readonly partners?: readonly string[];
  /** What somebody wrote beside it. */
  readonly note?: string;
  /** ISO 8601, UTC: when the source was read, or last said so itself. */
  readonly observedAt: string;
  /** Prior of the source, 0–1. */
  readonly confidence: number;
  /** The source could not be read this time: this is what it said last. */
  readonly stale?: true;
  /** Said by people who had been shown what other sources found: no independent find, see `estimate/`. */
  readonly afterReveal?: true;
  /** Requests and distinct callers, for traffic. */
  readonly support?: { readonly requests: number; readonly principals: number };
}

/** Evidence of a source, with the source's prior where nothing more is known. */
export const evidenceOf = (
  evidence: Omit<Evidence, 'confidence'> & { readonly confidence?: number },
): Evidence => ({ ...evidence, confidence: evidence.confidence ?? sourceKind(evidence.source).prior });
