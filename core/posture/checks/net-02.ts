import type { Check } from '../check.ts';
import { verdicts } from '../verdict.ts';

const id = 'NET-02';
const severity = 'HIGH';

/** What guards the custom domain (mutual TLS, WAF in front) does not guard the default endpoint beside it. */
export const net02: Check = {
  id,
  title: 'The default endpoint is off where a domain is mapped',
  severity,
  appliesTo: ['REST', 'HTTP'],
  references: ['OWASP API8:2023', 'PCI DSS 4.0.1 1.3.1'],
  evaluate: ({ api }) => {
    const say = verdicts({ id, severity }, api, 'CONFIG');
    if (!api.domains.known) return [say.unknown(api.domains)];
    const [domain] = api.domains.value;
    if (!domain)
      return [
        say.notApplicable({
          reason: 'No custom domain leads to the API: the default endpoint is its only door.',
        }),
      ];
    if (!api.disableExecuteApiEndpoint.known) return [say.unknown(api.disableExecuteApiEndpoint)];
    const isOff = api.disableExecuteApiEndpoint.value;
    const call = api.kind === 'REST' ? 'GetRestApi' : 'GetApi';
    const seen = [{ call, field: 'disableExecuteApiEndpoint', value: isOff }];
    if (isOff)
      return [say.pass({ reason: `${api.name} is reached through ${domain.domainName} only.`, seen })];
    return [
      say.fail({
        reason: `${api.name} is reached past ${domain.domainName} at ${api.gatewayId}.execute-api.${api.region}.amazonaws.com.`,
        seen,
        remediation: {
          text: 'Switch the default endpoint off once no client uses it, then deploy.',
          operation: api.kind === 'REST' ? 'UpdateRestApi' : 'UpdateApi',
          ...(api.kind === 'REST'
            ? { patch: [{ op: 'replace', path: '/disableExecuteApiEndpoint', value: 'true' }] }
            : {}),
          needsRedeploy: api.kind === 'REST',
        },
      }),
    ];
  },
};
