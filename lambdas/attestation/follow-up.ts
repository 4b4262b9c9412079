import * as z from 'zod';
import { campaignPorts } from '../../aws/mail/campaign.ts';
import { type CampaignPorts, followUp } from '../../core/attestation/campaign.ts';
import { logger } from '../edge/logger.ts';
import { task } from '../edge/task.ts';

export const input = z.object({});

export const run = (_event: z.output<typeof input>, ports: CampaignPorts) => followUp(ports);

export const handler = task(input, run, () => campaignPorts(logger));
