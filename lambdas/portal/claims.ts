import { readCapture } from '../../core/workshop/capture.ts';
import { isOpen, standingIn } from '../../core/workshop/session.ts';
import { seeOther } from '../edge/http.ts';
import { forWorkshop, pageOf } from './for-workshop.ts';
import { formId, nothingRecorded } from './forms.ts';
import { workshopSubject } from './pages/workshop-subjects.ts';
import { workshopAnswer } from './workshop-session.ts';

/** Puts one thing on the person's list: private while the list is open, marked as such when what was found is shown. */
export const addClaim = forWorkshop('claim', async (workshop, fields, request, ports, visitor) => {
  const { session, self } = visitor;
  const now = ports.clock.now();
  if (!isOpen(workshop.session, now))
    return nothingRecorded(409, 'The workshop is over.', session, pageOf(request));
  const read = readCapture(fields);
  if (!read.ok)
    return workshopAnswer(workshop, 422, ports, visitor, { typed: fields, problems: read.problems });
  const { sessionId } = workshop.session;
  const standing = standingIn(workshop.session, workshop.finished, self.person, now);
  await ports.workshops.addClaim({
    claimId: formId(session, workshopSubject('claim', sessionId), fields),
    sessionId,
    person: self.person,
    roles: self.roles,
    at: now.toISOString(),
    list: standing === 'LISTING' ? 'before' : 'after',
    capture: read.capture,
  });
  return seeOther(`${pageOf(request)}#list`);
});

export const withdrawClaim = forWorkshop(
  'withdraw',
  async ({ session }, fields, request, ports, { self }) => {
    const at = ports.clock.now().toISOString();
    await ports.workshops.withdrawClaim(session.sessionId, fields.claimId ?? '', self.person, at);
    return seeOther(`${pageOf(request)}#list`);
  },
);
