import type { ApiRecord } from '../inventory/api-record.ts';
import type { EvidenceCall, GatewayApi, GatewayKind, UnreadReason } from '../gateway/gateway-api.ts';

export type CheckId =
  | 'AUTHN-01'
  | 'AUTHN-12'
  | 'TLS-01'
  | 'TLS-12'
  | 'TRAF-01'
  | 'VAL-01'
  | 'NET-02'
  | 'OBS-01'
  | 'OBS-07'
  | 'INV-01'
  | 'INV-09'
  | 'GOV-01';

export type Severity = 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW';

/** From what was read: a stage's frozen deployment, live settings, the mutable working copy, our own register. */
export type EvidenceGrade = 'DEPLOYED' | 'CONFIG' | 'DRAFT' | 'REGISTER' | 'NONE';

/** Outcome of one check at one place. `UNKNOWN` never counts as `PASS`. */
export type CheckStatus =
  | { readonly status: 'PASS' }
  | { readonly status: 'FAIL' }
  | { readonly status: 'UNKNOWN'; readonly unknown: UnreadReason }
  | { readonly status: 'NOT_APPLICABLE' }
  /** The control is needed but this kind of API cannot have it, for example request validation on an HTTP API. */
  | { readonly status: 'CAPABILITY_GAP' };

export type CheckResult = CheckStatus & {
  readonly checkId: CheckId;
  readonly severity: Severity;
  readonly stage?: string;
  readonly method?: string;
  readonly path?: string;
  /** ARN of what was judged. */
  readonly resource: string;
  readonly evidenceGrade: EvidenceGrade;
  /** One sentence for a person: what is so, with the names. */
  readonly reason: string;
  readonly evidence: readonly (EvidenceCall & { readonly field: string; readonly value: string })[];
  /** What to do; present when the status is `FAIL`. */
  readonly remediation?: Remediation;
};

export interface Remediation {
  readonly text: string;
  /** `patchOperations` of the named update call. */
  readonly operation?: string;
  readonly patch?: readonly { readonly op: string; readonly path: string; readonly value?: string }[];
  readonly needsRedeploy: boolean;
}

export interface CheckSubject {
  readonly api: GatewayApi;
  /** Catalogue entry, as discovery resolved it. */
  readonly record: ApiRecord | undefined;
  /** Account-level throttle, requests per second and burst, when it could be read. */
  readonly accountThrottle?: { readonly rateLimit: number; readonly burstLimit: number };
}

/** One rule of the catalogue: data plus one pure function. */
export interface Check {
  readonly id: CheckId;
  readonly title: string;
  readonly severity: Severity;
  readonly appliesTo: readonly GatewayKind[];
  /** Standards it answers to, for reports: `OWASP API2:2023`, `PCI DSS 4.0.1 8.2.1`. */
  readonly references: readonly string[];
  readonly evaluate: (subject: CheckSubject) => readonly CheckResult[];
}
