import { daysBetween } from './iso-week.ts';
import type { AttestationPolicy } from './policy.ts';
import type { AttestationList } from './question.ts';

/** What has to happen with a list today. Each step was taken already if its mail went out; time approves nothing. */
export type FollowUpStep = 'WAIT' | 'REMIND' | 'ESCALATE' | 'LAPSE';

export const followUpStep = (
  { state, plannedAt }: Pick<AttestationList, 'state' | 'plannedAt'>,
  policy: Pick<AttestationPolicy, 'remindAfterDays' | 'escalateAfterDays' | 'unownedAfterDays'>,
  now: Date,
): FollowUpStep => {
  const days = daysBetween(plannedAt, now);
  if (state !== 'OPEN' || days < policy.remindAfterDays) return 'WAIT';
  if (days >= policy.unownedAfterDays) return 'LAPSE';
  return days >= policy.escalateAfterDays ? 'ESCALATE' : 'REMIND';
};

/** When a list lapses. ISO 8601, UTC. */
export const dueAt = (
  { plannedAt }: Pick<AttestationList, 'plannedAt'>,
  { unownedAfterDays }: Pick<AttestationPolicy, 'unownedAfterDays'>,
): string => new Date(new Date(plannedAt).getTime() + unownedAfterDays * 86_400_000).toISOString();
