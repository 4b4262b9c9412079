import { notice } from '../../../core/presentation/components/notice.ts';
import { time } from '../../../core/presentation/components/text.ts';
import { votesOf, voteText } from '../../../core/presentation/dossier.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import { consequence } from '../../../core/presentation/states.ts';
import type { ReviewPageInput } from './review-input.ts';

const decided = ({ review, session, justDecided }: ReviewPageInput): Html => {
  const votes = votesOf(review);
  const own = votes.some(({ person }) => person === session.actor.person);
  return html`${justDecided && own ? html`<p role="status"><b>Your decision is recorded.</b></p>` : none}${votes.map(voteText)}`;
};

/** Why somebody who may read the open review has no form. */
const bystander = ({ review, dossier, session }: ReviewPageInput): string => {
  const { person } = session.actor;
  if (person === dossier.requester.person || person === dossier.apiOwner)
    return 'You asked for this exception or own the API: somebody else has to decide.';
  if (votesOf(review).some((vote) => vote.person === person))
    return 'You have decided. The review waits for the other seats.';
  return `You can read this review. The seat ${review.seats.map(({ seat }) => seat).join(' and ')} decides, and you do not hold it.`;
};

/** Where the review stands for this person: they may decide, or the notice that says why not. */
export const standing = (input: ReviewPageInput): 'MAY_DECIDE' | Html => {
  const { review, dossier, session, now } = input;
  const { person } = session.actor;
  if (review.state === 'LAPSED')
    return notice(
      'bad',
      html`<p><b>Lapsed</b> on ${time(review.decidedAt)}: nobody decided in time.</p>`,
      html`<p>${consequence(review)}</p>`,
    );
  if (review.state !== 'IN_REVIEW')
    return notice(
      review.state === 'CONDITIONAL' ? 'good' : 'bad',
      decided(input),
      html`<p>${consequence(review)}</p>`,
    );
  if (now >= new Date(review.lapseAt))
    return notice(
      'bad',
      html`<p><b>The time is over.</b> Nobody decided by ${time(review.lapseAt)}; the review is being closed without an approval.</p>`,
    );
  const holdsOpenSeat = review.seats.some(
    (seat) => seat.state === 'OPEN' && seat.candidates.includes(person),
  );
  const own = person === dossier.requester.person || person === dossier.apiOwner;
  const voted = votesOf(review).some((vote) => vote.person === person);
  if (holdsOpenSeat && !own && !voted) return 'MAY_DECIDE';
  return notice('calm', decided(input), html`<p>${bystander(input)}</p>`);
};
