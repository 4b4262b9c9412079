import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { collectors } from '../../core/inventory/collectors/registry.ts';
import { acknowledgeWildcard } from '../acknowledgements.ts';
import type { Environment } from '../environment.ts';
import { memberRoleName } from '../member/names.ts';

export { memberRoleName };

/** API Gateway's actions are granted on its own paths (`gateway-grants.ts`). */
const listActions = [...new Set(collectors.flatMap(({ actions }) => actions))].filter(
  (action) => action !== 'apigateway:GET',
);

/**
 * Reads what can take requests: in this account by its own right, in member accounts through their read-only role.
 * Lists and descriptions of other services know no resource before they are asked.
 */
export const grantCollectors = (target: LambdaFunction, environment: Environment): void => {
  target.addToRolePolicy(new PolicyStatement({ sid: 'Collect', actions: listActions, resources: ['*'] }));
  acknowledgeWildcard(
    target.role ?? target,
    '*',
    'Discovery lists what is there: most list and describe actions know no resource, the others have ids that are what it has to find.',
  );
  const roles = environment.memberAccounts.map(
    (account) => `arn:${Stack.of(target).partition}:iam::${account}:role/${memberRoleName}`,
  );
  if (roles.length === 0) return;
  target.addToRolePolicy(
    new PolicyStatement({ sid: 'ReadMembers', actions: ['sts:AssumeRole'], resources: roles }),
  );
};
