import type { ApiId, PersonId } from '../identifiers.ts';
import { identityOf } from '../inventory/api-identity.ts';
import type { ApiRecord } from '../inventory/api-record.ts';
import type { CatalogueDiff } from '../inventory/catalogue-diff.ts';
import type { Stakeholder } from '../inventory/stakeholder.ts';
import { type Candidate, candidatesOf, type RunningException } from './candidates.ts';
import { shortHash } from './draw.ts';
import { type Fact, seenByEvidence } from './fact.ts';
import { isoWeek } from './iso-week.ts';
import { answererOf, registerOf } from './owners.ts';
import type { AttestationPolicy } from './policy.ts';
import type { AttestationList, GivenAnswer, Question, Unowned } from './question.ts';
import { seedCount, seededCandidates } from './seeding.ts';
import { whyAsked } from './why.ts';

export interface PlanInput {
  readonly records: readonly ApiRecord[];
  /** The newest answer about each fact is enough. */
  readonly previousAnswers: readonly GivenAnswer[];
  /** Lists of this week, open ones, and those that lapsed. */
  readonly lists: readonly AttestationList[];
  readonly diff?: Pick<CatalogueDiff, 'changed'>;
  readonly exceptions?: readonly RunningException[];
  /** What was unowned before keeps its date. */
  readonly unownedBefore?: readonly Unowned[];
  readonly people: readonly Stakeholder[];
  readonly now: Date;
  readonly policy: AttestationPolicy;
  /** Secret of the deployment's draws: people cannot foresee which statements are false. */
  readonly seed: string;
}

export interface QuestionPlan {
  /** What each person is asked now, most urgent first. */
  readonly asked: readonly { readonly person: PersonId; readonly questions: readonly Question[] }[];
  readonly unowned: readonly Unowned[];
  /** APIs whose existence evidence attests. */
  readonly attestedByEvidence: readonly { readonly apiId: ApiId; readonly lastSeen: string }[];
  /** Questions that wait for a later week. */
  readonly waiting: number;
}

const factKey = (apiId: string, fact: Fact): string => `${apiId} ${fact}`;

const questionOf = (
  candidate: Candidate,
  week: string,
  policy: AttestationPolicy,
  seeded = false,
): Question => {
  const { record, fact, reason, person, shown, others } = candidate;
  return {
    questionId: `q-${shortHash(20, person, record.apiId, fact, week)}`,
    apiId: record.apiId,
    apiName: record.name.value,
    fact,
    ...(shown === undefined ? {} : { shown }),
    others,
    reason,
    why: whyAsked(candidate),
    ...(record.tier ? { tier: record.tier } : {}),
    priority: policy.weight.reason[reason] + policy.weight.tier[record.tier ?? 'LOW'],
    mode: record.tier && policy.typedTiers.includes(record.tier) ? 'typed' : 'ticked',
    identity: identityOf(record),
    ...(seeded ? { seeded: true } : {}),
  };
};

const byUrgency = (a: Question, b: Question): number =>
  b.priority - a.priority ||
  (a.apiName < b.apiName ? -1 : a.apiName > b.apiName ? 1 : a.questionId < b.questionId ? -1 : 1);

/** The newest word about each fact: an answer, or a question that lapsed without one. */
const newestWords = (answers: readonly GivenAnswer[], lists: readonly AttestationList[]) => {
  const newest = new Map<string, GivenAnswer>();
  for (const answer of answers) {
    const { apiId, fact, seeded } = answer.question;
    if (seeded) continue;
    // "Not mine" is said of the API, whichever fact it was asked about.
    const isAboutApi = answer.answer.kind === 'disown' || answer.answer.kind === 'reassign';
    for (const key of isAboutApi ? [factKey(apiId, fact), factKey(apiId, 'owner')] : [factKey(apiId, fact)])
      if ((newest.get(key)?.at ?? '') <= answer.at) newest.set(key, answer);
  }
  const silent = new Set<string>();
  for (const list of lists.filter(({ state }) => state === 'LAPSED')) {
    for (const { apiId, fact, seeded } of list.questions) {
      const key = factKey(apiId, fact);
      if (!seeded && (newest.get(key)?.at ?? '') <= list.plannedAt) silent.add(key);
    }
  }
  return { newest, silent };
};

/**
 * Decides whom to ask what today. Pure, and it can run as often as it likes: what is open is not asked twice, and
 * nobody gets more than the week's share, counting what still lies with them from weeks before.
 */
export const planQuestions = (input: PlanInput): QuestionPlan => {
  const { records, lists, diff, people, now, policy, seed } = input;
  const register = registerOf(people, policy.fallbackRole);
  const week = isoWeek(now);
  const { newest, silent } = newestWords(input.previousAnswers, lists);
  const changed = new Map(diff?.changed.map((one) => [one.apiId, one]));
  const exceptions = new Map(input.exceptions?.map((one) => [one.apiId, one]));
  const before = new Map(input.unownedBefore?.map((one) => [one.apiId, one]));
  const open = new Set(
    lists
      .filter(({ person, state }) => state === 'OPEN' && register.present.has(person))
      .flatMap(({ questions }) => questions.map(({ apiId, fact }) => factKey(apiId, fact))),
  );
  const lying = (person: PersonId): number =>
    lists
      .filter((list) => list.person === person && (list.state === 'OPEN' || list.week === week))
      .reduce((sum, { questions }) => sum + questions.length, 0);

  const unowned: Unowned[] = [];
  const candidates: Candidate[] = [];
  const owned: { person: PersonId; record: ApiRecord }[] = [];
  for (const record of records) {
    const { apiId } = record;
    const lastOwner = newest.get(factKey(apiId, 'owner'));
    const answerer = answererOf(record, lastOwner, silent.has(factKey(apiId, 'owner')), register);
    if (answerer.missing) {
      const since = before.get(apiId)?.since ?? now.toISOString();
      unowned.push({ apiId, apiName: record.name.value, reason: answerer.missing, since });
    }
    if (answerer.person) owned.push({ person: answerer.person, record });
    const facts = {
      answerer,
      answer: (fact: Fact) => newest.get(factKey(apiId, fact)),
      changed: changed.get(apiId),
      exception: exceptions.get(apiId),
    };
    candidates.push(
      ...candidatesOf(record, facts, register, policy, now).filter(
        ({ fact }) => !open.has(factKey(apiId, fact)),
      ),
    );
  }

  let waiting = 0;
  const asked: { person: PersonId; questions: Question[] }[] = [];
  const ownedBy = Map.groupBy(owned, ({ person }) => person);
  for (const [person, own] of Map.groupBy(candidates, (candidate) => candidate.person)) {
    const budget = Math.max(0, policy.questionsPerWeek - lying(person));
    const urgent = own.map((candidate) => questionOf(candidate, week, policy)).toSorted(byUrgency);
    const chosen = urgent.slice(0, budget);
    const taken = new Set([...open, ...urgent.map(({ apiId, fact }) => factKey(apiId, fact))]);
    const subject = [seed, person, week, String(lying(person))];
    const seeds = seededCandidates(
      (ownedBy.get(person) ?? []).map(({ record }) => record),
      person,
      ({ apiId }, fact) => taken.has(factKey(apiId, fact)),
      seedCount(chosen.length, policy.seededShare, ...subject),
      ...subject,
    ).map((candidate) => questionOf(candidate, week, policy, true));
    const questions = [...chosen.slice(0, budget - seeds.length), ...seeds].toSorted(byUrgency);
    waiting += urgent.length - (questions.length - seeds.length);
    if (questions.length > 0) asked.push({ person, questions });
  }
  return {
    asked,
    unowned,
    attestedByEvidence: records.flatMap((record) => {
      const lastSeen = seenByEvidence(record, policy, now);
      return lastSeen ? [{ apiId: record.apiId, lastSeen }] : [];
    }),
    waiting,
  };
};
