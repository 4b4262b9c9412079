import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { acknowledgeWildcard } from '../acknowledgements.ts';
import type { Environment } from '../environment.ts';

/** Role that API Gateway assumes to call our authorizer; a migration passes it and no other. */
export const authorizerRoleName = 'gatehouse-gateway-authorizer';

/** Everybody's APIs are read; what a migration changes carries our tag. */
export const grantGateway = (
  target: LambdaFunction,
  access: 'read' | 'migrate',
  environment: Environment,
): void => {
  const stack = Stack.of(target);
  const allow = (
    sid: string,
    verbs: readonly string[],
    paths: readonly string[],
    reason: string,
    conditions?: Record<string, unknown>,
  ) => {
    const resources = paths.map((path) => `arn:${stack.partition}:apigateway:${stack.region}::${path}`);
    target.addToRolePolicy(
      new PolicyStatement({
        sid,
        actions: verbs.map((verb) => `apigateway:${verb}`),
        resources,
        // The local emulator evaluates no tag conditions of API Gateway (docs/local-aws.md).
        ...(conditions && !environment.local ? { conditions } : {}),
      }),
    );
    for (const resource of resources)
      if (resource.includes('*')) acknowledgeWildcard(target.role ?? target, resource, reason);
  };
  allow(
    'ReadGateway',
    ['GET'],
    [
      '/account',
      '/restapis',
      '/restapis/*',
      '/apis',
      '/apis/*',
      '/domainnames',
      '/domainnames/*',
      // Not what is below the plans: their keys are listed there.
      '/usageplans',
      '/vpclinks',
      '/clientcertificates',
    ],
    'Discovery reads every API of the account: their ids are what it has to find.',
  );
  target.addToRolePolicy(
    new PolicyStatement({
      sid: 'ReadDomainAccess',
      actions: ['apigateway:GET'],
      resources: [
        `arn:${stack.partition}:apigateway:${stack.region}:${stack.account}:/domainnameaccessassociations`,
      ],
    }),
  );
  if (access === 'read') return;
  const below =
    'Targets have no id before they exist; the tag condition limits this to APIs that a migration made.';
  // A target is born with our tag or not at all: what carries it may later be changed and deleted.
  allow('CreateTarget', ['POST'], ['/restapis'], below, {
    StringEquals: { 'aws:RequestTag/managedBy': 'gatehouse' },
  });
  allow('ChangeTarget', ['PUT', 'POST', 'PATCH', 'DELETE'], ['/restapis/*'], below, {
    StringEquals: { 'aws:ResourceTag/managedBy': 'gatehouse' },
  });
  allow(
    'TagTarget',
    ['PUT', 'POST'],
    ['/tags/*'],
    'CreateRestApi with tags asks for the right to tag the ARN it is about to make.',
  );
  allow(
    'SwitchMapping',
    ['POST', 'PATCH', 'DELETE'],
    ['/domainnames/*/basepathmappings', '/domainnames/*/basepathmappings/*'],
    'The domains of the APIs to migrate are found by discovery.',
  );
  target.addToRolePolicy(
    new PolicyStatement({
      sid: 'PassAuthorizerRole',
      actions: ['iam:PassRole'],
      resources: [`arn:${stack.partition}:iam::${stack.account}:role/${authorizerRoleName}`],
      conditions: { StringEquals: { 'iam:PassedToService': 'apigateway.amazonaws.com' } },
    }),
  );
};
