import type { Stakeholder } from '../../core/inventory/stakeholder.ts';
import { type HttpAnswer, type HttpRequest, htmlAnswer } from '../edge/http.ts';
import { messagePage } from './pages/shell.ts';
import type { PortalPorts, Session } from './ports.ts';
import { openPrivateList } from './private-list.ts';
import { sessionOf, toSignIn } from './session.ts';

/** What answers one route. */
export type Answer = (request: HttpRequest, ports: PortalPorts) => Promise<HttpAnswer>;

/** Who asks: signed in, and in the register. */
export interface Visitor {
  readonly session: Session;
  /** Their entry of the register. */
  readonly self: Stakeholder;
  readonly people: readonly Stakeholder[];
}

export type VisitorAnswer = (
  request: HttpRequest,
  ports: PortalPorts,
  visitor: Visitor,
) => Promise<HttpAnswer>;

/** A page with one message, and where to go on: `next`, else the tasks or the sign-in. */
export const message = (
  status: number,
  title: string,
  text: readonly string[],
  session?: Session,
  next: { readonly href: string; readonly label: string } = session
    ? { href: '/', label: 'My tasks' }
    : { href: '/sign-in', label: 'Sign in' },
): HttpAnswer => htmlAnswer(status, messagePage(title, text, session, next));

const addressOf = ({ rawPath, rawQueryString }: HttpRequest): string =>
  rawQueryString ? `${rawPath}?${rawQueryString}` : rawPath;

/** Says why everything that names an API is closed, and where the list is. */
const finishFirst = (sessionId: string, session: Session): HttpAnswer =>
  message(
    403,
    'Your private list is open',
    [
      'You write down what you remember before you see what was found; that is what makes your list worth something.',
      'Until you finish it, pages that name APIs are closed to you. Finishing takes one button, and nothing is lost.',
    ],
    session,
    { href: `/workshop/${sessionId}`, label: 'Go to my list' },
  );

export interface StakeholderRoute {
  readonly withoutSession?: Answer;
  /** The route names no API that was found: it stays open to somebody who writes a private list. */
  readonly namesNoApi?: true;
}

/**
 * For people of the register. Others are told whom to ask; without a session they sign in first. Closed to people who
 * write a private list, unless the route says that it names no API.
 */
export const forStakeholders =
  (answer: VisitorAnswer, { withoutSession, namesNoApi }: StakeholderRoute = {}): Answer =>
  async (request, ports) => {
    const session = await sessionOf(request, ports);
    if (!session)
      return withoutSession ? withoutSession(request, ports) : toSignIn(addressOf(request), ports);
    const { person } = session.actor;
    const people = await ports.stakeholders.list();
    const self = people.find((one) => one.person === person);
    if (!self)
      return message(
        403,
        'You are signed in, but not in the register',
        ['The stakeholder register does not name you. Ask whoever keeps stakeholders.yaml to enter you.'],
        session,
        { href: '/sign-in', label: 'Sign in as somebody else' },
      );
    const list = namesNoApi ? undefined : await openPrivateList(person, ports);
    return list ? finishFirst(list, session) : answer(request, ports, { session, self, people });
  };
