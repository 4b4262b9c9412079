import type { PersonId } from '../identifiers.ts';

/** Fixed id of the claims that people make outside of workshops, about hosts nobody accounts for. */
export const leadsSession = 'leads';

/** One workshop (step 1.2): people write down what they remember, each for themselves, before anything is shown. */
export interface WorkshopSession {
  /** ≤ 40 characters of `[a-z0-9-]`. */
  readonly sessionId: string;
  readonly title: string;
  readonly openedBy: PersonId;
  /** ISO 8601, UTC. */
  readonly openedAt: string;
  /** Ends by itself then, so that nobody is kept from the catalogue by a workshop that was forgotten. */
  readonly endsAt: string;
  readonly invited: readonly PersonId[];
  readonly closedAt?: string;
}

/** Somebody who takes part. Exists from the moment the list was finished, or declined. */
export interface Participation {
  readonly person: PersonId;
  readonly finishedAt: string;
}

/** How long a workshop may stay open. */
export const sessionHours = 4;

export const isOpen = ({ openedAt, endsAt, closedAt }: WorkshopSession, now: Date): boolean =>
  closedAt === undefined && new Date(openedAt) <= now && now < new Date(endsAt);

/**
 * Where somebody stands in a workshop. `LISTING`: invited, writing privately, and sees nothing of what was found.
 * `REVEALED`: finished the list, or the workshop is over. `OUTSIDE`: neither invited nor taking part.
 */
export type Standing = 'LISTING' | 'REVEALED' | 'OUTSIDE';

export const standingIn = (
  session: WorkshopSession,
  finished: readonly Participation[],
  person: PersonId,
  now: Date,
): Standing => {
  const invited = session.invited.includes(person);
  if (!invited && person !== session.openedBy) return 'OUTSIDE';
  const isListing = invited && isOpen(session, now) && !finished.some((one) => one.person === person);
  return isListing ? 'LISTING' : 'REVEALED';
};
