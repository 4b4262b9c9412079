import type { Workshop } from '../../core/workshop/claim.ts';
import { standingIn } from '../../core/workshop/session.ts';
import type { HttpAnswer, HttpRequest } from '../edge/http.ts';
import { type Fields, forForm } from './forms.ts';
import { workshopSubject } from './pages/workshop-subjects.ts';
import type { Answer, Visitor } from './people.ts';
import type { PortalPorts } from './ports.ts';
import { noWorkshop, sessionIdOf, workshopOf } from './workshop-session.ts';

export const pageOf = (request: HttpRequest): string => `/workshop/${sessionIdOf(request) ?? ''}`;

/** A form of a workshop that this person takes part in. It is answered here, so that a private list stays open. */
export const forWorkshop = (
  what: Parameters<typeof workshopSubject>[0],
  answer: (
    workshop: Workshop,
    fields: Fields,
    request: HttpRequest,
    ports: PortalPorts,
    visitor: Visitor,
  ) => Promise<HttpAnswer>,
): Answer =>
  forForm(
    {
      subject: (request) => workshopSubject(what, sessionIdOf(request) ?? ''),
      back: pageOf,
      namesNoApi: true,
    },
    async (fields, request, ports, visitor) => {
      const workshop = await workshopOf(request, ports);
      const { person } = visitor.self;
      const isOutside =
        !workshop || standingIn(workshop.session, workshop.finished, person, ports.clock.now()) === 'OUTSIDE';
      if (isOutside) return noWorkshop(visitor.session);
      return answer(workshop, fields, request, ports, visitor);
    },
  );
