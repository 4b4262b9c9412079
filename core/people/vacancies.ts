import type { InputProblem } from '../input-problem.ts';
import type { Stakeholder } from '../inventory/stakeholder.ts';
import { constituencies } from './constituencies.ts';
import {
  isAbsent,
  isFilled,
  mayHold,
  type Post,
  type PostPolicy,
  type PostStanding,
  requiredPosts,
  standingOf,
} from './posts.ts';

/** A required post that nobody can act for on one day. */
export interface Vacancy {
  readonly post: Post;
  readonly standing: PostStanding;
  /** People of the register who may hold it and are there, in the order of the register. */
  readonly couldHold: readonly Stakeholder[];
}

/** What keeps a cycle from starting (step 1.1 of the method). @param day `YYYY-MM-DD`, UTC */
export const vacancies = (
  people: readonly Stakeholder[],
  policy: PostPolicy,
  day: string,
): readonly Vacancy[] =>
  requiredPosts(policy)
    .map((post) => standingOf(post, people, policy, day))
    .filter((standing) => !isFilled(standing))
    .map((standing) => ({
      post: standing.post,
      standing,
      couldHold:
        standing.post.kind === 'role'
          ? []
          : people.filter((person) => mayHold(person, standing.post, policy) && !isAbsent(person, day)),
    }));

const namesOf = (people: readonly Stakeholder[]): string => people.map(({ name }) => name).join(', ');

/** `seat RISK`, `role business`. */
export const postName = ({ kind, name }: Post): string => `${kind} ${name}`;

/** Why nobody can act for it. */
export const vacancyReason = ({ post, standing: { absent, ineligible } }: Vacancy): string => {
  const title = postName(post);
  if (absent.length > 0)
    return `Nobody can act for the ${title}: ${namesOf(absent)} ${absent.length === 1 ? 'is' : 'are'} absent and no deputy is there.`;
  if (ineligible.length > 0)
    return `Nobody who may hold the ${title} holds it: ${namesOf(ineligible)} ${ineligible.length === 1 ? 'has' : 'have'} none of the roles that policy/cycle.yaml asks for.`;
  return `Nobody holds the ${title}.`;
};

/** What to do about it: who could hold the post, and where it is written. */
export const vacancyRemedy = ({ post, couldHold }: Vacancy): string => {
  if (post.kind === 'role')
    return `Name somebody of ${constituencies[post.name].title.toLowerCase()} in \`roles\`, or a deputy in \`deputyFor\`, and hand the file in again.`;
  const shown = couldHold.slice(0, 5);
  const more = couldHold.length - shown.length;
  const who =
    shown.length === 0
      ? 'somebody who may hold it (nobody of the register may)'
      : `somebody who may hold it (${namesOf(shown)}${more > 0 ? ` and ${more} more` : ''})`;
  return `Give the seat in \`seats\` to ${who}, or name a deputy in \`deputyFor\`, and hand the file in again.`;
};

/** The same for the row of a refused cycle. */
export const vacancyProblem = (vacancy: Vacancy, file: string): InputProblem => ({
  file,
  message: vacancyReason(vacancy),
  fix: vacancyRemedy(vacancy),
});
