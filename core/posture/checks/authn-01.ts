import type { DeployedOperation, GatewayApi } from '../../gateway/gateway-api.ts';
import type { Check, CheckResult, Remediation } from '../check.ts';
import { eachDeployment, type Served } from '../stages.ts';
import { type Verdicts, verdicts } from '../verdict.ts';

const id = 'AUTHN-01';
const severity = 'CRITICAL';

const draftOf = (api: GatewayApi, { method, path }: DeployedOperation) =>
  api.draft.known ? api.draft.value.find((one) => one.method === method && one.path === path) : undefined;

const remediation = (api: GatewayApi, operation: DeployedOperation): Remediation => {
  const { method, path } = operation;
  if (api.kind === 'HTTP')
    return {
      text: `Give the route ${method} ${path} an authorizer: AuthorizationType and AuthorizerId.`,
      operation: 'UpdateRoute',
      needsRedeploy: false,
    };
  const draft = draftOf(api, operation);
  if (draft && draft.authorizationType !== 'NONE')
    return {
      text: `The working copy of ${method} ${path} asks for ${draft.authorizationType} already: deploy it to the stage.`,
      operation: 'CreateDeployment',
      needsRedeploy: true,
    };
  const authorizer = api.authorizers.known ? api.authorizers.value[0] : undefined;
  return {
    text: `Attach an authorizer to ${method} ${path}, then deploy.`,
    operation: 'UpdateMethod',
    patch: [
      {
        op: 'replace',
        path: '/authorizationType',
        value: authorizer?.type === 'COGNITO_USER_POOLS' ? 'COGNITO_USER_POOLS' : 'CUSTOM',
      },
      { op: 'replace', path: '/authorizerId', value: authorizer?.id ?? '<authorizer id>' },
    ],
    needsRedeploy: true,
  };
};

const judge = (api: GatewayApi, say: Verdicts, served: Served): CheckResult[] => {
  const { stage, label, operations, call } = served;
  const results: CheckResult[] = [];
  for (const operation of operations) {
    const { method, path, authorizationType, apiKeyRequired } = operation;
    if (authorizationType !== 'NONE') continue;
    if (method === 'OPTIONS') {
      // Browsers send preflights without credentials. Only a MOCK answers without reaching anything behind.
      if (!api.draft.known) {
        results.push(say.unknown(api.draft, { stage, method, path }));
        continue;
      }
      if (draftOf(api, operation)?.integration?.type === 'MOCK') continue;
    }
    const key = apiKeyRequired ? ' An API key names the calling application; it authenticates nobody.' : '';
    results.push(
      say.fail({
        at: { stage, method, path },
        reason: `${method} ${path} on stage ${label} answers anybody.${key}`,
        seen: [{ call, field: `${method} ${path} authorizationType`, value: authorizationType }],
        remediation: remediation(api, operation),
      }),
    );
  }
  if (results.length > 0) return results;
  const reason = `All ${operations.length} operations on stage ${label} ask for credentials.`;
  return [
    say.pass({ at: { stage }, reason, seen: [{ call, field: 'operations', value: operations.length }] }),
  ];
};

/** Every operation that a stage serves, canary included, asks for credentials. */
export const authn01: Check = {
  id,
  title: 'Every deployed operation is authenticated',
  severity,
  appliesTo: ['REST', 'HTTP'],
  references: ['OWASP API2:2023', 'OWASP API5:2023', 'PCI DSS 4.0.1 7.2.1', 'PCI DSS 4.0.1 8.2.1'],
  evaluate: ({ api }) => {
    const say = verdicts({ id, severity }, api, 'DEPLOYED');
    return eachDeployment(api, say, (served) => judge(api, say, served));
  },
};
