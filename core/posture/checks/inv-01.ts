import { apiArn } from '../../gateway/gateway-api.ts';
import type { Check, CheckResult, CheckStatus, CheckSubject } from '../check.ts';

const id = 'INV-01';
const severity = 'HIGH';

const judge = ({ api, record }: CheckSubject): CheckResult => {
  const entry = record.known ? record.value : undefined;
  const arn = api.known && api.value ? apiArn(api.value) : undefined;
  const result = (status: CheckStatus, reason: string): CheckResult => ({
    checkId: id,
    ...status,
    severity,
    resource: arn ?? `catalogue/${entry?.apiId ?? 'unknown'}`,
    evidenceGrade: status.status === 'UNKNOWN' ? 'NONE' : 'REGISTER',
    reason,
    evidence: [],
  });
  if (!record.known) return result({ status: 'UNKNOWN', unknown: record.reason }, record.message);
  if (!entry)
    return {
      ...result({ status: 'FAIL' }, 'The API is live and not in the catalogue.'),
      remediation: { text: 'Find its owner and let a discovery cycle enter it.', needsRedeploy: false },
    };
  if (!entry.owner)
    return {
      ...result({ status: 'FAIL' }, `Nobody is known to own ${entry.name.value}.`),
      remediation: {
        text: 'Tag the API with `owner`, or name the owner in the workshop file or in the document.',
        ...(arn ? { operation: 'TagResource' } : {}),
        needsRedeploy: false,
      },
    };
  return {
    ...result(
      { status: 'PASS' },
      `${entry.name.value} is in the catalogue and owned by ${entry.owner.value}.`,
    ),
    evidence: [
      {
        call: 'catalogue',
        observedAt: entry.evidence[0]?.observedAt ?? '',
        field: `owner (${entry.owner.source}: ${entry.owner.locator})`,
        value: entry.owner.value,
      },
    ],
  };
};

/** What runs is in the catalogue and somebody answers for it, wherever it runs. */
export const inv01: Check = {
  id,
  title: 'The API is in the catalogue and has an owner',
  severity,
  appliesTo: ['REST', 'HTTP'],
  references: ['OWASP API9:2023', 'PCI DSS 4.0.1 6.3.2', 'PCI DSS 4.0.1 12.5.1'],
  evaluate: (subject) => [judge({ ...subject, api: { known: true, value: subject.api } })],
  evaluateRecord: (subject) => [judge(subject)],
};
