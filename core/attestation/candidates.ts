import type { ApiId, PersonId } from '../identifiers.ts';
import type { ApiRecord } from '../inventory/api-record.ts';
import type { CatalogueDiff } from '../inventory/catalogue-diff.ts';
import { type Fact, provenancedOf, sameValue, seenByEvidence, type ValueFact, valueFacts } from './fact.ts';
import { daysBetween } from './iso-week.ts';
import { type Answerer, type Register, standIn } from './owners.ts';
import type { AttestationPolicy } from './policy.ts';
import type { GivenAnswer, Reason } from './question.ts';

/** A fact that somebody should be asked about, and why. */
export interface Candidate {
  readonly record: ApiRecord;
  readonly fact: Fact;
  readonly reason: Reason;
  readonly person: PersonId;
  readonly shown?: string;
  readonly others: readonly string[];
}

/** An exception that is in force. */
export interface RunningException {
  readonly apiId: ApiId;
  /** `YYYY-MM-DD` */
  readonly until: string;
}

export interface CandidateFacts {
  readonly answerer: Answerer;
  /** The newest answer about a fact of this API. */
  readonly answer: (fact: Fact) => GivenAnswer | undefined;
  readonly changed: CatalogueDiff['changed'][number] | undefined;
  readonly exception: RunningException | undefined;
}

const validFor = (record: ApiRecord, { validDays }: AttestationPolicy): number =>
  validDays[record.tier ?? 'MEDIUM'];

const isValid = (answer: GivenAnswer, record: ApiRecord, policy: AttestationPolicy, now: Date): boolean =>
  daysBetween(answer.at, now) < validFor(record, policy);

/** What the person left the fact at. */
const valueAfter = ({ answer, question }: GivenAnswer): string | undefined =>
  answer.kind === 'correct' ? answer.value : question.shown;

/** Something that the person who answered did not see: a value or a contradiction that is new since. */
const isNews = (value: string, last: GivenAnswer): boolean =>
  ![last.question.shown, valueAfter(last), ...last.question.others].some(
    (known) => known !== undefined && sameValue(known, value),
  );

const ownerReason: Readonly<Record<NonNullable<Answerer['missing']>, Reason>> = {
  NO_OWNER: 'UNKNOWN',
  LEFT: 'OWNER_LEFT',
  DISOWNED: 'DISOWNED',
  NO_ANSWER: 'NO_ANSWER',
};

const valueReason = (
  record: ApiRecord,
  fact: ValueFact,
  { answerer, answer, changed }: CandidateFacts,
  register: Register,
  policy: AttestationPolicy,
  now: Date,
): Reason | undefined => {
  const known = provenancedOf(record, fact);
  const given = answer(fact);
  const last = given && isValid(given, record, policy, now) ? given : undefined;
  // Whoever stands in and answered has done what can be done until the answer is out of date.
  const isSettledByStandIn = last !== undefined && register.fallback.includes(last.person);
  if (fact === 'owner' && answerer.missing && !isSettledByStandIn) return ownerReason[answerer.missing];
  if (last && fact === 'owner' && !register.present.has(last.person)) return 'OWNER_LEFT';
  if (
    known &&
    known.settledBy === undefined &&
    known.others.some(({ value }) => !last || isNews(value, last))
  )
    return 'CONFLICT';
  if (last && known && isNews(known.value, last)) return 'CHANGED';
  if (!last && known && changed?.fields.includes(fact)) return 'CHANGED';
  if (last) return undefined;
  if (!known) return 'UNKNOWN';
  if (given) return 'DUE';
  return record.tier && policy.typedTiers.includes(record.tier) ? 'RISKY' : 'DUE';
};

/** Who answers for one fact: whoever passed it on or does not know it is not asked again. */
const personFor = (
  record: ApiRecord,
  fact: Fact,
  { answerer, answer }: CandidateFacts,
  register: Register,
): PersonId | undefined => {
  const last = answer(fact);
  if (last?.answer.kind === 'reassign' && register.present.has(last.answer.to)) return last.answer.to;
  if (last?.answer.kind === 'unknown' && last.person === answerer.person)
    return standIn(record.apiId, register) ?? answerer.person;
  return answerer.person;
};

/** Everything about one API that a person should be asked. What evidence attests by itself is no question. */
export const candidatesOf = (
  record: ApiRecord,
  facts: CandidateFacts,
  register: Register,
  policy: AttestationPolicy,
  now: Date,
): readonly Candidate[] => {
  const found: Candidate[] = [];
  const propose = (
    fact: Fact,
    reason: Reason | undefined,
    shown?: string,
    others: readonly string[] = [],
  ) => {
    const person = personFor(record, fact, facts, register);
    if (reason && person)
      found.push({ record, fact, reason, person, others, ...(shown === undefined ? {} : { shown }) });
  };
  /** Passed on or not known: the answer says nothing of the fact, and the next person is asked at once. */
  const isOpenAnswer = (fact: Fact): boolean => {
    const last = facts.answer(fact);
    if (last === undefined || !['reassign', 'unknown', 'disown'].includes(last.answer.kind)) return false;
    return personFor(record, fact, facts, register) !== last.person;
  };
  for (const fact of valueFacts) {
    const known = provenancedOf(record, fact);
    const reason =
      valueReason(record, fact, facts, register, policy, now) ??
      (isOpenAnswer(fact) ? 'DISOWNED' : undefined);
    propose(
      fact,
      reason,
      known?.value,
      known && !known.settledBy ? known.others.map(({ value }) => value) : [],
    );
  }
  const answered = (fact: Fact): boolean => {
    const last = facts.answer(fact);
    return last !== undefined && isValid(last, record, policy, now) && !isOpenAnswer(fact);
  };
  if (!seenByEvidence(record, policy, now) && !answered('existence'))
    propose('existence', 'UNSEEN', lastSeenText(record));
  if (facts.exception && !answered('exception'))
    propose('exception', 'DUE', `runs nonconforming until ${facts.exception.until}`);
  return found;
};

const lastSeenText = ({ endpoints }: ApiRecord): string => {
  const last = endpoints
    .flatMap(({ lastSeen }) => lastSeen ?? [])
    .sort()
    .at(-1);
  return last ? `last seen in use on ${last.slice(0, 10)}` : 'never seen in use';
};
