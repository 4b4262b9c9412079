import type { PersonId } from '../identifiers.ts';
import type { ApiRecord } from '../inventory/api-record.ts';
import type { Stakeholder } from '../inventory/stakeholder.ts';
import { hasRole } from '../people/policy.ts';
import { draw } from './draw.ts';
import type { GivenAnswer, Unowned } from './question.ts';

const spelled = (text: string): string =>
  text
    .replace(/^mailto:/i, '')
    .trim()
    .toLowerCase();

/** The register as far as questions are put to it. */
export interface Register {
  readonly present: ReadonlySet<PersonId>;
  /** By every spelling of a person that sources use: mail, teams and shared addresses, name. */
  readonly bySpelling: ReadonlyMap<string, PersonId>;
  /** Who is asked when nobody else can be. */
  readonly fallback: readonly PersonId[];
}

export const registerOf = (people: readonly Stakeholder[], fallbackRole: string): Register => {
  const bySpelling = new Map<string, PersonId>();
  const enter = (text: string, person: PersonId) => {
    if (!bySpelling.has(spelled(text))) bySpelling.set(spelled(text), person);
  };
  for (const { person, mail } of people) enter(mail, person);
  for (const { person, answersFor = [] } of people) for (const text of answersFor) enter(text, person);
  for (const { person, name } of people) enter(name, person);
  return {
    present: new Set(people.map(({ person }) => person)),
    bySpelling,
    fallback: people.filter((one) => hasRole(one, [fallbackRole])).map(({ person }) => person),
  };
};

/** Who is meant by a mail address, a team or a name, as sources and people write them. */
export const personOf = ({ bySpelling }: Pick<Register, 'bySpelling'>, text: string): PersonId | undefined =>
  bySpelling.get(spelled(text));

/** Who answers for an API. `missing`: why it is not an owner of the register. */
export interface Answerer {
  /** Absent when the register has nobody to ask. */
  readonly person?: PersonId;
  readonly missing?: Unowned['reason'];
}

/** The work of an absent owner is spread over those who stand in, an API always to the same one. */
export const standIn = (apiId: string, { fallback }: Pick<Register, 'fallback'>): PersonId | undefined =>
  fallback[Math.floor(draw('stand-in', apiId) * fallback.length)];

/**
 * The owner as the register knows them. An API that its owner disowned, whose owner left or did not answer, goes to
 * somebody who stands in, and counts as unowned meanwhile.
 * @param last the newest answer about its owner
 * @param isSilent the last question about its owner lapsed
 */
export const answererOf = (
  record: Pick<ApiRecord, 'apiId' | 'owner'>,
  last: GivenAnswer | undefined,
  isSilent: boolean,
  register: Register,
): Answerer => {
  const instead = (missing: Unowned['reason']): Answerer => {
    const person = standIn(record.apiId, register);
    return { ...(person ? { person } : {}), missing };
  };
  const named = record.owner && personOf(register, record.owner.value);
  if (last?.answer.kind === 'reassign' && register.present.has(last.answer.to))
    return { person: last.answer.to };
  if (!record.owner) return instead('NO_OWNER');
  if (!named) return instead('LEFT');
  if (isSilent) return instead('NO_ANSWER');
  if (last?.answer.kind === 'disown' && last.person === named) return instead('DISOWNED');
  return { person: named };
};
