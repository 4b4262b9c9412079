import { identityOf } from '../inventory/api-identity.ts';
import type { ApiRecord } from '../inventory/api-record.ts';
import type { DataClass, Evidence } from '../inventory/evidence.ts';
import { type DataTouched, sureness } from './capture.ts';
import type { Claim, ClaimLink } from './claim.ts';

/** The data class that touched data puts an API in, at least. */
const classOf: Readonly<Record<DataTouched, DataClass>> = {
  credentials: 'secret',
  customers: 'confidential',
  accounts: 'confidential',
  payments: 'confidential',
  staff: 'confidential',
  public: 'public',
};
const ascending: readonly DataClass[] = ['public', 'internal', 'confidential', 'secret'];

const dataClassOf = (touches: readonly DataTouched[]): DataClass | undefined =>
  touches
    .map((one) => classOf[one])
    .sort((a, b) => ascending.indexOf(b) - ascending.indexOf(a))
    .at(0);

const hostForm =
  /^(?=.{1,253}$)(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** `https://api.bank.example:8443/pay/v1?x` → host and base path; a bare path → base path; other words → neither. */
export const placeOf = (where: string): Pick<Evidence, 'host' | 'basePath'> => {
  const [address = ''] = where
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .split(/[?#\s]/);
  const [authority = '', ...segments] = address.split('/');
  const host = authority.replace(/^.*@/, '').replace(/:\d+$/, '').toLowerCase();
  const basePath = segments.filter(Boolean).length > 0 ? `/${segments.filter(Boolean).join('/')}` : '';
  if (hostForm.test(host)) return { host, ...(basePath ? { basePath } : {}) };
  return address.startsWith('/') && basePath ? { basePath } : {};
};

const noteOf = ({ capture: { stillUsed, where } }: Claim): string | undefined => {
  const parts = [
    ...(stillUsed === 'no' ? ['said to be out of use'] : []),
    ...(where && Object.keys(placeOf(where)).length === 0 ? [`where: ${where}`] : []),
  ];
  return parts.length > 0 ? parts.join('; ') : undefined;
};

/** What a claim says, for the resolution. @param same the API that a person confirmed it is about */
export const claimEvidence = (claim: Claim, name: string, same?: ApiRecord): Evidence => {
  const { capture } = claim;
  const dataClass = dataClassOf(capture.touches);
  const note = noteOf(claim);
  return {
    source: 'workshop',
    locator: `workshop/${claim.sessionId}/${claim.claimId}`,
    apiName: same ? same.name.value : name,
    ...(capture.where ? placeOf(capture.where) : {}),
    ...(same ? identityOf(same) : {}),
    ...(capture.runBy ? { owner: capture.runBy } : {}),
    ...(capture.partner ? { partners: [capture.partner] } : {}),
    ...(capture.direction ? { direction: capture.direction } : {}),
    ...(dataClass ? { dataClass } : {}),
    ...(note ? { note } : {}),
    ...(claim.list === 'after' ? { afterReveal: true } : {}),
    observedAt: claim.at,
    confidence: sureness[capture.sure],
  };
};

/**
 * Evidence of many claims. Claims that people found to be one carry the name of the oldest of them, so that they
 * resolve to one API.
 */
export const claimsEvidence = (
  claims: readonly Claim[],
  links: readonly ClaimLink[],
  records: ReadonlyMap<string, ApiRecord>,
): readonly Evidence[] => {
  const byId = new Map(claims.map((claim) => [claim.claimId, claim]));
  const first = new Map<string, string>();
  const root = (id: string): string => {
    const above = first.get(id);
    return above === undefined || above === id ? id : root(above);
  };
  const order = new Map(
    claims.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map(({ claimId }, index) => [claimId, index]),
  );
  const api = new Map<string, string>();
  for (const { claimId, target, same } of links) {
    if (!same || !byId.has(claimId)) continue;
    if ('apiId' in target) api.set(claimId, target.apiId);
    else if (byId.has(target.claimId)) {
      const [older = claimId, younger = claimId] = [root(claimId), root(target.claimId)].sort(
        (a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0),
      );
      if (older !== younger) first.set(younger, older);
    }
  }
  const apiOfRoot = new Map([...api].map(([claimId, apiId]) => [root(claimId), apiId]));
  return claims.map((claim) => {
    const rootId = root(claim.claimId);
    const record = records.get(api.get(claim.claimId) ?? apiOfRoot.get(rootId) ?? '');
    return claimEvidence(claim, byId.get(rootId)?.capture.what ?? claim.capture.what, record);
  });
};
