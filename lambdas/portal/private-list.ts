import type { PersonId } from '../../core/identifiers.ts';
import { isOpen, standingIn } from '../../core/workshop/session.ts';
import type { PortalPorts } from './ports.ts';

/** The workshop for which somebody writes a private list now; undefined when there is none. */
export const openPrivateList = async (
  person: PersonId,
  { workshops, clock }: Pick<PortalPorts, 'workshops' | 'clock'>,
): Promise<string | undefined> => {
  const now = clock.now();
  for (const session of await workshops.list()) {
    if (!isOpen(session, now) || !session.invited.includes(person)) continue;
    const finished = await workshops.finished(session.sessionId);
    if (standingIn(session, finished, person, now) === 'LISTING') return session.sessionId;
  }
  return undefined;
};
