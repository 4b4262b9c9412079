import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { acknowledgeWildcard } from '../acknowledgements.ts';
import type { Environment } from '../environment.ts';
import { memberRoleName } from '../member/names.ts';
import { readerStatements } from '../member/reader-rights.ts';

/**
 * Reads what can take requests: in this account with the rights that the reader has in a member account, there by
 * assuming it; and the aggregator of AWS Config.
 */
export const grantCollectors = (target: LambdaFunction, environment: Environment): void => {
  const stack = Stack.of(target);
  const { partition, account } = stack;
  for (const { sid, effect, actions, resources, reason } of readerStatements({ partition, account })) {
    target.addToRolePolicy(
      new PolicyStatement({
        sid,
        effect: effect === 'Deny' ? Effect.DENY : Effect.ALLOW,
        actions: [...actions],
        resources: [...resources],
      }),
    );
    for (const resource of resources)
      if (resource.includes('*')) acknowledgeWildcard(target.role ?? target, resource, reason);
  }
  // The local emulator takes ListFunctionUrlConfigs for GetFunction (docs/local-aws.md).
  if (environment.local)
    target.addToRolePolicy(
      new PolicyStatement({
        sid: 'LocalFunctionUrls',
        actions: ['lambda:GetFunction'],
        resources: ['*'],
      }),
    );
  const aggregators = stack.formatArn({
    service: 'config',
    resource: 'config-aggregator',
    resourceName: '*',
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  target.addToRolePolicy(
    new PolicyStatement({
      sid: 'ReadAggregator',
      actions: ['config:SelectAggregateResourceConfig'],
      resources: [aggregators],
    }),
  );
  acknowledgeWildcard(
    target.role ?? target,
    aggregators,
    'An aggregator has a name and an id that AWS gives.',
  );
  const roles = environment.memberAccounts.map(
    (member) => `arn:${partition}:iam::${member}:role/${memberRoleName}`,
  );
  if (roles.length > 0)
    target.addToRolePolicy(
      new PolicyStatement({ sid: 'ReadMembers', actions: ['sts:AssumeRole'], resources: roles }),
    );
};
