import type { CampaignPorts } from '../../core/attestation/campaign.ts';
import { attestationPolicy } from '../../core/attestation/policy.ts';
import type { Log } from '../../core/risk/ports.ts';
import { systemClock } from '../clock.ts';
import { dynamoAttestations } from '../dynamodb/attestations.ts';
import { dynamoMailOutbox } from '../dynamodb/mail-outbox.ts';
import { dynamoStakeholders } from '../dynamodb/stakeholders.ts';
import { loadPolicy } from '../policy.ts';
import { setting } from '../settings.ts';
import { sesMailer } from './review-mail.ts';

/** Everything it takes to follow up questions and mail the people who are asked. */
export const campaignPorts = (log: Log): CampaignPorts => ({
  attestations: dynamoAttestations(),
  stakeholders: dynamoStakeholders(),
  outbox: dynamoMailOutbox(),
  mailer: sesMailer(),
  portalUrl: setting('PORTAL_URL'),
  policy: loadPolicy('attestation', attestationPolicy),
  clock: systemClock,
  log,
});
