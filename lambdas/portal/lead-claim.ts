import { readCapture } from '../../core/workshop/capture.ts';
import { leadsSession } from '../../core/workshop/session.ts';
import { seeOther } from '../edge/http.ts';
import { coverageAnswer } from './coverage.ts';
import { forForm, formId } from './forms.ts';
import { claimSubject } from './pages/coverage-page.ts';

/** Somebody knows what a host is: a statement like that of a workshop, made after what was found was shown. */
export const claimLead = forForm(
  { subject: () => claimSubject, back: () => '/coverage' },
  async (fields, _request, ports, visitor) => {
    const { session, self } = visitor;
    const read = readCapture(fields);
    const problems = {
      ...(read.ok ? {} : read.problems),
      ...((fields.where ?? '').trim() === '' ? { where: 'Write the host that you know.' } : {}),
    };
    if (!read.ok || Object.keys(problems).length > 0)
      return coverageAnswer(422, ports, visitor, { typed: fields, problems });
    const at = ports.clock.now().toISOString();
    await ports.workshops.open({
      sessionId: leadsSession,
      title: 'Hosts that people account for',
      openedBy: self.person,
      openedAt: at,
      endsAt: at,
      invited: [],
    });
    await ports.workshops.addClaim({
      claimId: formId(session, claimSubject, fields),
      sessionId: leadsSession,
      person: self.person,
      roles: self.roles,
      at,
      list: 'after',
      capture: read.capture,
    });
    return seeOther('/coverage?done=1');
  },
);
