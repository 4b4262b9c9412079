import type { Workshop } from '../../core/workshop/claim.ts';
import { revealedClaims } from '../../core/workshop/claim.ts';
import { leadsSession, standingIn } from '../../core/workshop/session.ts';
import { suggestionsFor } from '../../core/workshop/suggestions.ts';
import { type HttpAnswer, type HttpRequest, htmlAnswer } from '../edge/http.ts';
import { listPage, type WorkshopPageInput } from './pages/workshop-list-page.ts';
import { revealedPage } from './pages/workshop-revealed-page.ts';
import { forStakeholders, message, type Visitor } from './people.ts';
import type { PortalPorts, Session } from './ports.ts';
import { openPrivateList } from './private-list.ts';

/** The workshop that the address names, if it can be one at all. */
export const sessionIdOf = ({ pathParameters }: HttpRequest): string | undefined => {
  const text = pathParameters?.sessionId ?? '';
  return /^[a-z0-9-]{1,40}$/.test(text) && text !== leadsSession ? text : undefined;
};

export const workshopOf = async (
  request: HttpRequest,
  { workshops }: Pick<PortalPorts, 'workshops'>,
): Promise<Workshop | undefined> => {
  const id = sessionIdOf(request);
  return id === undefined ? undefined : workshops.read(id);
};

export const noWorkshop = (session: Session): HttpAnswer =>
  message(404, 'There is no such workshop for you', ['You may not be invited to it.'], session, {
    href: '/workshop',
    label: 'Workshops',
  });

/** The page of one workshop as this person may see it now, also after a form that was not taken. */
export const workshopAnswer = async (
  workshop: Workshop,
  status: number,
  ports: PortalPorts,
  visitor: Visitor,
  more: Pick<WorkshopPageInput, 'typed' | 'problems'> = {},
): Promise<HttpAnswer> => {
  const { session, self, people } = visitor;
  const now = ports.clock.now();
  const standing = standingIn(workshop.session, workshop.finished, self.person, now);
  if (standing === 'OUTSIDE') return noWorkshop(session);
  const own = workshop.claims.filter(
    ({ person, withdrawnAt }) => person === self.person && withdrawnAt === undefined,
  );
  const page = { workshop, own, session, now, nonce: ports.ids.random(16), ...more };
  if (standing === 'LISTING') return htmlAnswer(status, listPage(page));
  // A private list of another workshop is still open: what was found stays closed here too.
  if (await openPrivateList(self.person, ports)) return noWorkshop(session);
  const rows = await ports.overview.rows();
  const claims = revealedClaims(workshop, now);
  return htmlAnswer(
    status,
    revealedPage({
      ...page,
      claims,
      rows,
      suggestions: suggestionsFor(claims, rows, workshop.links),
      names: new Map(people.map(({ person, name }) => [person, name])),
      mayClose: self.roles.some((role) => ports.peoplePolicy.mayOpenWorkshops.includes(role)),
    }),
  );
};

export const workshop = forStakeholders(
  async (request, ports, visitor) => {
    const found = await workshopOf(request, ports);
    return found ? workshopAnswer(found, 200, ports, visitor) : noWorkshop(visitor.session);
  },
  { namesNoApi: true },
);
