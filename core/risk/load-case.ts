import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/canonical-json.ts';
import { type CycleId, cycleId, type ExceptionId } from '../identifiers.ts';
import type { InputProblem } from '../input-problem.ts';
import {
  type Catalogue,
  type Clock,
  type Cycles,
  DocumentNotFound,
  type Documents,
  type Intake,
  type Stakeholders,
} from '../ports.ts';
import { dossierKey } from './dossier.ts';
import type { RiskPolicy } from './policy.ts';
import type { Reviews } from './ports.ts';
import { submit } from './submission.ts';

export interface CaseSubject {
  readonly exceptionId: ExceptionId;
  readonly requestKey: string;
  readonly cycleId: string;
  /** Name of the execution that asks. */
  readonly execution: string;
}

export interface LoadCasePorts {
  readonly reviews: Pick<Reviews, 'read'>;
  readonly intake: Pick<Intake, 'getText'>;
  readonly catalogue: Pick<Catalogue, 'list'>;
  readonly stakeholders: Pick<Stakeholders, 'list'>;
  readonly documents: Pick<Documents, 'putJson'>;
  readonly cycles: Pick<Cycles, 'record'>;
  readonly policy: RiskPolicy;
  readonly issuer: string;
  readonly clock: Clock;
}

export type LoadedCase =
  /** A round is to be opened, or this execution carries the open one. */
  | { readonly outcome: 'READY'; readonly dossierKey: string; readonly basis: string }
  /** The request is incomplete; what to complete stands in the cycle's problems. */
  | { readonly outcome: 'REFUSED'; readonly problems: number }
  /** Another execution carries the open round. */
  | { readonly outcome: 'HELD' }
  /** The exception was decided; a new attempt is a new request. */
  | { readonly outcome: 'SETTLED' };

const maximumBytes = 256 * 1024;

const unreadable = (requestKey: string, error: unknown): InputProblem | undefined => {
  const file = requestKey;
  if (error instanceof DocumentNotFound)
    return { file, message: 'The request is gone.', fix: 'Hand it in again.' };
  if (error instanceof Error && error.name === 'ObjectTooLarge')
    return { file, message: `The request has more than ${maximumBytes} bytes.`, fix: 'Shorten it.' };
  return undefined;
};

/**
 * Prepares a case: reads the request as it is handed in now, judges whether it is complete, and stores the dossier
 * of the round to open. A request that changed while its round is open prepares the next round (G5).
 */
export const loadCase = async (subject: CaseSubject, ports: LoadCasePorts): Promise<LoadedCase> => {
  const { exceptionId, requestKey, execution } = subject;
  const stored = await ports.reviews.read(exceptionId);
  if (stored && stored.review.state !== 'IN_REVIEW') return { outcome: 'SETTLED' };
  if (stored?.holder === execution)
    return { outcome: 'READY', dossierKey: stored.review.dossierKey, basis: stored.basis };

  const refuse = async (problems: readonly InputProblem[]): Promise<LoadedCase> => {
    await recordProblems(subject, problems, ports.cycles);
    return { outcome: 'REFUSED', problems: problems.length };
  };
  let text: string;
  try {
    text = await ports.intake.getText(requestKey, maximumBytes);
  } catch (error) {
    const problem = unreadable(requestKey, error);
    if (!problem) throw error;
    return refuse([problem]);
  }
  const basis = createHash('sha256')
    .update(canonicalJson({ text, policy: ports.policy.version }))
    .digest('hex');
  if (stored?.basis === basis) return { outcome: 'HELD' };

  const submission = submit(text, requestKey, {
    exceptionId,
    round: (stored?.review.round ?? 0) + 1,
    catalogue: await ports.catalogue.list(),
    stakeholders: await ports.stakeholders.list(),
    issuer: ports.issuer,
    policy: ports.policy,
    now: ports.clock.now(),
  });
  if (!submission.ok) return refuse(submission.problems);
  const key = dossierKey(submission.dossier);
  await ports.documents.putJson(key, submission.dossier);
  return { outcome: 'READY', dossierKey: key, basis };
};

/** Writes down, with the cycle that brought the request, what somebody has to complete. */
export const recordProblems = (
  subject: { readonly exceptionId: ExceptionId; readonly cycleId: string },
  problems: readonly InputProblem[],
  cycles: Pick<Cycles, 'record'>,
): Promise<void> =>
  cycles.record(cycleId(subject.cycleId) satisfies CycleId, `review-${subject.exceptionId}`, {}, problems);
