import type { AskPorts } from '../../core/attestation/ask.ts';
import type { CampaignPorts } from '../../core/attestation/campaign.ts';
import type { ApiRecord } from '../../core/inventory/api-record.ts';
import { monday, owned, policy, register } from './attestation-world.ts';
import { memoryAttestations } from './memory/attestations.ts';
import { memoryCatalogue } from './memory/catalogue.ts';
import { fixedClock } from './memory/clock.ts';
import { memoryLinkSigner, memoryReviews } from './memory/reviews.ts';
import { memoryStakeholders } from './memory/stakeholders.ts';
import { memoryMailer } from './risk-world.ts';

/** Everything that the attestation needs, in memory: Ada owns `pay` and `loans`. */
export const campaignWorld = (records: readonly ApiRecord[] = [owned('pay'), owned('loans')]) => {
  const warnings: { message: string; details: object }[] = [];
  const ports = {
    ...memoryReviews(),
    attestations: memoryAttestations(),
    catalogue: memoryCatalogue(records),
    stakeholders: memoryStakeholders(register),
    mailer: memoryMailer(),
    signer: memoryLinkSigner(),
    portalUrl: 'https://portal.bank.test/',
    policy: { ...policy, seededShare: 0 },
    clock: fixedClock(monday.toISOString()),
    log: { warn: (message: string, details: object) => void warnings.push({ message, details }) },
  } satisfies AskPorts & CampaignPorts;
  return { ...ports, warnings };
};
export type CampaignWorld = ReturnType<typeof campaignWorld>;
