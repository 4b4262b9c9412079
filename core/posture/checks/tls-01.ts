import type { Check } from '../check.ts';
import { verdicts } from '../verdict.ts';

const id = 'TLS-01';
const severity = 'HIGH';

/** Policies that accept TLS 1.2 at least; the newer ones carry the version in their name. */
const modern = /^(TLS_1_2$|SecurityPolicy_TLS1[23]_)/;

/** No custom domain in front of the API still speaks TLS 1.0. Which modern policy fits is another rule's question. */
export const tls01: Check = {
  id,
  title: 'No mapped domain accepts TLS 1.0',
  severity,
  appliesTo: ['REST', 'HTTP'],
  references: ['PCI DSS 4.0.1 4.2.1', 'FAPI 2.0 Security Profile 5.2.1'],
  evaluate: ({ api }) => {
    const say = verdicts({ id, severity }, api, 'CONFIG');
    if (!api.domains.known) return [say.unknown(api.domains)];
    if (api.domains.value.length === 0)
      return [
        say.notApplicable({
          reason:
            'No custom domain leads to the API; the TLS of the default endpoint is set by AWS, not by a domain.',
        }),
      ];
    const policies = new Map(api.domains.value.map((one) => [one.domainName, one.securityPolicy]));
    return [...policies].map(([domainName, policy]) => {
      const seen = [{ call: 'GetDomainNames', field: `${domainName} securityPolicy`, value: policy }];
      if (policy === undefined)
        return say.unknown({
          known: false,
          reason: 'UNSUPPORTED',
          message: `The endpoint does not tell the TLS policy of ${domainName}.`,
        });
      if (policy === 'TLS_1_0')
        return say.fail({
          reason: `${domainName} accepts TLS 1.0.`,
          seen,
          remediation: {
            text: `Set the security policy of ${domainName} to TLS 1.2, after checking in the access log that no client needs less.`,
            operation: 'UpdateDomainName',
            patch: [{ op: 'replace', path: '/securityPolicy', value: 'TLS_1_2' }],
            needsRedeploy: false,
          },
        });
      if (!modern.test(policy))
        return say.unknown({
          known: false,
          reason: 'PARSE',
          message: `${domainName} has the TLS policy ${policy}, which is not known here.`,
        });
      return say.pass({ reason: `${domainName} asks for TLS 1.2 at least (${policy}).`, seen });
    });
  },
};
