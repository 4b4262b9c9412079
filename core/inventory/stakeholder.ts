import type { PersonId } from '../identifiers.ts';

/** Roles the method asks to assemble (step 1.1). */
export type Role = 'business' | 'partners' | 'infrastructure' | 'enterprise-architecture' | 'it' | 'risk';

/** Seats of a review round; later policies use more of them. */
export type SeatName = 'RISK' | 'SECURITY' | 'DATA_PROTECTION' | 'HEAD_OF_RISK';

export interface Stakeholder {
  /** `iss|sub`: who they are. */
  readonly person: PersonId;
  readonly name: string;
  /** Where mail goes; display only, never identity. */
  readonly mail: string;
  readonly roles: readonly Role[];
  readonly seats: readonly SeatName[];
}
