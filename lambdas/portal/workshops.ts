import { oneLine } from '../../core/inventory/settlement.ts';
import { roles } from '../../core/inventory/stakeholder.ts';
import { hasRole } from '../../core/people/policy.ts';
import { leadsSession, sessionHours, standingIn, type WorkshopSession } from '../../core/workshop/session.ts';
import { htmlAnswer, seeOther } from '../edge/http.ts';
import { forForm, formId, nothingRecorded } from './forms.ts';
import { openWorkshopSubject, workshopsPage } from './pages/workshops-page.ts';
import { forStakeholders } from './people.ts';

/** The workshops of this person: titles only, so that it stays open to somebody who writes a list. */
export const workshops = forStakeholders(
  async (_request, ports, { session, self }) => {
    const sessions = (await ports.workshops.list()).filter(
      (one) =>
        one.sessionId !== leadsSession && standingIn(one, [], self.person, ports.clock.now()) !== 'OUTSIDE',
    );
    return htmlAnswer(
      200,
      workshopsPage({
        sessions,
        mayOpen: hasRole(self, ports.peoplePolicy.mayOpenWorkshops),
        now: ports.clock.now(),
        nonce: ports.ids.random(16),
        session,
      }),
    );
  },
  { namesNoApi: true },
);

/** Opens a workshop with everybody of the chosen constituencies. */
export const openWorkshop = forForm(
  { subject: () => openWorkshopSubject, back: () => '/workshop', namesNoApi: true },
  async (fields, _request, ports, { session, self, people }) => {
    const refuse = (status: number, text: string) => nothingRecorded(status, text, session, '/workshop');
    if (!hasRole(self, ports.peoplePolicy.mayOpenWorkshops))
      return refuse(403, `Only ${ports.peoplePolicy.mayOpenWorkshops.join(', ')} may open a workshop.`);
    const title = oneLine(fields.title ?? '').slice(0, 100);
    const chosen = roles.filter((role) => `invite-${role}` in fields);
    const invited = people.filter((one) => hasRole(one, chosen)).map(({ person }) => person);
    if (title === '' || invited.length === 0)
      return refuse(422, 'Give the workshop a title, and invite at least one group that somebody is in.');
    const now = ports.clock.now();
    const opened: WorkshopSession = {
      sessionId: `w-${formId(session, openWorkshopSubject, fields)}`,
      title,
      openedBy: self.person,
      openedAt: now.toISOString(),
      endsAt: new Date(now.getTime() + sessionHours * 3_600_000).toISOString(),
      invited,
    };
    await ports.workshops.open(opened);
    return seeOther(`/workshop/${opened.sessionId}`);
  },
);
