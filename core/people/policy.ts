import * as z from 'zod';
import { roles, seatNames } from '../inventory/stakeholder.ts';

const role = z.enum(roles);

/** What the bank's rules say of people; part of `policy/cycle.yaml`. */
export const peoplePolicy = z.object({
  requiredRoles: z.array(role),
  requiredSeats: z.array(z.enum(seatNames)),
  /** Roles that somebody needs one of to hold a seat or stand in for it. A seat that is not listed is open to all. */
  eligible: z.partialRecord(z.enum(seatNames), z.array(role).min(1)),
  /** Roles that may settle conflicts, part and join APIs of the catalogue. */
  mayCorrect: z.array(role),
  /** Roles that may open and close workshops. */
  mayOpenWorkshops: z.array(role),
  /** Roles that may draw a random audit of the network and say what was found. */
  mayAudit: z.array(role),
});
export type PeoplePolicy = z.output<typeof peoplePolicy>;

/** Whether somebody has one of the roles. */
export const hasRole = (
  person: { readonly roles: readonly string[] } | undefined,
  allowed: readonly string[],
): boolean => person?.roles.some((one) => allowed.includes(one)) ?? false;
