import * as z from 'zod';
import type { DocumentationResult } from '../documentation/result.ts';
import type { CycleId } from '../identifiers.ts';
import type { AssessmentResult } from '../posture/assessment.ts';
import type { CheckResult } from '../posture/check.ts';
import type { ApiRecord } from './api-record.ts';
import type { TriageResult } from './triage.ts';

/** `policy/eligibility.yaml`: when an API may go onto the hardened gateway. */
export const eligibilityPolicy = z.object({
  version: z.string().min(1),
  /** Least documentation score, 0–100. */
  minimumScore: z.number().min(0).max(100),
  ownerRequired: z.boolean(),
  /** Checks whose failure the hardening itself mends. Every other check blocks when it fails or is unknown. */
  mendedByMigration: z.array(z.string().min(1)),
});
export type EligibilityPolicy = z.output<typeof eligibilityPolicy>;

export interface TriageSubject {
  readonly cycleId: CycleId;
  readonly record: ApiRecord;
  readonly documentation: DocumentationResult | undefined;
  readonly assessment: AssessmentResult | undefined;
  /** Somebody asked for an exception for this API. */
  readonly exceptionRequested: boolean;
  /** Where this deployment may change gateways; everywhere else it only reads. */
  readonly home: { readonly account: string; readonly region: string };
}

/** Something in the way: known to be wrong, or not known. */
interface Obstacle {
  readonly code: string;
  readonly reason: string;
  readonly known: boolean;
}

const documentationObstacles = (
  documentation: DocumentationResult | undefined,
  policy: EligibilityPolicy,
): Obstacle[] => {
  if (!documentation)
    return [{ code: 'DOCUMENTATION', reason: 'The documentation was not scored.', known: false }];
  const { score, gates } = documentation;
  const low: Obstacle[] =
    score < policy.minimumScore && gates.length === 0
      ? [
          {
            code: 'DOCUMENTATION_SCORE',
            reason: `The documentation scores ${score}; ${policy.minimumScore} are needed.`,
            known: true,
          },
        ]
      : [];
  return [...gates.map(({ code, detail }) => ({ code, reason: detail, known: true })), ...low];
};

const checkObstacles = (
  assessment: AssessmentResult | undefined,
  mended: ReadonlySet<string>,
): Obstacle[] => {
  if (!assessment) return [{ code: 'ASSESSMENT', reason: 'The API was not assessed.', known: false }];
  const blocking = assessment.results.filter(
    ({ checkId, status }) => !mended.has(checkId) && status !== 'PASS' && status !== 'NOT_APPLICABLE',
  );
  // One obstacle for each check; what is known to be wrong says more than what is not known.
  const ranked = blocking.toSorted((a, b) => Number(a.status === 'UNKNOWN') - Number(b.status === 'UNKNOWN'));
  const first = new Map<string, CheckResult>();
  for (const result of ranked) if (!first.has(result.checkId)) first.set(result.checkId, result);
  return [...first.values()].map(({ checkId, reason, status }) => ({
    code: checkId,
    reason: `${checkId}: ${reason}`,
    known: status !== 'UNKNOWN',
  }));
};

type Outcome = Pick<TriageResult, 'verdict' | 'action' | 'reasons'>;

const offGateway = (record: ApiRecord, exceptionRequested: boolean): Outcome => {
  const seen = record.endpoints.filter((endpoint) => endpoint.observed).length;
  if (exceptionRequested) {
    const reasons = ['The API runs outside of the gateway and an exception is requested for it.'];
    return { verdict: 'nonconforming', action: 'review', reasons };
  }
  if (seen > 0) {
    const reasons = [`Clients call ${seen} of its endpoints, and none of them through the gateway.`];
    return { verdict: 'nonconforming', action: 'owner-task', reasons };
  }
  const reasons = [
    'It is not on a gateway that was read and nobody was seen to call it; its owner has to say where it runs.',
  ];
  return { verdict: 'unknown', action: 'owner-task', reasons };
};

const eligible = (
  { record, home }: Pick<TriageSubject, 'record' | 'home'>,
  mended: readonly string[],
  gaps: readonly string[],
): Outcome => {
  const notMended = gaps.map((checkId) => `${checkId} cannot be met by this kind of API.`);
  if (mended.length === 0) {
    const reasons = ['Nothing that was assessed fails.', ...notMended];
    return { verdict: 'conforming', action: 'none', reasons };
  }
  const fails = `The migration mends ${mended.join(', ')}.`;
  if (record.gateway?.kind !== 'REST') {
    const reasons = [
      `${mended.join(', ')} fail; ${record.gateway?.kind === 'WEBSOCKET' ? 'WebSocket' : 'HTTP'} APIs are hardened by their owner, not migrated.`,
      ...notMended,
    ];
    return { verdict: 'conforming', action: 'none', reasons };
  }
  const { account, region } = record.gateway;
  if (account !== home.account || region !== home.region) {
    const reasons = [
      `The API is in account ${account}, ${region}, which is read and never changed from here: its owner applies the hardening there.`,
      fails,
    ];
    return { verdict: 'conforming', action: 'owner-task', reasons };
  }
  if (record.gateway.domains.length === 0) {
    const reasons = [
      'Clients call the API by its default host name: put it behind a custom domain first.',
      fails,
    ];
    return { verdict: 'conforming', action: 'owner-task', reasons };
  }
  if (!record.documentKey) {
    const reasons = ['There is no document to build the hardened API from: hand one in.', fails];
    return { verdict: 'conforming', action: 'owner-task', reasons };
  }
  return { verdict: 'conforming', action: 'migrate', reasons: [fails, ...notMended] };
};

/**
 * Decides what happens next with one API. Pure: the policy and the facts in, a verdict with its reasons out.
 * Anything known to be in the way makes it nonconforming; only unknowns in the way make it unknown.
 */
export const triage = (subject: TriageSubject, policy: EligibilityPolicy): TriageResult => {
  const { cycleId, record, documentation, assessment, exceptionRequested } = subject;
  const mendable = new Set(policy.mendedByMigration);
  const idsWith = (status: CheckResult['status']): string[] => [
    ...new Set(
      (assessment?.results ?? [])
        .filter((result) => result.status === status && mendable.has(result.checkId))
        .map((result) => result.checkId),
    ),
  ];
  const mended = idsWith('FAIL').sort();
  const result = (outcome: Outcome, blocking: readonly string[]): TriageResult => ({
    apiId: record.apiId,
    cycleId,
    ...outcome,
    mendedByMigration: mended,
    blocking,
    policyVersion: policy.version,
  });
  if (!record.gateway) return result(offGateway(record, exceptionRequested), ['GATEWAY']);
  const owner: Obstacle[] =
    policy.ownerRequired && !record.owner
      ? [{ code: 'OWNER', reason: 'Nobody is known to own the API.', known: true }]
      : [];
  const obstacles = [
    ...documentationObstacles(documentation, policy),
    ...owner,
    ...checkObstacles(assessment, mendable),
  ];
  if (obstacles.length === 0) return result(eligible(subject, mended, idsWith('CAPABILITY_GAP').sort()), []);
  const wrong = obstacles.some((obstacle) => obstacle.known);
  return result(
    {
      verdict: wrong ? 'nonconforming' : 'unknown',
      action: wrong && exceptionRequested ? 'review' : 'owner-task',
      reasons: obstacles
        .toSorted((a, b) => Number(b.known) - Number(a.known))
        .map((obstacle) => obstacle.reason),
    },
    obstacles.map((obstacle) => obstacle.code),
  );
};
