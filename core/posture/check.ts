import type { EvidenceCall, GatewayApi, GatewayKind, Reading, UnreadReason } from '../gateway/gateway-api.ts';
import type { ApiRecord } from '../inventory/api-record.ts';

export const checkIds = [
  'AUTHN-01',
  'AUTHN-12',
  'TLS-01',
  'TLS-12',
  'TRAF-01',
  'VAL-01',
  'NET-02',
  'OBS-01',
  'OBS-07',
  'INV-01',
  'INV-09',
  'GOV-01',
] as const;
export type CheckId = (typeof checkIds)[number];

/** Gravest first. */
export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const;
export type Severity = (typeof severities)[number];

/** From what was read: a stage's frozen deployment, live settings, the mutable working copy, our own register. */
export const evidenceGrades = ['DEPLOYED', 'CONFIG', 'DRAFT', 'REGISTER', 'NONE'] as const;
export type EvidenceGrade = (typeof evidenceGrades)[number];

/** Outcome of one check at one place. `UNKNOWN` never counts as `PASS`. */
export type CheckStatus =
  | { readonly status: 'PASS' }
  | { readonly status: 'FAIL' }
  | { readonly status: 'UNKNOWN'; readonly unknown: UnreadReason }
  | { readonly status: 'NOT_APPLICABLE' }
  /** The control is needed but this kind of API cannot have it, for example request validation on an HTTP API. */
  | { readonly status: 'CAPABILITY_GAP' };

/** A field as it was read, and the call that gave it. */
export type CheckEvidence = EvidenceCall & { readonly field: string; readonly value: string };

export type CheckResult = CheckStatus & {
  readonly checkId: CheckId;
  readonly severity: Severity;
  readonly stage?: string;
  readonly method?: string;
  readonly path?: string;
  /** ARN of what was judged; `catalogue/<apiId>` where AWS has none. */
  readonly resource: string;
  readonly evidenceGrade: EvidenceGrade;
  /** One sentence for a person: what is so, with the names. */
  readonly reason: string;
  readonly evidence: readonly CheckEvidence[];
  /** What to do; present when the status is `FAIL`. */
  readonly remediation?: Remediation;
};

export interface Remediation {
  readonly text: string;
  /** The call of the AWS API that makes the change. */
  readonly operation?: string;
  /** `patchOperations` of the named update call; HTTP APIs are updated by members, not by patches. */
  readonly patch?: readonly { readonly op: string; readonly path: string; readonly value?: string }[];
  readonly needsRedeploy: boolean;
}

/** Steady-state requests per second and burst of a whole account in one Region. */
export interface AccountThrottle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export interface CheckSubject {
  /** Known to be `undefined`: the API is not on Amazon API Gateway. */
  readonly api: Reading<GatewayApi | undefined>;
  /** Catalogue entry, as discovery resolved it. Known to be `undefined`: there is none. */
  readonly record: Reading<ApiRecord | undefined>;
  readonly accountThrottle: Reading<AccountThrottle>;
}

/** An API whose configuration was read. */
export type GatewaySubject = Omit<CheckSubject, 'api'> & { readonly api: GatewayApi };

/** One rule of the catalogue: data plus one pure function. */
export interface Check {
  readonly id: CheckId;
  readonly title: string;
  readonly severity: Severity;
  readonly appliesTo: readonly GatewayKind[];
  /** Standards it answers to, for reports: `OWASP API2:2023`, `PCI DSS 4.0.1 8.2.1`. */
  readonly references: readonly string[];
  /** At least one result: a check that says nothing is a defect. */
  readonly evaluate: (subject: GatewaySubject) => readonly CheckResult[];
  /** For rules that the catalogue entry alone decides. */
  readonly evaluateRecord?: (subject: CheckSubject) => readonly CheckResult[];
}
