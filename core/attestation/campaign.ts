import type { Stakeholder } from '../inventory/stakeholder.ts';
import { hasRole } from '../people/policy.ts';
import type { Clock, Stakeholders } from '../ports.ts';
import { closeAttestation } from './close-attestation.ts';
import { followUpStep } from './follow-up.ts';
import type { Attestations } from './ports.ts';
import type { AttestationList } from './question.ts';
import { managerOf, type SendPorts, sendMail } from './send-mail.ts';

export interface CampaignPorts extends SendPorts {
  readonly attestations: Attestations;
  readonly stakeholders: Pick<Stakeholders, 'list'>;
}

/** Lists older than this are history to the campaign. */
const historyDays = 400;

export const campaignLists = async (ports: {
  readonly attestations: Pick<Attestations, 'listsSince'>;
  readonly clock: Clock;
}): Promise<readonly AttestationList[]> => {
  const since = new Date(ports.clock.now().getTime() - historyDays * 86_400_000);
  return ports.attestations.listsSince(since.toISOString());
};

/** Tells everybody who has open questions, once a week, in one mail. */
export const sendQuestions = async (ports: CampaignPorts) => {
  const people = new Map((await ports.stakeholders.list()).map((one) => [one.person, one]));
  const open = (await campaignLists(ports)).filter(({ state }) => state === 'OPEN');
  const counts = { sent: 0, failed: 0 };
  for (const [, lists] of Map.groupBy(open, ({ person, week }) => `${person} ${week}`)) {
    const [first] = lists;
    const to = first && people.get(first.person);
    if (!first || !to) continue;
    const sent = await sendMail('ASKED', `ATTESTATION-${first.week}`, lists, to, to.name, ports);
    if (sent === 'SENT') counts.sent++;
    if (sent === 'FAILED') counts.failed++;
  }
  return counts;
};

/**
 * Reminds, tells the manager, and lets lapse what nobody answered: never a confirmation by silence. A list of somebody
 * who left lapses at once, so that its questions go to somebody else with the next plan.
 */
export const followUp = async (ports: CampaignPorts) => {
  const people = await ports.stakeholders.list();
  const byId = new Map<string, Stakeholder>(people.map((one) => [one.person, one]));
  const standIns = people.filter((one) => hasRole(one, [ports.policy.fallbackRole]));
  const counts = { reminded: 0, escalated: 0, lapsed: 0, failed: 0 };
  for (const list of (await campaignLists(ports)).filter(({ state }) => state === 'OPEN')) {
    const now = ports.clock.now();
    const person = byId.get(list.person);
    const step = person ? followUpStep(list, ports.policy, now) : 'LAPSE';
    if (step === 'LAPSE') {
      const closed = await closeAttestation(list, 'LAPSED', 'gatehouse', now, ports.attestations);
      if (closed === 'COMMITTED') counts.lapsed++;
    } else if (person && step === 'REMIND') {
      const sent = await sendMail('REMINDER', list.listId, [list], person, person.name, ports);
      if (sent === 'SENT') counts.reminded++;
      if (sent === 'FAILED') counts.failed++;
    } else if (person && step === 'ESCALATE') {
      const manager = managerOf(list.person, people, standIns);
      const sent = manager && (await sendMail('ESCALATED', list.listId, [list], manager, person.name, ports));
      if (sent === 'SENT') counts.escalated++;
      if (sent === 'FAILED') counts.failed++;
    }
  }
  return counts;
};
