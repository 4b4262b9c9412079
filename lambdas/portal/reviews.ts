import * as z from 'zod';
import { type ExceptionId, exceptionId } from '../../core/identifiers.ts';
import { castVote } from '../../core/risk/cast-vote.ts';
import { resolveLink } from '../../core/risk/link.ts';
import { DossierMismatch, type ReviewWithDossier, readReview } from '../../core/risk/read-review.ts';
import type { VoteRefusal } from '../../core/risk/review.ts';
import { ReviewBusy } from '../../core/risk/review-busy.ts';
import { formOf, type HttpAnswer, type HttpRequest, htmlAnswer, seeOther } from '../edge/http.ts';
import { type DecisionFormInput, decisionSubject, maximumRationale } from './pages/decision-form.ts';
import { type ReviewPageInput, reviewPage } from './pages/review-page.ts';
import { type Answer, forStakeholders, message, type Visitor } from './people.ts';
import type { PortalPorts, Session } from './ports.ts';
import { isFormToken, isOwnOrigin } from './session.ts';

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

/** The case that the address names, if it can be one at all. */
const caseOf = ({ pathParameters }: HttpRequest): ExceptionId | undefined => {
  const text = pathParameters?.exceptionId ?? '';
  return /^[A-Za-z0-9-]{1,64}$/.test(text) ? exceptionId(text) : undefined;
};

const noReview = (session: Session) =>
  message(404, 'There is no such review', ['Reviews that wait for you are under My tasks.'], session);

const toTasks = { href: '/', label: 'My tasks' };

/** What the review itself may say no to, at any moment of reading or deciding. */
const orWhyNot =
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

const pageFor = (
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

export const review = orWhyNot(
  forStakeholders(async (request, ports, visitor) => {
    const id = caseOf(request);
    const found = id && (await readReview(id, ports));
    if (!found) return noReview(visitor.session);
    const justDecided = request.queryStringParameters?.recorded === '1';
    return htmlAnswer(200, pageFor(found, visitor, ports, { justDecided }));
  }),
);

/** The form as the page sends it. What is missing is empty, and refused for what it says. */
const decisionFields = z.object({
  round: z.coerce.number().int().min(0).catch(0),
  dossierHash: z.string().default(''),
  nonce: z.string().default(''),
  token: z.string().default(''),
  choice: z.string().default(''),
  /** Browsers send line ends as CR LF. */
  rationale: z
    .string()
    .default('')
    .transform((text) => text.replaceAll('\r\n', '\n')),
});

const refusalStatus: Readonly<Record<VoteRefusal, number>> = {
  NO_SUCH_REVIEW: 404,
  UNKNOWN_CHOICE: 400,
  RATIONALE_TOO_SHORT: 422,
  NOT_A_CANDIDATE: 403,
  OWN_REQUEST: 403,
  STALE_DOSSIER: 409,
  ROUND_CLOSED: 409,
  LAPSED: 409,
};

const signInFirst: Answer = async (request) => {
  const id = caseOf(request);
  return message(
    401,
    'You are not signed in',
    ['Nothing was recorded. Sign in, read the review again and decide there.'],
    undefined,
    id && { href: `/reviews/${id}`, label: 'Sign in and open the review' },
  );
};

/** Takes a decision: session, origin, form of this session and dossier, then the rules of the review itself. */
const decideAs = async (request: HttpRequest, ports: PortalPorts, visitor: Visitor): Promise<HttpAnswer> => {
  const { session } = visitor;
  if (!isOwnOrigin(request, ports.portalUrl))
    return message(403, 'Nothing was recorded', ['The form did not come from this portal.'], session);
  const id = caseOf(request);
  if (!id) return noReview(session);
  const { nonce, token, choice, rationale, ...shown } = decisionFields.parse(formOf(request));
  if (!nonce || !isFormToken(session, decisionSubject({ exceptionId: id, ...shown }), nonce, token))
    return message(
      403,
      'Nothing was recorded',
      ['The form is not one of this session. Open the review again and decide there.'],
      session,
      { href: `/reviews/${id}`, label: 'Open the review' },
    );

  const again = async (status: number, problem?: DecisionFormInput['problem']) => {
    const found = await readReview(id, ports);
    return found
      ? htmlAnswer(status, pageFor(found, visitor, ports, problem ? { problem } : {}))
      : noReview(session);
  };
  if (rationale.length > maximumRationale)
    return again(422, { message: `Write at most ${maximumRationale} characters.`, choice, rationale });
  const result = await castVote(
    { exceptionId: id, ...shown, choice, rationale, actor: session.actor },
    ports,
  );
  switch (result.kind) {
    case 'RECORDED':
    case 'REPEATED':
      return seeOther(`/reviews/${id}?recorded=1`);
    case 'DECIDED_BEFORE':
      // The page names who decided, what and when.
      return again(409);
    case 'REFUSED':
      return again(refusalStatus[result.reason], { message: result.message, choice, rationale });
  }
};

export const decide = orWhyNot(forStakeholders(decideAs, signInFirst));
