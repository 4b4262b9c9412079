import { createHash } from 'node:crypto';
import type { AuditEvent } from '../audit/audit-event.ts';
import { canonicalJson } from '../audit/canonical-json.ts';
import { append } from '../audit/chain.ts';
import type { RiskPolicy } from './policy.ts';
import type { StoredReview, VoteRecord } from './ports.ts';
import type { Review, SeatState, Vote, VoteChoice, VoteRefusal, VoteRequest, VoteResult } from './review.ts';
import { cancelOpenSeats, endOfDay, openSeats, outcomeOf } from './round.ts';

const choices: readonly string[] = ['APPROVE', 'REJECT'] satisfies VoteChoice[];
const isChoice = (choice: string): choice is VoteChoice => choices.includes(choice);

export type VoteJudgement =
  | {
      readonly kind: 'ACCEPTED';
      readonly vote: VoteRecord;
      readonly before: StoredReview;
      readonly after: StoredReview;
      readonly event: AuditEvent;
    }
  | Exclude<VoteResult, { readonly kind: 'RECORDED' }>;

const refused = (reason: VoteRefusal, message: string): VoteJudgement => ({
  kind: 'REFUSED',
  reason,
  message,
});

/** The vote that settled a round: the rejection, or else the last approval. */
export const decidingVote = (review: Pick<Review, 'seats'>): Vote | undefined => {
  const votes = review.seats.flatMap((seat) => (seat.state === 'DECIDED' ? seat.vote : []));
  return (
    votes.find(({ choice }) => choice === 'REJECT') ?? votes.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0]
  );
};

const short = (request: VoteRequest, review: Review, policy: RiskPolicy): boolean => {
  const needed = request.choice === 'REJECT' || policy.rationale.onApprove.includes(review.tier);
  return needed && [...request.rationale.trim()].length < policy.rationale.minimumCharacters;
};

/**
 * Judges one vote against the round as it is stored: four eyes by person id (G2), the dossier and round that were
 * shown (G5), rationale and closed list of choices (G11), server time within the round (G13). Writes nothing; the
 * store checks the same facts again as conditions of its transaction.
 */
export const judgeVote = (
  stored: StoredReview | undefined,
  request: VoteRequest,
  policy: RiskPolicy,
  now: Date,
): VoteJudgement => {
  if (!stored || request.round > stored.review.round)
    return refused('NO_SUCH_REVIEW', 'There is no such review. Open it again from your tasks.');
  const { review } = stored;
  const { person } = request.actor;
  if (!isChoice(request.choice))
    return refused('UNKNOWN_CHOICE', 'Choose Approve or Reject; nothing was recorded.');
  if (person === stored.requester || person === stored.apiOwner)
    return refused(
      'OWN_REQUEST',
      'You requested this exception or own its API. Somebody else of the seat has to decide.',
    );
  const mine = review.seats.filter(({ candidates }) => candidates.includes(person));
  if (mine.length === 0)
    return refused('NOT_A_CANDIDATE', 'You hold no seat in this review. Ask the risk department who does.');
  if (request.round < review.round)
    return refused(
      'ROUND_CLOSED',
      'The request was changed and a new round opened. Open the review again from your tasks.',
    );

  const own = mine.find((seat) => seat.state === 'DECIDED' && seat.vote.person === person);
  if (own?.state === 'DECIDED')
    return { kind: own.vote.choice === request.choice ? 'REPEATED' : 'DECIDED_BEFORE', vote: own.vote };
  const [seat] = openSeats(mine);
  const decided = decidingVote({ seats: review.state === 'IN_REVIEW' ? mine : review.seats });
  if (!seat && decided) return { kind: 'DECIDED_BEFORE', vote: decided };
  if (review.state === 'LAPSED' || now >= new Date(review.lapseAt))
    return refused(
      'LAPSED',
      `The review lapsed at ${review.lapseAt} without a decision. The requester can file a new request.`,
    );
  if (!seat || review.state !== 'IN_REVIEW' || now < new Date(review.openedAt))
    return refused('ROUND_CLOSED', 'This round takes no votes. Open the review again from your tasks.');
  if (request.dossierHash !== review.dossierHash)
    return refused(
      'STALE_DOSSIER',
      'The request is not the one your page showed. Open the review again and read what it says now.',
    );
  if (short(request, review, policy))
    return refused(
      'RATIONALE_TOO_SHORT',
      `Write why, in at least ${policy.rationale.minimumCharacters} characters.`,
    );
  return accepted(stored, review, seat, { ...request, choice: request.choice }, now);
};

const accepted = (
  stored: StoredReview,
  review: Review & { readonly state: 'IN_REVIEW' },
  seat: SeatState,
  request: VoteRequest & { readonly choice: VoteChoice },
  now: Date,
): VoteJudgement => {
  const at = now.toISOString();
  const said = {
    seat: seat.seat,
    choice: request.choice,
    person: request.actor.person,
    personName: request.actor.name,
    rationale: request.rationale.trim(),
    dossierHash: review.dossierHash,
    round: review.round,
    at,
  };
  const receipt = createHash('sha256')
    .update(canonicalJson({ exceptionId: review.exceptionId, ...said }))
    .digest('hex')
    .slice(0, 20);
  const vote: Vote = { ...said, receipt };
  const seats = review.seats.map(
    (each): SeatState => (each.seat === seat.seat ? { ...each, state: 'DECIDED', vote } : each),
  );
  const next = decide(review, seats, stored.requestedUntil, at);
  const { authTime, amr } = request.actor;
  const { event, head } = append(stored.auditHead, {
    exceptionId: review.exceptionId,
    at,
    actor: vote.person,
    kind: 'VOTE_RECORDED',
    payload: { ...said, receipt, authTime, amr, stateAfter: next.state, policyVersion: review.policyVersion },
  });
  const settled = next.state !== 'IN_REVIEW';
  return {
    kind: 'ACCEPTED',
    vote: { ...vote, authTime, amr },
    before: stored,
    event,
    after: {
      ...stored,
      review: next,
      version: stored.version + 1,
      auditHead: head,
      // A decided round has one thing left: to tell everybody, now.
      nextActionAt: settled ? at : stored.nextActionAt,
    },
  };
};

const decide = (
  review: Review & { readonly state: 'IN_REVIEW' },
  seats: readonly SeatState[],
  requestedUntil: string,
  at: string,
): Review => {
  const outcome = outcomeOf(seats);
  if (outcome === 'OPEN') return { ...review, seats };
  const decided = { ...review, seats: cancelOpenSeats(seats), decidedAt: at };
  return outcome === 'REJECTED'
    ? { ...decided, state: 'REJECTED' }
    : { ...decided, state: 'CONDITIONAL', expiresAt: endOfDay(requestedUntil).toISOString() };
};
