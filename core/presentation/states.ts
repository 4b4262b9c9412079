import type { EndpointState } from '../inventory/api-record.ts';
import type { Verdict } from '../inventory/triage.ts';
import type { MigrationState, ProbeResult } from '../migration/migration.ts';
import type { CheckResult, Severity } from '../posture/check.ts';
import type { Review, Tier } from '../risk/review.ts';
import { badge, type Tone } from './components/badge.ts';
import type { Html } from './html.ts';

/** How each state of the domain is named and toned, once for portal, mails and report; with a count, of how many. */
const named =
  <State extends string>(states: Readonly<Record<State, readonly [string, Tone]>>) =>
  (state: State, count?: number): Html => {
    const [label, tone] = states[state];
    return badge(count === undefined ? label : `${count} ${label}`, tone);
  };

export const verdictBadge = named<Verdict>({
  conforming: ['conforming', 'good'],
  nonconforming: ['nonconforming', 'bad'],
  unknown: ['unknown', 'warn'],
});

export const endpointBadge = named<EndpointState>({
  shadow: ['shadow', 'bad'],
  undocumented: ['undocumented', 'warn'],
  bypass: ['bypass', 'bad'],
  zombie: ['zombie', 'bad'],
  drifted: ['drifted', 'warn'],
  orphan: ['orphan', 'calm'],
  stranded: ['stranded', 'calm'],
  managed: ['managed', 'good'],
});

export const severityBadge = named<Severity>({
  CRITICAL: ['critical', 'bad'],
  HIGH: ['high', 'bad'],
  MEDIUM: ['medium', 'warn'],
  LOW: ['low', 'calm'],
});

export const checkBadge = named<CheckResult['status']>({
  PASS: ['pass', 'good'],
  FAIL: ['fail', 'bad'],
  UNKNOWN: ['unknown', 'warn'],
  CAPABILITY_GAP: ['capability gap', 'warn'],
  NOT_APPLICABLE: ['not applicable', 'calm'],
});

export const reviewBadge = named<Review['state']>({
  IN_REVIEW: ['waits for a decision', 'warn'],
  CONDITIONAL: ['approved on conditions', 'good'],
  REJECTED: ['rejected', 'bad'],
  LAPSED: ['lapsed', 'bad'],
});

export const tierBadge = named<Tier>({
  LOW: ['tier low', 'calm'],
  MEDIUM: ['tier medium', 'warn'],
  HIGH: ['tier high', 'bad'],
  CRITICAL: ['tier critical', 'bad'],
});

export const migrationBadge = named<MigrationState>({
  RUNNING: ['running', 'warn'],
  VERIFIED: ['verified', 'good'],
  REFUSED: ['refused', 'warn'],
  COMPENSATED: ['compensated', 'warn'],
  COMPENSATION_FAILED: ['needs a person', 'bad'],
});

export const probeBadge = named<ProbeResult['outcome']>({
  passed: ['passed', 'good'],
  failed: ['failed', 'bad'],
  'not-provable': ['not provable here', 'calm'],
});

export const gradeTone = (grade: string): Tone => (grade <= 'B' ? 'good' : grade === 'C' ? 'warn' : 'bad');

/** What a decided or lapsed review means for the API, in one sentence. */
export const consequence = (review: Review): string => {
  switch (review.state) {
    case 'IN_REVIEW':
      return 'Until somebody decides, the API has no permission to run nonconforming.';
    case 'CONDITIONAL':
      return 'Approved on the condition that every alternate measure is proven. Only then does the exception become active.';
    case 'REJECTED':
      return 'The API has no permission to run nonconforming. Its owner has to close the gaps, or file a new request.';
    case 'LAPSED':
      return 'Nobody decided in time, so nothing is approved. The owner has to file a new request.';
  }
};
