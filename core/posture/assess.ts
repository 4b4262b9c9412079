import { type GatewayKind, known, type Unread } from '../gateway/gateway-api.ts';
import type { CycleId } from '../identifiers.ts';
import type { ApiRecord } from '../inventory/api-record.ts';
import { type AssessmentResult, countStatuses } from './assessment.ts';
import type { Check, CheckResult, CheckStatus, CheckSubject } from './check.ts';
import { checks } from './registry.ts';
import { verdicts } from './verdict.ts';

const kinds: Readonly<Record<GatewayKind, string>> = {
  REST: 'REST APIs',
  HTTP: 'HTTP APIs',
  WEBSOCKET: 'WebSocket APIs',
};

/** A result of a rule that could not look at a gateway. */
const unseen = (check: Check, subject: CheckSubject, status: CheckStatus, reason: string): CheckResult => ({
  checkId: check.id,
  ...status,
  severity: check.severity,
  resource: `catalogue/${(subject.record.known && subject.record.value?.apiId) || 'unknown'}`,
  evidenceGrade: 'NONE',
  reason,
  evidence: [],
});

const unreadApi = (check: Check, subject: CheckSubject, { reason, message }: Unread) =>
  check.evaluateRecord?.(subject) ?? [
    unseen(check, subject, { status: 'UNKNOWN', unknown: reason }, message),
  ];

const evaluate = (check: Check, subject: CheckSubject): readonly CheckResult[] => {
  if (!subject.api.known) return unreadApi(check, subject, subject.api);
  const api = subject.api.value;
  if (!api)
    return (
      check.evaluateRecord?.(subject) ?? [
        unseen(check, subject, { status: 'NOT_APPLICABLE' }, 'The API is not on Amazon API Gateway.'),
      ]
    );
  if (!check.appliesTo.includes(api.kind)) {
    const reason = `The setting exists for ${check.appliesTo.map((kind) => kinds[kind]).join(' and ')} only.`;
    return [verdicts(check, api, 'NONE').notApplicable({ reason })];
  }
  return check.evaluate({ ...subject, api });
};

/** A check that says nothing would look like a clean one. */
export class SilentCheck extends Error {
  override readonly name = 'SilentCheck';
}

/**
 * Every check over one API. A check that throws is a defect and is thrown on.
 * @throws SilentCheck when a check has no result
 */
export const evaluateChecks = (subject: CheckSubject, rules = checks): readonly CheckResult[] =>
  rules.flatMap((check) => {
    const results = evaluate(check, subject);
    if (results.length === 0) throw new SilentCheck(`${check.id} gave no result.`);
    return results;
  });

/** Assesses one API of the catalogue. `at` is ISO 8601. */
export const assessApi = (
  subject: Omit<CheckSubject, 'record'> & { readonly record: ApiRecord },
  cycleId: CycleId,
  at: string,
): AssessmentResult => {
  const results = evaluateChecks({ ...subject, record: known(subject.record) });
  return { apiId: subject.record.apiId, cycleId, assessedAt: at, results, counts: countStatuses(results) };
};
