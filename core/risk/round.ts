import type { SeatName } from '../inventory/stakeholder.ts';
import type { RiskPolicy } from './policy.ts';
import type { StoredReview } from './ports.ts';
import type { SeatState } from './review.ts';

export interface RoundTimes {
  readonly openedAt: string;
  readonly lapseAt: string;
  /** Ascending, all before `lapseAt`. */
  readonly remindAt: readonly string[];
}

/** The last moment of a day, UTC: an exception "until 31 March" runs through that day. */
export const endOfDay = (date: string): Date => new Date(`${date}T23:59:59.000Z`);

/**
 * The milestones of a round, fixed when it opens, so that a later change of policy or tick does not move a running
 * round. A round never outlasts the date the exception is requested for.
 */
export const roundTimes = (
  now: Date,
  tickSeconds: number,
  milestones: RiskPolicy['milestones'],
  requestedUntil: string,
): RoundTimes => {
  const after = (ticks: number) => new Date(now.getTime() + ticks * tickSeconds * 1000);
  const lapse = new Date(
    Math.min(after(milestones.lapseAfterTicks).getTime(), endOfDay(requestedUntil).getTime()),
  );
  return {
    openedAt: now.toISOString(),
    lapseAt: lapse.toISOString(),
    remindAt: milestones.remindAfterTicks
      .map(after)
      .filter((at) => at < lapse)
      .sort((a, b) => a.getTime() - b.getTime())
      .map((at) => at.toISOString()),
  };
};

export type Milestone =
  | { readonly kind: 'WAIT' }
  /** `remindersSent` after this one: milestones missed while nothing ran are one reminder, not several. */
  | { readonly kind: 'REMIND'; readonly remindersSent: number }
  | { readonly kind: 'LAPSE' };

/** What a round that is still open needs at `now`. Nothing is ever approved by time (G4). */
export const milestone = (
  round: Pick<RoundTimes, 'lapseAt' | 'remindAt'> & Pick<StoredReview, 'remindersSent'>,
  now: Date,
): Milestone => {
  if (now >= new Date(round.lapseAt)) return { kind: 'LAPSE' };
  const due = round.remindAt.filter((at) => new Date(at) <= now).length;
  return due > round.remindersSent ? { kind: 'REMIND', remindersSent: due } : { kind: 'WAIT' };
};

/** When the next milestone is due. */
export const nextMilestoneAt = (
  round: Pick<RoundTimes, 'lapseAt' | 'remindAt'> & Pick<StoredReview, 'remindersSent'>,
): string => round.remindAt[round.remindersSent] ?? round.lapseAt;

/** A rejection in any seat ends the round (G3); an approval needs every seat (G1). The order of votes does not matter. */
export const outcomeOf = (seats: readonly SeatState[]): 'OPEN' | 'APPROVED' | 'REJECTED' => {
  const votes = seats.flatMap((seat) => (seat.state === 'DECIDED' ? seat.vote : []));
  if (votes.some(({ choice }) => choice === 'REJECT')) return 'REJECTED';
  return votes.length === seats.length ? 'APPROVED' : 'OPEN';
};

/** Seats that nobody has to fill any more once the round is over. */
export const cancelOpenSeats = (seats: readonly SeatState[]): readonly SeatState[] =>
  seats.map((seat) =>
    seat.state === 'OPEN' ? { seat: seat.seat, state: 'CANCELLED', candidates: seat.candidates } : seat,
  );

/** The seats that wait for somebody. */
export const openSeats = (
  seats: readonly SeatState[],
): readonly (SeatState & { readonly seat: SeatName; readonly state: 'OPEN' })[] =>
  seats.filter((seat) => seat.state === 'OPEN');
