import { type Claim, type ClaimLink, linkTarget } from '../../../core/workshop/claim.ts';
import type { Workshops } from '../../../core/workshop/ports.ts';
import type { Participation, WorkshopSession } from '../../../core/workshop/session.ts';

export const memoryWorkshops = (): Workshops => {
  const sessions = new Map<string, WorkshopSession>();
  const claims = new Map<string, Claim>();
  const links = new Map<string, { sessionId: string; link: ClaimLink }>();
  const done = new Map<string, { sessionId: string; participation: Participation }>();
  const finished = (sessionId: string) =>
    [...done.values()].filter((one) => one.sessionId === sessionId).map(({ participation }) => participation);
  return {
    open: async (session) => {
      if (!sessions.has(session.sessionId)) sessions.set(session.sessionId, session);
    },
    close: async (sessionId, closedAt) => {
      const session = sessions.get(sessionId);
      if (session && !session.closedAt) sessions.set(sessionId, { ...session, closedAt });
    },
    list: async () => [...sessions.values()].sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1)),
    read: async (sessionId) => {
      const session = sessions.get(sessionId);
      return (
        session && {
          session,
          finished: finished(sessionId),
          claims: [...claims.values()]
            .filter((claim) => claim.sessionId === sessionId)
            .sort((a, b) => (a.at < b.at ? -1 : 1)),
          links: [...links.values()].filter((one) => one.sessionId === sessionId).map(({ link }) => link),
        }
      );
    },
    finished: async (sessionId) => finished(sessionId),
    finish: async (sessionId, participation) => {
      const key = `${sessionId} ${participation.person}`;
      if (!done.has(key)) done.set(key, { sessionId, participation });
    },
    addClaim: async (claim) => {
      const key = `${claim.sessionId} ${claim.claimId}`;
      if (!claims.has(key)) claims.set(key, claim);
    },
    withdrawClaim: async (sessionId, claimId, by, withdrawnAt) => {
      const claim = claims.get(`${sessionId} ${claimId}`);
      if (claim?.person === by) claims.set(`${sessionId} ${claimId}`, { ...claim, withdrawnAt });
    },
    decide: async (sessionId, link) =>
      void links.set(`${sessionId} ${link.claimId} ${linkTarget(link)}`, { sessionId, link }),
  };
};
