import type { ExceptionId } from '../identifiers.ts';
import type { Clock } from '../ports.ts';
import type { RiskPolicy } from './policy.ts';
import type { Log, Reviews, RoundCompleter, RoundTokens } from './ports.ts';
import type { VoteRequest, VoteResult } from './review.ts';
import { ReviewBusy, writeAttempts } from './review-busy.ts';
import { judgeVote } from './vote.ts';

export interface CastVotePorts {
  readonly reviews: Pick<Reviews, 'read' | 'recordVote'>;
  readonly tokens: Pick<RoundTokens, 'read'>;
  readonly completer: RoundCompleter;
  readonly policy: RiskPolicy;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Casts one vote: judged on what is stored, recorded in one transaction, then the waiting machine is nudged.
 * Whoever loses a race reads what won and gets that as the answer.
 * @throws ReviewBusy
 */
export const castVote = async (request: VoteRequest, ports: CastVotePorts): Promise<VoteResult> => {
  for (let attempt = 0; attempt < writeAttempts; attempt++) {
    const stored = await ports.reviews.read(request.exceptionId);
    const judgement = judgeVote(stored, request, ports.policy, ports.clock.now());
    if (judgement.kind !== 'ACCEPTED') return judgement;
    const { before, after, vote, event } = judgement;
    if ((await ports.reviews.recordVote({ before, after, vote, event })) === 'CONFLICT') continue;
    if (after.review.state !== 'IN_REVIEW') await nudge(request.exceptionId, after.review.round, ports);
    const { authTime: _, amr: __, ...shown } = vote;
    return { kind: 'RECORDED', vote: shown };
  }
  throw new ReviewBusy(request.exceptionId);
};

/** The decision stands in the table: a nudge that fails costs at most one tick, never the vote. */
const nudge = async (exceptionId: ExceptionId, round: number, ports: CastVotePorts): Promise<void> => {
  try {
    const token = await ports.tokens.read(exceptionId, round);
    const answer = token ? await ports.completer.complete(token, { exceptionId, round }) : 'STALE';
    if (answer === 'STALE') ports.log.warn('round-completion-stale', { exceptionId, round });
  } catch (error) {
    const name = error instanceof Error ? error.name : 'Error';
    ports.log.warn('round-completion-failed', { exceptionId, round, error: name });
  }
};
