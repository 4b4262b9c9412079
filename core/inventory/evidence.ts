import type { DataClass, Exposure } from './api-record.ts';

/**
 * One statement of one source that an API (or one endpoint of it) exists.
 * Every collector, importer and reader yields these; the catalogue is resolved from them and nothing else.
 */
export type EvidenceSource =
  | 'api-gateway-rest'
  | 'api-gateway-http'
  | 'api-gateway-access-log'
  | 'alb-access-log'
  | 'openapi-document'
  | 'workshop'
  | 'exception-request';

export interface Evidence {
  readonly source: EvidenceSource;
  /** Where to look it up: ARN, object key with line, document name. */
  readonly locator: string;
  /** The `restApiId` or `apiId` of API Gateway, where the source knows it. */
  readonly gatewayId?: string;
  /** The API as the source names it. */
  readonly apiName?: string;
  readonly host?: string;
  readonly basePath?: string;
  /** Upper case, or `ANY`. */
  readonly method?: string;
  /** Path template with `{name}`. */
  readonly template?: string;
  /** Team or mail address, as the source writes it. */
  readonly owner?: string;
  readonly exposure?: Exposure;
  readonly dataClass?: DataClass;
  /** Partners by the name the source uses. */
  readonly partners?: readonly string[];
  /** What somebody wrote beside it. */
  readonly note?: string;
  /** ISO 8601, UTC. */
  readonly observedAt: string;
  /** Prior of the source, 0–1: gateway configuration 0.95, traffic of ≥ 2 principals 0.9, document 0.7, workshop 0.2. */
  readonly confidence: number;
  /** Requests and distinct callers, for traffic. */
  readonly support?: { readonly requests: number; readonly principals: number };
}

/** Priors of the sources, combined by noisy-or when several agree. */
export const sourceConfidence: Readonly<Record<EvidenceSource, number>> = {
  'api-gateway-rest': 0.95,
  'api-gateway-http': 0.95,
  'api-gateway-access-log': 0.9,
  'alb-access-log': 0.9,
  'openapi-document': 0.7,
  workshop: 0.2,
  'exception-request': 0.7,
};
