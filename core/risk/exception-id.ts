import { createHash } from 'node:crypto';
import { type ExceptionId, exceptionId } from '../identifiers.ts';

const hash = (text: string, characters: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, characters);

/**
 * The case number of a request, `EX-3f2a9c1b7d`: stable for its key in the intake bucket, and silent about the API,
 * because it stands in mails and addresses. A request file is one exception for good: a changed file is a new round
 * while the review is open; after a decision a new attempt is a new file.
 */
export const exceptionIdFor = (requestKey: string): ExceptionId =>
  exceptionId(`EX-${hash(`exception-request\n${requestKey}`, 10)}`);

/** Name of the execution by which a cycle puts a request before the risk department: the same start twice is one. */
export const reviewExecutionName = (exceptionId: ExceptionId, cycleId: string): string =>
  `review-${exceptionId}-${hash(cycleId, 8)}`;

/** Name of the execution that takes a round over from one that stopped, from stored state alone. */
export const recoveryExecutionName = (exceptionId: ExceptionId, version: number): string =>
  `review-${exceptionId}-v${version}`;
