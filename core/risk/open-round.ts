import { emptyChain } from '../audit/audit-event.ts';
import { append } from '../audit/chain.ts';
import type { PersonId } from '../identifiers.ts';
import type { Documents, Ids } from '../ports.ts';
import { dossierHash } from './dossier.ts';
import { makeLinkId } from './link.ts';
import type { CaseSubject } from './load-case.ts';
import { type NotifyPorts, notify } from './notify.ts';
import type { RiskPolicy } from './policy.ts';
import type { Reviews, RoundCompleter, RoundTokens, StoredReview } from './ports.ts';
import type { Dossier, ReviewLink } from './review.ts';
import { ReviewBusy, writeAttempts } from './review-busy.ts';
import { nextMilestoneAt, openSeats, roundTimes } from './round.ts';
import { resolveSeats } from './seats.ts';

export interface OpenRoundSubject extends CaseSubject {
  readonly dossierKey: string;
  readonly basis: string;
  /** Of the waiting task. */
  readonly token: string;
}

export interface OpenRoundPorts extends NotifyPorts {
  readonly reviews: Pick<Reviews, 'read' | 'open'>;
  readonly tokens: RoundTokens;
  readonly completer: RoundCompleter;
  readonly documents: Pick<Documents, 'getJson'>;
  readonly policy: RiskPolicy;
  readonly ids: Ids;
  readonly tickSeconds: number;
}

/** The people changed between resolving the seats and opening the round. */
export class SeatsChanged extends Error {
  override readonly name = 'SeatsChanged';
}

/** A Review link still leads to the recorded outcome for a while after the round. */
const linkDaysAfterLapse = 30;

/**
 * Opens the round if it is not open, registers the token of the waiting task, then mails. Safe to run again: the
 * token is replaced (T3), links stay, mails go out once. A round that is already decided, or that another execution
 * carries, is completed at once on the token just received (T4).
 * @throws SeatsChanged, NobodyNotified, ReviewBusy
 */
export const openRound = async (
  subject: OpenRoundSubject,
  ports: OpenRoundPorts,
): Promise<{ readonly state: 'WAITING' | 'COMPLETED'; readonly sent: number; readonly failed: number }> => {
  const { exceptionId, execution, token } = subject;
  const opened = await openedRound(subject, ports);
  const { round, lapseAt } = opened.review;
  const completeNow = async () => {
    await ports.completer.complete(token, { exceptionId, round });
    return { state: 'COMPLETED', sent: 0, failed: 0 } as const;
  };
  if (opened.review.state !== 'IN_REVIEW') return completeNow();
  const registered = await ports.tokens.store({
    exceptionId,
    round,
    holder: execution,
    token,
    expiresAt: daysAfter(lapseAt, 7),
  });
  if (registered === 'NOT_HOLDER') return completeNow();
  // A vote between the first read and the registration nudged the token before this one.
  const now = await ports.reviews.read(exceptionId);
  if (now?.review.state !== 'IN_REVIEW' || now.review.round !== round) return completeNow();
  const candidates = openSeats(now.review.seats).flatMap((seat) => seat.candidates);
  const mails = await notify(now, { event: 'ROUND_OPENED', mark: 'ROUND_OPENED' }, candidates, ports);
  return { state: 'WAITING', ...mails };
};

const daysAfter = (iso: string, days: number): string =>
  new Date(new Date(iso).getTime() + days * 86_400_000).toISOString();

/** The stored round that this execution is about: opened now, by this execution before, or by somebody faster. */
const openedRound = async (subject: OpenRoundSubject, ports: OpenRoundPorts): Promise<StoredReview> => {
  for (let attempt = 0; attempt < writeAttempts; attempt++) {
    const stored = await ports.reviews.read(subject.exceptionId);
    if (stored && (stored.holder === subject.execution || stored.review.state !== 'IN_REVIEW')) return stored;
    const dossier = await ports.documents.getJson<Dossier>(subject.dossierKey);
    if (stored && stored.review.round >= dossier.round) return stored;
    const change = await opening(subject, stored, dossier, ports);
    if ((await ports.reviews.open(change)) === 'COMMITTED') return change.after;
  }
  throw new ReviewBusy(subject.exceptionId);
};

const opening = async (
  subject: OpenRoundSubject,
  before: StoredReview | undefined,
  dossier: Dossier,
  ports: OpenRoundPorts,
) => {
  const resolved = resolveSeats(dossier, await ports.stakeholders.list(), ports.policy);
  if (resolved.kind !== 'FILLABLE')
    throw new SeatsChanged(
      `The seats of ${subject.exceptionId} can no longer be filled; see stakeholders.yaml.`,
    );
  const { remindAt, ...times } = roundTimes(
    ports.clock.now(),
    ports.tickSeconds,
    ports.policy.milestones,
    dossier.requestedUntil,
  );
  const { exceptionId, apiId, apiName, tier, round, policyVersion } = dossier;
  const hash = dossierHash(dossier);
  const people = new Set(resolved.seats.flatMap(({ candidates }) => candidates));
  const links = [...people].map(
    (person): ReviewLink => ({
      linkId: makeLinkId(ports.ids, round, new Date(daysAfter(times.lapseAt, linkDaysAfterLapse))),
      exceptionId,
      round,
      person,
      expiresAt: daysAfter(times.lapseAt, linkDaysAfterLapse),
    }),
  );
  const { event, head } = append(before?.auditHead ?? emptyChain, {
    exceptionId,
    at: times.openedAt,
    actor: 'gatehouse',
    kind: 'ROUND_OPENED',
    payload: {
      round,
      tier,
      dossierKey: subject.dossierKey,
      dossierHash: hash,
      policyVersion,
      lapseAt: times.lapseAt,
      seats: Object.fromEntries(resolved.seats.map(({ seat, candidates }) => [seat, candidates])),
    },
  });
  const milestones = { remindAt, remindersSent: 0 };
  const after: StoredReview = {
    review: {
      exceptionId,
      apiId,
      apiName,
      tier,
      round,
      ...times,
      dossierKey: subject.dossierKey,
      dossierHash: hash,
      seats: resolved.seats,
      policyVersion,
      state: 'IN_REVIEW',
    },
    version: (before?.version ?? 0) + 1,
    requester: dossier.requester.person,
    apiOwner: dossier.apiOwner,
    requestedUntil: dossier.requestedUntil,
    requestKey: subject.requestKey,
    cycleId: subject.cycleId,
    basis: subject.basis,
    ...milestones,
    links: Object.fromEntries(links.map(({ person, linkId }) => [person, linkId])) as Record<
      PersonId,
      ReviewLink['linkId']
    >,
    holder: subject.execution,
    nextActionAt: nextMilestoneAt({ ...milestones, lapseAt: times.lapseAt }),
    auditHead: head,
  };
  return { ...(before ? { before } : {}), after, links, event };
};
