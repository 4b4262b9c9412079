import { roles, type Stakeholder, seatNames } from '../../../core/inventory/stakeholder.ts';
import { constituencies } from '../../../core/people/constituencies.ts';
import type { PeoplePolicy } from '../../../core/people/policy.ts';
import {
  isFilled,
  type Post,
  type PostStanding,
  requiredPosts,
  standingOf,
} from '../../../core/people/posts.ts';
import { postName, type Vacancy, vacancyReason, vacancyRemedy } from '../../../core/people/vacancies.ts';
import { badge } from '../../../core/presentation/components/badge.ts';
import { notice } from '../../../core/presentation/components/notice.ts';
import { table } from '../../../core/presentation/components/table.ts';
import { address, counted } from '../../../core/presentation/components/text.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import { day as dayText } from '../../../core/presentation/moment.ts';
import type { Session } from '../ports.ts';
import { portalPage } from './shell.ts';

export interface StakeholdersPageInput {
  readonly people: readonly Stakeholder[];
  readonly policy: PeoplePolicy;
  readonly vacant: readonly Vacancy[];
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly session: Session;
}

const namesOf = (people: readonly Stakeholder[], note = ''): Html =>
  html`${people.map(({ name }) => html`<div>${name}${note ? html` <span class="muted">${note}</span>` : none}</div>`)}`;

/** Vacancies first, then posts that hang on one person, then the rest. */
const urgency = (standing: PostStanding): number => {
  const acting = standing.present.length + standing.deputies.length;
  return acting === 0 ? 0 : acting === 1 ? 1 : 2;
};

const state = (standing: PostStanding, isRequired: boolean): Html => {
  if (!isFilled(standing)) return badge(isRequired ? 'vacant' : 'nobody', isRequired ? 'bad' : 'calm');
  return standing.present.length + standing.deputies.length === 1
    ? badge('no deputy', 'warn')
    : badge('filled', 'good');
};

const postTable = (
  caption: string,
  posts: readonly Post[],
  { people, policy, day }: StakeholdersPageInput,
): Html => {
  const required = new Set(requiredPosts(policy).map(postName));
  const rows = posts
    .map((post) => standingOf(post, people, policy, day))
    .toSorted((a, b) => urgency(a) - urgency(b));
  return table<PostStanding>(
    caption,
    [
      {
        label: 'Post',
        cell: ({ post }) =>
          post.kind === 'seat'
            ? post.name
            : html`${constituencies[post.name].title}<small class="muted">${constituencies[post.name].brings}</small>`,
      },
      { label: 'State', cell: (standing) => state(standing, required.has(postName(standing.post))) },
      {
        label: 'Held by',
        cell: ({ present, absent, ineligible }) =>
          present.length + absent.length + ineligible.length === 0
            ? html`<span class="muted">nobody</span>`
            : html`${namesOf(present)}${namesOf(absent, 'absent')}${namesOf(ineligible, 'may not hold it')}`,
      },
      {
        label: 'Deputies today',
        cell: ({ deputies }) =>
          deputies.length > 0 ? namesOf(deputies) : html`<span class="muted">none</span>`,
      },
    ],
    rows,
  );
};

const absences = ({ absent = [] }: Stakeholder, day: string): Html =>
  html`${absent
    .filter(({ until }) => until >= day)
    .map(
      ({ from, until }) => html`<small class="muted">away ${dayText(from)} to ${dayText(until)}</small>`,
    )}`;

const duties = ({ roles: held, seats, deputyFor = [] }: Stakeholder): Html =>
  html`${[
    ...seats.map((seat) => `seat ${seat}`),
    ...held.map((role) => constituencies[role].title),
    ...deputyFor.map(
      (one) =>
        `deputy for ${'seat' in one ? one.seat : constituencies[one.role].title} until ${dayText(one.until)}`,
    ),
  ].map((duty) => html`<div>${duty}</div>`)}`;

/** Who takes part (step 1.1): posts with their holders and deputies, and the register. */
export const stakeholdersPage = (input: StakeholdersPageInput): string => {
  const { people, vacant, day, session } = input;
  const byId = new Map(people.map((one) => [one.person, one.name]));
  return portalPage(
    'People',
    html`<div class="head"><h1>People</h1>
<p class="lead">${counted(people.length, 'person', 'people')} of the register, as of ${dayText(day)}. The register is the file stakeholders.yaml; the next cycle reads it.</p></div>
${
  vacant.length > 0
    ? notice(
        'bad',
        html`<p><b>No cycle starts.</b> ${counted(vacant.length, 'required post')} ${vacant.length === 1 ? 'is' : 'are'} vacant.</p>`,
        html`<ul>${vacant.map((one) => html`<li>${vacancyReason(one)} ${vacancyRemedy(one)}</li>`)}</ul>`,
      )
    : notice('good', html`<p>Somebody can act for every required post.</p>`)
}
<section><h2>Seats</h2>${postTable(
      'Seats of the risk review',
      seatNames.map((name) => ({ kind: 'seat' as const, name })),
      input,
    )}</section>
<section><h2>Constituencies</h2>${postTable(
      'The six groups that a cycle needs',
      roles.map((name) => ({ kind: 'role' as const, name })),
      input,
    )}</section>
<section><h2>Register</h2>${table<Stakeholder>(
      counted(people.length, 'person', 'people'),
      [
        { label: 'Name', cell: (one) => html`${one.name}${absences(one, day)}` },
        { label: 'Holds', cell: duties },
        { label: 'Mail', cell: ({ mail }) => address(mail) },
        {
          label: 'Manager',
          cell: ({ manager }) =>
            manager ? (byId.get(manager) ?? '') : html`<span class="muted">none named</span>`,
        },
      ],
      people,
    )}</section>`,
    session,
    '/stakeholders',
  );
};
