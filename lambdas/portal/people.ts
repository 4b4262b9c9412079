import type { Stakeholder } from '../../core/inventory/stakeholder.ts';
import { type HttpAnswer, type HttpRequest, htmlAnswer } from '../edge/http.ts';
import { messagePage } from './pages/shell.ts';
import type { PortalPorts, Session } from './ports.ts';
import { sessionOf, toSignIn } from './session.ts';

/** What answers one route. */
export type Answer = (request: HttpRequest, ports: PortalPorts) => Promise<HttpAnswer>;

/** Who asks: signed in, and in the register. */
export interface Visitor {
  readonly session: Session;
  readonly people: readonly Stakeholder[];
}

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

/** For people of the register. Others are told whom to ask; without a session they sign in first. */
export const forStakeholders =
  (
    answer: (request: HttpRequest, ports: PortalPorts, visitor: Visitor) => Promise<HttpAnswer>,
    withoutSession: Answer = (request, ports) => toSignIn(addressOf(request), ports),
  ): Answer =>
  async (request, ports) => {
    const session = await sessionOf(request, ports);
    if (!session) return withoutSession(request, ports);
    const people = await ports.stakeholders.list();
    if (people.some(({ person }) => person === session.actor.person))
      return answer(request, ports, { session, people });
    return message(
      403,
      'You are signed in, but not in the register',
      ['The stakeholder register does not name you. Ask whoever keeps stakeholders.yaml to enter you.'],
      session,
      { href: '/sign-in', label: 'Sign in as somebody else' },
    );
  };
