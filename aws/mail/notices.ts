import type { NotifyPorts } from '../../core/risk/notify.ts';
import type { Log } from '../../core/risk/ports.ts';
import { systemClock } from '../clock.ts';
import { dynamoMailOutbox } from '../dynamodb/mail-outbox.ts';
import { dynamoStakeholders } from '../dynamodb/stakeholders.ts';
import { kmsLinkSigner } from '../kms/link-signer.ts';
import { setting } from '../settings.ts';
import { sesMailer } from './review-mail.ts';

/** Everything it takes to mail the people of a review. */
export const noticePorts = (log: Log): NotifyPorts => ({
  stakeholders: dynamoStakeholders(),
  outbox: dynamoMailOutbox(),
  mailer: sesMailer(),
  signer: kmsLinkSigner(),
  portalUrl: setting('PORTAL_URL'),
  clock: systemClock,
  log,
});
