import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/canonical-json.ts';
import { type ExceptionId, personId } from '../identifiers.ts';
import type { ApiRecord, DataClass, Exposure } from '../inventory/api-record.ts';
import type { ExceptionRequest } from './exception-request.ts';
import type { RiskPolicy } from './policy.ts';
import type { Dossier } from './review.ts';
import { tierOf } from './tier.ts';

/** What the catalogue must know of an API before its risk can be judged. */
export interface KnownApi {
  readonly record: ApiRecord;
  readonly owner: string;
  readonly exposure: Exposure;
  readonly dataClass: DataClass;
}

/** Puts request and catalogue together as the approver will read them. */
export const buildDossier = (
  subject: {
    readonly exceptionId: ExceptionId;
    readonly round: number;
    readonly issuer: string;
    readonly requesterName: string;
  },
  request: ExceptionRequest,
  api: KnownApi,
  policy: RiskPolicy,
): Dossier => ({
  exceptionId: subject.exceptionId,
  round: subject.round,
  apiId: api.record.apiId,
  apiName: api.record.name.value,
  owner: api.owner,
  exposure: api.exposure,
  dataClass: api.dataClass,
  partners: api.record.partners,
  requests: api.record.endpoints.reduce((sum, endpoint) => sum + endpoint.requests, 0),
  justification: request.justification,
  gaps: request.gaps,
  controls: request.controls,
  inherentRisk: request.inherentRisk,
  residualRisk: request.residualRisk,
  tier: tierOf(
    { residualRisk: request.residualRisk, dataClass: api.dataClass, exposure: api.exposure },
    policy.tier,
  ),
  requestedUntil: request.requestedUntil,
  requester: { person: personId(subject.issuer, request.requester), name: subject.requesterName },
  apiOwner: personId(subject.issuer, request.apiOwner),
  policyVersion: policy.version,
});

/** What an approver signs: SHA-256 of the dossier's canonical JSON (RFC 8785), lower-case hex. */
export const dossierHash = (dossier: Dossier): string =>
  createHash('sha256').update(canonicalJson(dossier)).digest('hex');

/**
 * Where a dossier stands in the evidence bucket. Its hash is part of the name: preparing a round again never
 * overwrites the dossier that a round was opened on.
 */
export const dossierKey = (dossier: Dossier): string =>
  `exceptions/${dossier.exceptionId}/dossier-r${dossier.round}-${dossierHash(dossier).slice(0, 12)}.json`;
