import { type ExceptionId, exceptionId } from '../../core/identifiers.ts';
import { DossierMismatch, type ReviewWithDossier } from '../../core/risk/read-review.ts';
import { ReviewBusy } from '../../core/risk/review-busy.ts';
import type { HttpAnswer, HttpRequest } from '../edge/http.ts';
import type { ReviewPageInput } from './pages/review-input.ts';
import { reviewPage } from './pages/review-page.ts';
import { type Answer, message, type Visitor } from './people.ts';
import type { PortalPorts, Session } from './ports.ts';

/** The case that the address names, if it can be one at all. */
export const caseOf = ({ pathParameters }: HttpRequest): ExceptionId | undefined => {
  const text = pathParameters?.exceptionId ?? '';
  return /^[A-Za-z0-9-]{1,64}$/.test(text) ? exceptionId(text) : undefined;
};

export const noReview = (session: Session): HttpAnswer =>
  message(404, 'There is no such review', ['Reviews that wait for you are under My tasks.'], session);

const toTasks = { href: '/', label: 'My tasks' };

/** What the review itself may say no to, at any moment of reading or deciding. */
export const orWhyNot =
  (answer: Answer): Answer =>
  async (request, ports) => {
    try {
      return await answer(request, ports);
    } catch (error) {
      if (error instanceof ReviewBusy)
        return message(
          503,
          'Nothing was recorded',
          ['Others changed this review at the same moment. Go back and send the form once more.'],
          undefined,
          toTasks,
        );
      if (!(error instanceof DossierMismatch)) throw error;
      ports.log.warn('dossier-mismatch', { exceptionId: caseOf(request) });
      return message(
        409,
        'Nobody can decide this review',
        [
          'The stored dossier is not the one that the round was opened on. The platform team has to look first.',
        ],
        undefined,
        toTasks,
      );
    }
  };

export const pageFor = (
  found: ReviewWithDossier,
  { session, people }: Visitor,
  ports: PortalPorts,
  more: Pick<ReviewPageInput, 'justDecided' | 'problem'> = {},
): string => {
  const { minimumCharacters, onApprove } = ports.policy.rationale;
  return reviewPage({
    ...found,
    ...more,
    session,
    now: ports.clock.now(),
    nonce: ports.ids.random(16),
    names: new Map(people.map(({ person, name }) => [person, name])),
    rationale: { minimumCharacters, onApprove: onApprove.includes(found.review.tier) },
  });
};
