import type { ExceptionId } from '../identifiers.ts';

/** Writers of one review are its few candidates and its clock: more conflicts than this are something else. */
export const writeAttempts = 5;

/** Others wrote to the review each time we tried. Nothing was written; trying again is safe. */
export class ReviewBusy extends Error {
  override readonly name = 'ReviewBusy';
  constructor(exceptionId: ExceptionId) {
    super(`${exceptionId} changed each time it was to be written. Nothing was recorded; try again.`);
  }
}
