import type { ApiId, PersonId } from '../identifiers.ts';
import { dataClasses, directions, environments, exposures, lifecycles } from './evidence.ts';

/** Fields of a record that a person may settle when sources disagree or nobody knows. */
export const settledFields = [
  'name',
  'owner',
  'purpose',
  'exposure',
  'dataClass',
  'environment',
  'lifecycle',
  'direction',
] as const;
export type SettledField = (typeof settledFields)[number];

/**
 * What a person decided about the catalogue. It outlives every cycle and can be taken back; sources never overrule it.
 * `apart` and `together` name keys of the resolution, as `MergeReason` shows them.
 */
export type Correction = {
  readonly correctionId: string;
  readonly by: PersonId;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason: string;
} & (
  | { readonly kind: 'apart' | 'together'; readonly left: string; readonly right: string }
  | {
      readonly kind: 'settle';
      readonly apiId: ApiId;
      readonly field: SettledField;
      readonly value: string;
    }
);

/** What a settled field may be; any text for the others. */
export const fieldValues: Readonly<Partial<Record<SettledField, readonly string[]>>> = {
  exposure: exposures,
  dataClass: dataClasses,
  environment: environments,
  lifecycle: lifecycles,
  direction: directions,
};

export const maySettle = (field: SettledField, value: string): boolean =>
  value.trim() !== '' && (fieldValues[field]?.includes(value) ?? true);

/** Corrections, oldest first. */
export interface Corrections {
  list(): Promise<readonly Correction[]>;
  /** The same id twice is one correction. */
  add(correction: Correction): Promise<void>;
  /** Takes one back; it stays in the history with who did it. */
  withdraw(correctionId: string, by: PersonId, at: string): Promise<void>;
}
