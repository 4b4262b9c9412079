import { resolveLink } from '../../core/risk/link.ts';
import { readReview } from '../../core/risk/read-review.ts';
import { htmlAnswer, seeOther } from '../edge/http.ts';
import { forStakeholders, message } from './people.ts';
import { caseOf, noReview, orWhyNot, pageFor } from './review-case.ts';

/** The link of a mail: it leads, it proves nothing and decides nothing. */
export const reviewLink = forStakeholders(async (request, ports, { session }) => {
  const resolved = await resolveLink(request.pathParameters?.link ?? '', session.actor.person, ports);
  if (resolved.kind === 'UNKNOWN')
    return message(
      404,
      'This link leads nowhere for you',
      ['It may be cut off, or made for somebody else. What waits for you is under My tasks.'],
      session,
    );
  return seeOther(`/reviews/${resolved.exceptionId}`);
});

export const review = orWhyNot(
  forStakeholders(async (request, ports, visitor) => {
    const id = caseOf(request);
    const found = id && (await readReview(id, ports));
    if (!found) return noReview(visitor.session);
    const justDecided = request.queryStringParameters?.recorded === '1';
    return htmlAnswer(200, pageFor(found, visitor, ports, { justDecided }));
  }),
);
