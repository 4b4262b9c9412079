import type { ExceptionId, PersonId } from '../identifiers.ts';
import type { InputProblem } from '../input-problem.ts';
import type { SeatName, Stakeholder } from '../inventory/stakeholder.ts';
import type { RiskPolicy } from './policy.ts';
import type { Dossier, SeatState } from './review.ts';

/**
 * A round opens in one transaction of at most 100 items (DynamoDB): for each candidate a task, a link and, when it
 * replaces a round, the task that goes; beside them the review and the audit event.
 */
export const maximumCandidates = 32;

export type ResolvedSeats =
  | { readonly kind: 'FILLABLE'; readonly seats: readonly SeatState[] }
  | { readonly kind: 'UNFILLABLE'; readonly seats: readonly SeatName[] }
  | { readonly kind: 'TOO_MANY'; readonly candidates: number };

/** Whether every seat gets a person of its own: candidates may sit in several seats, votes may not (G2). */
const distinctlyFillable = (
  seats: readonly SeatState[],
  taken: ReadonlySet<PersonId> = new Set(),
): boolean => {
  const [seat, ...rest] = seats;
  if (!seat) return true;
  return seat.candidates.some(
    (person) => !taken.has(person) && distinctlyFillable(rest, new Set([...taken, person])),
  );
};

/**
 * The seats of a round with who may fill them: every holder of the seat but requester and API owner, compared by
 * `iss|sub` (G2). A seat that nobody can fill is said before anybody is asked.
 */
export const resolveSeats = (
  dossier: Pick<Dossier, 'tier' | 'requester' | 'apiOwner'>,
  stakeholders: readonly Stakeholder[],
  policy: RiskPolicy,
): ResolvedSeats => {
  const own = new Set([dossier.requester.person, dossier.apiOwner]);
  const seats = policy.seats[dossier.tier].map(
    (seat): SeatState => ({
      seat,
      state: 'OPEN',
      candidates: stakeholders
        .filter(({ person, seats: held }) => held.includes(seat) && !own.has(person))
        .map(({ person }) => person),
    }),
  );
  const empty = seats.filter(({ candidates }) => candidates.length === 0).map(({ seat }) => seat);
  if (empty.length > 0) return { kind: 'UNFILLABLE', seats: empty };
  const candidates = seats.reduce((sum, seat) => sum + seat.candidates.length, 0);
  if (candidates > maximumCandidates) return { kind: 'TOO_MANY', candidates };
  if (!distinctlyFillable(seats)) return { kind: 'UNFILLABLE', seats: seats.map(({ seat }) => seat) };
  return { kind: 'FILLABLE', seats };
};

/** What an administrator has to mend before the round can open. */
export const seatsProblem = (
  exceptionId: ExceptionId,
  seats: { readonly empty: readonly string[]; readonly candidates?: number | undefined },
): InputProblem => {
  const file = 'stakeholders.yaml';
  const next = 'The next cycle asks again.';
  return seats.empty.length > 0
    ? {
        file,
        message: `Nobody but requester and API owner of ${exceptionId} can fill ${seats.empty.join(', ')}.`,
        fix: `Give each of these seats to somebody else. ${next}`,
      }
    : {
        file,
        message: `The seats of ${exceptionId} have ${seats.candidates} candidates; at most ${maximumCandidates} can be asked.`,
        fix: `Give the seats to fewer people. ${next}`,
      };
};
