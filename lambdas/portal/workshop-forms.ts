import { hasRole } from '../../core/people/policy.ts';
import { revealedClaims } from '../../core/workshop/claim.ts';
import { standingIn } from '../../core/workshop/session.ts';
import { seeOther } from '../edge/http.ts';
import { forWorkshop, pageOf } from './for-workshop.ts';
import { nothingRecorded } from './forms.ts';

/** Ends the private list for good: from now on the person sees what was found. */
export const finishList = forWorkshop('finish', async ({ session }, _fields, request, ports, { self }) => {
  await ports.workshops.finish(session.sessionId, {
    person: self.person,
    finishedAt: ports.clock.now().toISOString(),
  });
  return seeOther(pageOf(request));
});

/** Says whether two things are one. Only about claims that are revealed, by people whose own list is finished. */
export const decideSame = forWorkshop('same', async (workshop, fields, request, ports, { session, self }) => {
  const now = ports.clock.now();
  const claims = new Set(revealedClaims(workshop, now).map(({ claimId }) => claimId));
  const isListing = standingIn(workshop.session, workshop.finished, self.person, now) === 'LISTING';
  const { claimId = '', otherClaim, otherApi, same } = fields;
  const rows = otherApi ? await ports.overview.rows() : [];
  const row = rows.find(({ apiId }) => apiId === otherApi);
  const target = row
    ? { apiId: row.apiId }
    : otherClaim && claims.has(otherClaim)
      ? { claimId: otherClaim }
      : undefined;
  if (isListing || !claims.has(claimId) || !target || !['yes', 'no'].includes(same ?? ''))
    return nothingRecorded(409, 'These two cannot be compared now.', session, pageOf(request));
  await ports.workshops.decide(workshop.session.sessionId, {
    claimId,
    target,
    same: same === 'yes',
    by: self.person,
    at: now.toISOString(),
  });
  return seeOther(`${pageOf(request)}#same`);
});

export const closeWorkshop = forWorkshop(
  'close',
  async (workshop, _fields, request, ports, { session, self }) => {
    if (!hasRole(self, ports.peoplePolicy.mayOpenWorkshops))
      return nothingRecorded(403, 'Your roles do not let you close a workshop.', session, pageOf(request));
    await ports.workshops.close(workshop.session.sessionId, ports.clock.now().toISOString());
    return seeOther(pageOf(request));
  },
);
