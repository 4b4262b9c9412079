import { currentRecords } from '../inventory/current-records.ts';
import type { Catalogue, Clock, Stakeholders } from '../ports.ts';
import type { LinkSigner, Reviews } from '../risk/ports.ts';
import { campaignLists } from './campaign.ts';
import type { RunningException } from './candidates.ts';
import { shortHash } from './draw.ts';
import { isoWeek } from './iso-week.ts';
import { planQuestions } from './plan-questions.ts';
import type { AttestationPolicy } from './policy.ts';
import type { Attestations } from './ports.ts';

export interface AskPorts {
  readonly attestations: Attestations;
  readonly catalogue: Pick<Catalogue, 'list'>;
  readonly reviews: Pick<Reviews, 'list'>;
  readonly stakeholders: Pick<Stakeholders, 'list'>;
  readonly signer: LinkSigner;
  readonly policy: AttestationPolicy;
  readonly clock: Clock;
}

const runningExceptions = async ({
  reviews,
}: Pick<AskPorts, 'reviews'>): Promise<readonly RunningException[]> =>
  (await reviews.list())
    .filter(({ review }) => review.state === 'CONDITIONAL')
    .map(({ review, requestedUntil }) => ({ apiId: review.apiId, until: requestedUntil }));

/** Plans today's questions and stores them as lists. Run twice, it asks nobody twice. */
export const askQuestions = async (ports: AskPorts) => {
  const now = ports.clock.now();
  const lists = await campaignLists(ports);
  const plan = planQuestions({
    records: currentRecords(await ports.catalogue.list()),
    previousAnswers: await ports.attestations.answers(),
    lists,
    exceptions: await runningExceptions(ports),
    unownedBefore: await ports.attestations.unowned(),
    people: await ports.stakeholders.list(),
    now,
    policy: ports.policy,
    seed: Buffer.from(await ports.signer.mac('v1|attestation-seed')).toString('hex'),
  });
  const week = isoWeek(now);
  for (const { person, questions } of plan.asked) {
    const before = lists.filter((list) => list.person === person && list.week === week).length;
    await ports.attestations.open({
      listId: `att-${week}-${shortHash(12, person)}-${before + 1}`,
      person,
      week,
      plannedAt: now.toISOString(),
      questions,
      drafts: {},
      state: 'OPEN',
      version: 1,
    });
  }
  await ports.attestations.replaceUnowned(plan.unowned);
  return {
    people: plan.asked.length,
    questions: plan.asked.reduce((sum, { questions }) => sum + questions.length, 0),
    waiting: plan.waiting,
    unowned: plan.unowned.length,
    attestedByEvidence: plan.attestedByEvidence.length,
  };
};
