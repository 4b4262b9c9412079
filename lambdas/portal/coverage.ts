import { campaignLists } from '../../core/attestation/campaign.ts';
import { careReport } from '../../core/attestation/care.ts';
import { claimEvidence } from '../../core/workshop/claim-evidence.ts';
import { leadsSession } from '../../core/workshop/session.ts';
import { htmlAnswer } from '../edge/http.ts';
import { type CoveragePageInput, coveragePage } from './pages/coverage-page.ts';
import { forStakeholders, type Visitor } from './people.ts';
import type { PortalPorts } from './ports.ts';

/** The page, also after a form that was not taken. */
export const coverageAnswer = async (
  status: number,
  ports: PortalPorts,
  { session }: Visitor,
  more: Pick<CoveragePageInput, 'typed' | 'problems' | 'done'> = {},
) => {
  const [discovery, cycle, audits, lists, claimed] = await Promise.all([
    ports.overview.discovery(),
    ports.cycles.latest(),
    ports.audits.list(),
    campaignLists(ports),
    ports.workshops.read(leadsSession),
  ]);
  const accounted = (claimed?.claims ?? []).flatMap(
    (claim) => claimEvidence(claim, claim.capture.what).host ?? [],
  );
  return htmlAnswer(
    status,
    coveragePage({
      discovery,
      cycle,
      audit: audits[0],
      claimed: new Set(accounted),
      care: careReport(lists),
      nonce: ports.ids.random(16),
      session,
      ...more,
    }),
  );
};

/** What was read, what was not, and what nobody accounts for. */
export const coverage = forStakeholders((request, ports, visitor) =>
  coverageAnswer(200, ports, visitor, request.queryStringParameters?.done === '1' ? { done: true } : {}),
);
