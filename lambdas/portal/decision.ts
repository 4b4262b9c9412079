import * as z from 'zod';
import { castVote } from '../../core/risk/cast-vote.ts';
import { readReview } from '../../core/risk/read-review.ts';
import type { VoteRefusal } from '../../core/risk/review.ts';
import { htmlAnswer, seeOther } from '../edge/http.ts';
import { type Fields, type FormAnswer, forForm } from './forms.ts';
import { type DecisionFormInput, decisionSubject, maximumRationale } from './pages/decision-form.ts';
import { caseOf, noReview, orWhyNot, pageFor } from './review-case.ts';

/** The form as the page sends it. What is missing is empty, and refused for what it says. */
const decisionFields = z.object({
  round: z.coerce.number().int().min(0).catch(0),
  dossierHash: z.string().default(''),
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

/** Takes a decision: a form of this session and dossier, then the rules of the review itself. */
const decideAs: FormAnswer = async (fields, request, ports, visitor) => {
  const { session } = visitor;
  const id = caseOf(request);
  if (!id) return noReview(session);
  const { choice, rationale, ...shown } = decisionFields.parse(fields);
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

const subjectOf = (id: ReturnType<typeof caseOf>, fields: Fields): string =>
  decisionSubject({ exceptionId: id ?? ('' as never), ...decisionFields.parse(fields) });

export const decide = orWhyNot(
  forForm(
    {
      subject: (request, fields) => subjectOf(caseOf(request), fields),
      back: (request) => `/reviews/${caseOf(request) ?? ''}`,
    },
    decideAs,
  ),
);
