import type { Role, SeatName, Stakeholder } from '../inventory/stakeholder.ts';
import { hasRole, type PeoplePolicy } from './policy.ts';

/** What somebody can hold: a seat of a review, or the word of a constituency. */
export type Post =
  | { readonly kind: 'seat'; readonly name: SeatName }
  | { readonly kind: 'role'; readonly name: Role };

export type PostPolicy = Pick<PeoplePolicy, 'requiredRoles' | 'requiredSeats' | 'eligible'>;

/** Who stands for a post on one day. Everybody who holds it is in exactly one of the first three. */
export interface PostStanding {
  readonly post: Post;
  readonly present: readonly Stakeholder[];
  /** Hold it and are away on that day. */
  readonly absent: readonly Stakeholder[];
  /** Hold it in the register, but the policy does not let somebody of their roles hold it. */
  readonly ineligible: readonly Stakeholder[];
  /** Stand in for it on that day, and are there. */
  readonly deputies: readonly Stakeholder[];
}

const within = (day: string, { from, until }: { readonly from?: string; readonly until: string }): boolean =>
  (from === undefined || from <= day) && day <= until;

export const isAbsent = ({ absent = [] }: Stakeholder, day: string): boolean =>
  absent.some((absence) => within(day, absence));

export const mayHold = (
  person: Stakeholder,
  post: Post,
  { eligible }: Pick<PostPolicy, 'eligible'>,
): boolean => {
  const allowed = post.kind === 'seat' ? eligible[post.name] : undefined;
  return allowed === undefined || hasRole(person, allowed);
};

const holds = ({ seats, roles }: Stakeholder, post: Post): boolean =>
  post.kind === 'seat' ? seats.includes(post.name) : roles.includes(post.name);

const isDeputy = ({ deputyFor = [] }: Stakeholder, post: Post, day: string): boolean =>
  deputyFor.some((deputyship) => {
    const isOfPost =
      'seat' in deputyship
        ? post.kind === 'seat' && deputyship.seat === post.name
        : post.kind === 'role' && deputyship.role === post.name;
    return isOfPost && within(day, deputyship);
  });

/** Posts that have to be filled before a cycle starts, seats first. */
export const requiredPosts = ({ requiredSeats, requiredRoles }: PostPolicy): readonly Post[] => [
  ...requiredSeats.map((name) => ({ kind: 'seat' as const, name })),
  ...requiredRoles.map((name) => ({ kind: 'role' as const, name })),
];

/** @param day `YYYY-MM-DD`, UTC */
export const standingOf = (
  post: Post,
  people: readonly Stakeholder[],
  policy: PostPolicy,
  day: string,
): PostStanding => {
  const holders = people.filter((person) => holds(person, post));
  const eligible = holders.filter((person) => mayHold(person, post, policy));
  return {
    post,
    present: eligible.filter((person) => !isAbsent(person, day)),
    absent: eligible.filter((person) => isAbsent(person, day)),
    ineligible: holders.filter((person) => !mayHold(person, post, policy)),
    deputies: people.filter(
      (person) =>
        !holds(person, post) &&
        isDeputy(person, post, day) &&
        mayHold(person, post, policy) &&
        !isAbsent(person, day),
    ),
  };
};

/** Somebody can act for the post on that day. */
export const isFilled = ({ present, deputies }: PostStanding): boolean =>
  present.length > 0 || deputies.length > 0;
