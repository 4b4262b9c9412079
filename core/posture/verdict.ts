import { apiArn, type GatewayApi, stageArn, type Unread } from '../gateway/gateway-api.ts';
import type { Check, CheckEvidence, CheckResult, CheckStatus, EvidenceGrade, Remediation } from './check.ts';

/** Where a result stands: nothing means the API as a whole. */
export interface Place {
  readonly stage?: string;
  readonly method?: string;
  readonly path?: string;
}

/** What was looked at: the call, the field in its answer, the value that was found there. */
export interface Seen {
  readonly call: string;
  readonly field: string;
  readonly value: unknown;
}

export interface Finding {
  readonly at?: Place;
  readonly reason: string;
  readonly seen?: readonly Seen[];
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? 'absent' : JSON.stringify(value);

const resourceOf = (api: GatewayApi, { stage }: Place): string =>
  stage === undefined ? apiArn(api) : stageArn(api, stage);

const evidenceOf = (api: GatewayApi, seen: readonly Seen[]): CheckEvidence[] =>
  seen.map(({ call, field, value }) => ({
    call,
    // The newest call before the judgement; a snapshot without its trail has the moment of its first.
    observedAt: (api.calls.findLast((one) => one.call === call) ?? api.calls[0])?.observedAt ?? '',
    field,
    value: text(value),
  }));

/** Builds the results of one check over one API, so that a check's file holds the rule and nothing else. */
export const verdicts = (check: Pick<Check, 'id' | 'severity'>, api: GatewayApi, grade: EvidenceGrade) => {
  const result = (status: CheckStatus, { at = {}, reason, seen = [] }: Finding): CheckResult => ({
    checkId: check.id,
    ...status,
    severity: check.severity,
    ...at,
    resource: resourceOf(api, at),
    evidenceGrade: status.status === 'UNKNOWN' ? 'NONE' : grade,
    reason,
    evidence: evidenceOf(api, seen),
  });
  return {
    pass: (finding: Finding) => result({ status: 'PASS' }, finding),
    fail: (finding: Finding & { readonly remediation: Remediation }): CheckResult => ({
      ...result({ status: 'FAIL' }, finding),
      remediation: finding.remediation,
    }),
    unknown: ({ reason, message }: Unread, at: Place = {}) =>
      result({ status: 'UNKNOWN', unknown: reason }, { at, reason: message }),
    notApplicable: (finding: Finding) => result({ status: 'NOT_APPLICABLE' }, finding),
    capabilityGap: (finding: Finding) => result({ status: 'CAPABILITY_GAP' }, finding),
  };
};

export type Verdicts = ReturnType<typeof verdicts>;
