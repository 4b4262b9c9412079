import { systemClock, systemIds } from '../../aws/clock.ts';
import { dynamoAttestations } from '../../aws/dynamodb/attestations.ts';
import { dynamoAudits } from '../../aws/dynamodb/audits.ts';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoCorrections } from '../../aws/dynamodb/corrections.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { dynamoLedgers } from '../../aws/dynamodb/ledgers.ts';
import { dynamoReviews } from '../../aws/dynamodb/reviews.ts';
import { dynamoRoundTokens } from '../../aws/dynamodb/round-tokens.ts';
import { dynamoSessions } from '../../aws/dynamodb/sessions.ts';
import { dynamoStakeholders } from '../../aws/dynamodb/stakeholders.ts';
import { dynamoWorkshops } from '../../aws/dynamodb/workshops.ts';
import { kmsLinkSigner } from '../../aws/kms/link-signer.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { setting } from '../../aws/settings.ts';
import { sfnRoundCompleter } from '../../aws/step-functions/round-completer.ts';
import { attestationPolicy } from '../../core/attestation/policy.ts';
import { storedOverview } from '../../core/inventory/catalogue-overview.ts';
import { cyclePolicy } from '../../core/inventory/cycle-plan.ts';
import { riskPolicy } from '../../core/risk/policy.ts';
import { logger } from '../edge/logger.ts';
import { bankRelyingParty } from './bank-relying-party.ts';
import type { PortalPorts, Session } from './ports.ts';

/** The portal's ports on AWS, from the function's environment. */
export const awsPorts = (): PortalPorts => {
  const portalUrl = setting('PORTAL_URL').replace(/\/$/, '');
  const catalogue = dynamoCatalogue();
  const documents = s3Documents();
  return {
    portalUrl,
    sessions: dynamoSessions<Session>(),
    relyingParty: bankRelyingParty(portalUrl),
    stakeholders: dynamoStakeholders(),
    catalogue,
    overview: storedOverview(documents, catalogue, systemClock),
    corrections: dynamoCorrections(),
    ledgers: dynamoLedgers(),
    workshops: dynamoWorkshops(),
    attestations: dynamoAttestations(),
    audits: dynamoAudits(),
    cycles: dynamoCycles(),
    documents,
    reviews: dynamoReviews(),
    signer: kmsLinkSigner(),
    tokens: dynamoRoundTokens(),
    completer: sfnRoundCompleter(),
    policy: loadPolicy('risk', riskPolicy),
    peoplePolicy: loadPolicy('cycle', cyclePolicy),
    attestationPolicy: loadPolicy('attestation', attestationPolicy),
    log: logger,
    clock: systemClock,
    ids: systemIds,
  };
};
