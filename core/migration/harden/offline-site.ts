import { addressProblem } from './backend.ts';
import type { HardeningSite } from './harden.ts';
import type { HardeningPolicy } from './policy.ts';

/**
 * Site for a document that is converted without an account at hand: `${AWS::…}` is resolved by the import, and the
 * backend is a stage variable unless it is given.
 * @param backend base URL, for example `https://accounts.internal.bank.example`
 */
export const offlineSite = (policy: HardeningPolicy, backend?: string): HardeningSite => ({
  authorizerUri:
    `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/` +
    `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${policy.authorizer.functionName}/invocations`,
  backend: (path) => {
    if (backend === undefined) return { uri: `https://\${stageVariables.backend}${path}` };
    const reason = addressProblem(backend, policy.integration.plainHttpOnLoopback);
    return reason === undefined ? { uri: backend.replace(/\/+$/, '') + path } : { reason };
  },
});
