import type { MachineId } from './needs/machines.ts';

export interface AlarmRow {
  /** Section of `docs/runbook.md`, and the alarm's name. */
  readonly anchor: string;
  readonly watches:
    | { readonly machines: readonly MachineId[] }
    | 'portal-errors'
    | 'portal-throttles'
    | 'undelivered';
  /** Periods of five minutes in a row. */
  readonly periods: number;
  readonly means: string;
  readonly doesNotShow: string;
}

/**
 * Every alarm, as data: what it means, where the runbook treats it, and what it does not show.
 * A machine gives two alarms, for executions that failed and that timed out. A test holds the runbook equal.
 */
export const alarmTable: readonly AlarmRow[] = [
  {
    anchor: 'cycle-failed',
    watches: { machines: ['governance-cycle'] },
    periods: 1,
    means: 'A governance cycle ended without a report.',
    doesNotShow: 'a cycle that never started (see undelivered-starts).',
  },
  {
    anchor: 'step-failed',
    watches: { machines: ['discovery', 'documentation', 'assessment'] },
    periods: 1,
    means: 'A step of the cycle failed as a whole.',
    doesNotShow: 'single APIs that could not be read: those are UNKNOWN rows of the report.',
  },
  {
    anchor: 'review-failed',
    watches: { machines: ['risk-review'] },
    periods: 1,
    means: 'The machine of a risk review stopped without a decision.',
    doesNotShow: 'rounds that wait for a person; the daily sweep starts stopped rounds again.',
  },
  {
    anchor: 'sweep-failed',
    watches: { machines: ['exception-sweep'] },
    periods: 1,
    means: 'The daily sweep failed, or an audit chain did not verify.',
    doesNotShow: 'which of the two: open the execution.',
  },
  {
    anchor: 'attestation-failed',
    watches: { machines: ['attestation'] },
    periods: 1,
    means: 'The daily attestation stopped before everybody was asked.',
    doesNotShow: 'single mails that failed: their count is in the last state of the execution.',
  },
  {
    anchor: 'migration-failed',
    watches: { machines: ['migration'] },
    periods: 1,
    means: 'A migration was compensated, or a compensation needs a person.',
    doesNotShow: 'migrations that were refused before anything was created.',
  },
  {
    anchor: 'undelivered-starts',
    watches: 'undelivered',
    periods: 1,
    means: 'A schedule or a change event could not start its machine.',
    doesNotShow: 'which: the message names it.',
  },
  {
    anchor: 'portal-errors',
    watches: 'portal-errors',
    periods: 1,
    means: 'The portal answered somebody with an error of its own.',
    doesNotShow: 'refusals (401, 403, 409): those are right answers.',
  },
  {
    anchor: 'portal-throttled',
    watches: 'portal-throttles',
    periods: 3,
    means: 'The portal function is being throttled.',
    doesNotShow: 'the stage throttle of the HTTP API, which answers 429 by itself.',
  },
];
