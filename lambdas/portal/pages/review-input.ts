import type { DecisionFormInput } from './decision-form.ts';

/** Everything that the page of a review is made from. */
export interface ReviewPageInput extends DecisionFormInput {
  readonly now: Date;
  readonly names: ReadonlyMap<string, string>;
  /** The decision of this person was just recorded. */
  readonly justDecided?: boolean;
}
