import type { PersonId } from '../identifiers.ts';

/** Roles the method asks to assemble (step 1.1). */
export const roles = [
  'business',
  'partners',
  'infrastructure',
  'enterprise-architecture',
  'it',
  'risk',
] as const;
export type Role = (typeof roles)[number];

/** Seats of a review round; later policies use more of them. */
export const seatNames = ['RISK', 'SECURITY', 'DATA_PROTECTION', 'HEAD_OF_RISK'] as const;
export type SeatName = (typeof seatNames)[number];

/** Stands in for whoever holds a seat or role, on the days from `from` to `until`, both included (`YYYY-MM-DD`, UTC). */
export type Deputyship = { readonly from?: string; readonly until: string } & (
  | { readonly seat: SeatName }
  | { readonly role: Role }
);

/** Away on the days from `from` to `until`, both included (`YYYY-MM-DD`, UTC). */
export interface Absence {
  readonly from: string;
  readonly until: string;
}

export interface Stakeholder {
  /** `iss|sub`: who they are. */
  readonly person: PersonId;
  readonly name: string;
  /** Where mail goes; display only, never identity. */
  readonly mail: string;
  readonly roles: readonly Role[];
  readonly seats: readonly SeatName[];
  readonly deputyFor?: readonly Deputyship[];
  readonly absent?: readonly Absence[];
  /** Who is asked when this person does not answer. */
  readonly manager?: PersonId;
  /** Teams and shared addresses this person answers for, as sources write them in `owner`. */
  readonly answersFor?: readonly string[];
}
