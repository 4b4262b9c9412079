import type { ApiId, PersonId } from '../identifiers.ts';
import type { Role } from '../inventory/stakeholder.ts';
import type { Capture } from './capture.ts';
import { isOpen, leadsSession, type Participation, type WorkshopSession } from './session.ts';

/** One thing that one person remembers. */
export interface Claim {
  readonly claimId: string;
  readonly sessionId: string;
  readonly person: PersonId;
  /** Constituencies of the person at that time. */
  readonly roles: readonly Role[];
  /** ISO 8601, UTC. */
  readonly at: string;
  /**
   * `before`: on the private list, with the catalogue closed to the person since the workshop opened. `after`: said
   * when what was found had been shown, so that it proves nothing about how much is still unknown.
   */
  readonly list: 'before' | 'after';
  readonly capture: Capture;
  readonly withdrawnAt?: string;
}

/** What somebody decided about a suggestion: that a claim is the same as an API or as another claim, or is not. */
export interface ClaimLink {
  readonly claimId: string;
  readonly target: { readonly apiId: ApiId } | { readonly claimId: string };
  readonly same: boolean;
  readonly by: PersonId;
  readonly at: string;
}

/** Everything of one workshop. */
export interface Workshop {
  readonly session: WorkshopSession;
  readonly finished: readonly Participation[];
  /** Oldest first, withdrawn ones too. */
  readonly claims: readonly Claim[];
  readonly links: readonly ClaimLink[];
}

/**
 * The claims that others may see and the catalogue is resolved from: lists that were finished, and all of them when
 * the workshop is over. A private list is nobody else's business before.
 */
export const revealedClaims = ({ session, finished, claims }: Workshop, now: Date): readonly Claim[] => {
  const done = new Set(finished.map(({ person }) => person));
  const all = session.sessionId === leadsSession || !isOpen(session, now);
  return claims.filter(
    ({ person, withdrawnAt, list }) =>
      withdrawnAt === undefined && (all || list === 'after' || done.has(person)),
  );
};

/** Key of what a link decided, whichever way it was asked. */
export const linkTarget = ({ target }: Pick<ClaimLink, 'target'>): string =>
  'apiId' in target ? `api:${target.apiId}` : `claim:${target.claimId}`;
