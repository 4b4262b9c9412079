import type { GatewayIntegration, GatewayOperation } from '../../gateway/gateway-api.ts';
import type { Check } from '../check.ts';
import { verdicts } from '../verdict.ts';

const id = 'TLS-12';
const severity = 'HIGH';

type Transport = 'encrypted' | 'plain' | 'plain in the VPC' | 'hidden';

const transportOf = ({ uri = '', connectionType, tlsServerName }: GatewayIntegration): Transport => {
  const inVpc = connectionType === 'VPC_LINK';
  if (/^http:/i.test(uri)) return inVpc ? 'plain in the VPC' : 'plain';
  // A private integration of an HTTP API names a listener; without a server name the gateway speaks plain HTTP to it.
  if (inVpc && uri.startsWith('arn:') && !tlsServerName) return 'plain in the VPC';
  return uri.startsWith('$' + '{stageVariables.') ? 'hidden' : 'encrypted';
};

const places = {
  plain: 'over a network',
  'plain in the VPC': 'over a VPC link, so inside the VPC but readable there',
};

const secured = ({ integration }: GatewayOperation): string =>
  integration?.uri?.replace(/^http:/i, 'https:') ?? '<https address>';

/** Behind the gateway the traffic is encrypted too. A VPC link is a path, not encryption. */
export const tls12: Check = {
  id,
  title: 'No integration speaks plain HTTP',
  severity,
  appliesTo: ['REST', 'HTTP'],
  references: ['OWASP API8:2023', 'OWASP API10:2023', 'PCI DSS 4.0.1 4.2.1'],
  evaluate: ({ api }) => {
    const say = verdicts({ id, severity }, api, 'DRAFT');
    if (!api.draft.known) return [say.unknown(api.draft)];
    const call = api.kind === 'REST' ? 'GetResources' : 'GetIntegrations';
    const results = api.draft.value.flatMap((operation) => {
      const { method, path, integration } = operation;
      const transport = integration ? transportOf(integration) : 'encrypted';
      if (transport === 'encrypted') return [];
      if (transport === 'hidden')
        return [
          say.unknown(
            {
              known: false,
              reason: 'PARSE',
              message: `The address behind ${method} ${path} comes from a stage variable, whose value is not read.`,
            },
            { method, path },
          ),
        ];
      return [
        say.fail({
          at: { method, path },
          reason: `${method} ${path} calls ${integration?.uri ?? 'its backend'} in plain HTTP, ${places[transport]}.`,
          seen: [{ call, field: `${method} ${path} uri`, value: integration?.uri }],
          remediation: {
            text: `Let the backend of ${method} ${path} serve TLS and call it by https.`,
            operation: 'UpdateIntegration',
            ...(api.kind === 'REST'
              ? { patch: [{ op: 'replace', path: '/uri', value: secured(operation) }] }
              : {}),
            needsRedeploy: api.kind === 'REST',
          },
        }),
      ];
    });
    return results.length > 0
      ? results
      : [
          say.pass({
            reason: `No integration of ${api.name} speaks plain HTTP.`,
            seen: [{ call, field: 'operations', value: api.draft.value.length }],
          }),
        ];
  },
};
