import { exceptionId } from '../../core/identifiers.ts';
import { currentRecords } from '../../core/inventory/current-records.ts';
import type { Stakeholder } from '../../core/inventory/stakeholder.ts';
import { stylesheet } from '../../core/presentation/stylesheet.ts';
import { castVote } from '../../core/risk/cast-vote.ts';
import { resolveLink } from '../../core/risk/link.ts';
import { type ReviewWithDossier, readReview } from '../../core/risk/read-review.ts';
import type { VoteRefusal } from '../../core/risk/review.ts';
import { tasksFor } from '../../core/risk/tasks.ts';
import { formOf, type HttpAnswer, type HttpRequest, htmlAnswer, seeOther } from '../edge/http.ts';
import { cataloguePage } from './pages/catalogue-page.ts';
import { decisionSubject, type ReviewPageInput, reviewPage } from './pages/review-page.ts';
import { messagePage, signOutSubject } from './pages/shell.ts';
import { tasksPage } from './pages/tasks-page.ts';
import { type PortalPorts, type Session, SignInRefused } from './ports.ts';
import {
  attemptOf,
  endSession,
  isFormToken,
  isOwnOrigin,
  sessionOf,
  startSession,
  toSignIn,
} from './session.ts';

type Answer = (request: HttpRequest, ports: PortalPorts) => Promise<HttpAnswer>;

const message = (status: number, title: string, text: readonly string[], session?: Session): HttpAnswer =>
  htmlAnswer(
    status,
    messagePage(
      title,
      text,
      session,
      session ? { href: '/', label: 'My tasks' } : { href: '/sign-in', label: 'Sign in' },
    ),
  );

/** Pages for people of the register; others are told whom to ask. */
const forStakeholders =
  (
    answer: (
      request: HttpRequest,
      ports: PortalPorts,
      session: Session,
      people: readonly Stakeholder[],
    ) => Promise<HttpAnswer>,
  ): Answer =>
  async (request, ports) => {
    const session = await sessionOf(request, ports);
    if (!session) return toSignIn(request.rawPath, ports);
    const people = await ports.stakeholders.list();
    if (!people.some(({ person }) => person === session.actor.person)) {
      return message(
        403,
        'You are signed in, but not in the register',
        ['The stakeholder register does not name you. Ask whoever keeps stakeholders.yaml to enter you.'],
        session,
      );
    }
    return answer(request, ports, session, people);
  };

export const styleSheet: Answer = async () => ({
  statusCode: 200,
  headers: {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  },
  body: stylesheet,
});

export const home = forStakeholders(async (_request, ports, session) =>
  htmlAnswer(200, tasksPage(await tasksFor(session.actor.person, ports), ports.clock.now(), session)),
);

export const signIn: Answer = async (_request, ports) => toSignIn('/', ports);

export const signedIn: Answer = async (request, ports) => {
  const attempt = attemptOf(request);
  if (!attempt)
    return message(400, 'This sign-in is over', [
      'It took longer than ten minutes, or was started in another browser.',
    ]);
  try {
    const actor = await ports.relyingParty.signedIn(request.rawQueryString, attempt);
    return seeOther(attempt.returnTo, await startSession(actor, ports));
  } catch (error) {
    if (error instanceof SignInRefused) return message(401, 'You are not signed in', [error.message]);
    throw error;
  }
};

export const signOut: Answer = async (request, ports) => {
  const session = await sessionOf(request, ports);
  const { token = '' } = formOf(request);
  if (
    session &&
    !(isOwnOrigin(request, ports.portalUrl) && isFormToken(session, signOutSubject, '', token))
  ) {
    return message(403, 'Not signed out', ['The form did not come from this page.'], session);
  }
  const cookies = await endSession(request, ports);
  return { ...message(200, 'You are signed out', ['Close the browser on a shared machine.']), cookies };
};

/** The link of a mail: it leads, it proves nothing and decides nothing. */
export const reviewLink = forStakeholders(async (request, ports, session) => {
  const resolved = await resolveLink(request.pathParameters?.link ?? '', session.actor.person, ports);
  if (resolved.kind === 'UNKNOWN') {
    return message(
      404,
      'This link leads nowhere for you',
      ['It may be cut off, or made for somebody else. What waits for you is under My tasks.'],
      session,
    );
  }
  return seeOther(`/reviews/${resolved.exceptionId}`);
});

const pageInput = (
  found: ReviewWithDossier,
  session: Session,
  people: readonly Stakeholder[],
  ports: PortalPorts,
): ReviewPageInput => ({
  ...found,
  session,
  now: ports.clock.now(),
  nonce: ports.ids.random(16),
  candidateNames: new Map(people.map(({ person, name }) => [person, name])),
  minimumRationale: ports.policy.rationale.minimumCharacters,
});

const noReview = (session: Session) =>
  message(404, 'There is no such review', ['Reviews that wait for you are under My tasks.'], session);

export const review = forStakeholders(async (request, ports, session, people) => {
  const found = await readReview(exceptionId(request.pathParameters?.exceptionId ?? ''), ports);
  if (!found) return noReview(session);
  const justDecided = request.queryStringParameters?.recorded === '1';
  return htmlAnswer(200, reviewPage({ ...pageInput(found, session, people, ports), justDecided }));
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

export const decide: Answer = async (request, ports) => {
  const session = await sessionOf(request, ports);
  if (!session)
    return message(401, 'You are not signed in', [
      'Nothing was recorded. Sign in, open the review and decide again.',
    ]);
  if (!isOwnOrigin(request, ports.portalUrl))
    return message(403, 'Nothing was recorded', ['The form did not come from this portal.'], session);
  const id = exceptionId(request.pathParameters?.exceptionId ?? '');
  const {
    round = '',
    dossierHash = '',
    nonce = '',
    token = '',
    choice = '',
    rationale = '',
  } = formOf(request);
  const shown = { exceptionId: id, round: Number(round), dossierHash };
  if (!nonce || !isFormToken(session, decisionSubject(shown), nonce, token)) {
    return message(
      403,
      'Nothing was recorded',
      ['The form is not one of this session. Open the review again and decide there.'],
      session,
    );
  }
  const result = await castVote({ ...shown, choice, rationale, actor: session.actor }, ports);
  if (result.kind === 'RECORDED' || result.kind === 'REPEATED') return seeOther(`/reviews/${id}?recorded=1`);
  const found = await readReview(id, ports);
  if (!found) return noReview(session);
  const people = await ports.stakeholders.list();
  const page = (problem?: ReviewPageInput['problem']) =>
    reviewPage({ ...pageInput(found, session, people, ports), ...(problem ? { problem } : {}) });
  // The page names who decided, what and when.
  if (result.kind === 'DECIDED_BEFORE') return htmlAnswer(409, page());
  return htmlAnswer(refusalStatus[result.reason], page({ message: result.message, choice, rationale }));
};

export const catalogue = forStakeholders(async (request, ports, session) => {
  const { q = '', verdict = '' } = request.queryStringParameters ?? {};
  const rows = [];
  for (const record of currentRecords(await ports.catalogue.list()))
    rows.push({ record, ...(await ports.catalogue.results(record.apiId)) });
  return htmlAnswer(
    200,
    cataloguePage(rows, { text: q.slice(0, 100), verdict }, await ports.cycles.latest(), session),
  );
});
