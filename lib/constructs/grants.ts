import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { acknowledgeWildcard } from '../acknowledgements.ts';
import { type Environment, machineName } from '../environment.ts';
import type { FunctionNeeds } from '../needs/function-needs.ts';
import { type DataStack, probeSecretName } from '../stacks/data-stack.ts';
import { grantCollectors } from './collector-grants.ts';
import { grantGateway } from './gateway-grants.ts';

/**
 * Turns a function's needs into statements on its own role, one a need, each on named resources.
 * The table of needs (`lib/needs/`) is what a reviewer reads; this is what AWS enforces.
 */
export const grant = (
  target: LambdaFunction,
  needs: FunctionNeeds,
  data: DataStack,
  environment: Environment,
): void => {
  const stack = Stack.of(target);
  const allow = (sid: string, actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
    target.addToRolePolicy(
      new PolicyStatement({ sid, actions, resources, ...(conditions ? { conditions } : {}) }),
    );
  // The local emulator asks for these two actions on `*`; on AWS they are bound to their resource (docs/local-aws.md).
  const allowLocally = (sid: string, action: string) => {
    allow(sid, [action], ['*']);
    acknowledgeWildcard(
      target.role ?? target,
      '*',
      'Local AWS only: its emulator knows no resource of this action.',
    );
  };
  const machineArn = (machine: string) =>
    stack.formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: machineName(machine),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });

  if (needs.governance) {
    const table = data.governance.tableArn;
    allow(
      'Governance',
      needs.governance.map((action) => `dynamodb:${action}`),
      needs.governance.includes('Query') ? [table, `${table}/index/gsi1`] : [table],
    );
  }
  if (needs.audit) {
    allow('Audit', needs.audit === 'append' ? ['dynamodb:PutItem'] : ['dynamodb:GetItem', 'dynamodb:Query'], [
      data.audit.tableArn,
    ]);
  }
  // Objects and executions have no names before they exist: the wildcard stands below a named bucket or machine.
  const allowBelow = (sid: string, actions: string[], resources: string[], reason: string) => {
    allow(sid, actions, resources);
    for (const resource of resources) acknowledgeWildcard(target.role ?? target, resource, reason);
  };
  const objects = (sid: string, bucketArn: string, access: 'read' | 'write' | 'read-write') => {
    if (access !== 'write') allow(`${sid}List`, ['s3:ListBucket'], [bucketArn]);
    const actions = [
      ...(access === 'write' ? [] : ['s3:GetObject']),
      ...(access === 'read' ? [] : ['s3:PutObject']),
    ];
    allowBelow(`${sid}Objects`, actions, [`${bucketArn}/*`], 'Objects of this one bucket.');
  };
  if (needs.evidence) objects('Evidence', data.arns.evidence, needs.evidence);
  if (needs.reports) objects('Reports', data.arns.reports, needs.reports);
  if (needs.intake) objects('Intake', data.arns.intake, needs.intake);
  if (needs.logs) {
    for (const [index, name] of environment.logBuckets.entries()) {
      const arn = `arn:${stack.partition}:s3:::${name}`;
      allow(`Logs${index}List`, ['s3:ListBucket'], [arn]);
      allowBelow(`Logs${index}Objects`, ['s3:GetObject'], [`${arn}/*`], 'Log objects of this one bucket.');
    }
  }
  const usesKey =
    needs.governance ?? needs.audit ?? needs.evidence ?? needs.reports ?? needs.intake ?? needs.probeSecret;
  if (usesKey) allow('DataKey', ['kms:Decrypt', 'kms:GenerateDataKey'], [data.key.keyArn]);
  if (needs.gateway) grantGateway(target, needs.gateway, environment);
  if (needs.collectors) grantCollectors(target, environment);
  if (needs.organization) {
    allow('Organization', ['organizations:ListAccounts'], ['*']);
    acknowledgeWildcard(target.role ?? target, '*', 'organizations:ListAccounts knows no resource.');
  }
  if (needs.mail) {
    const domain = environment.mailFrom.split('@')[1] ?? '';
    const identity = (name: string) =>
      stack.formatArn({ service: 'ses', resource: 'identity', resourceName: name });
    if (environment.local) allowLocally('Mail', 'ses:SendEmail');
    else {
      allow('Mail', ['ses:SendEmail'], [identity(environment.mailFrom), identity(domain)], {
        StringEquals: { 'ses:FromAddress': environment.mailFrom },
      });
    }
  }
  if (needs.linkKey)
    allow(
      'LinkKey',
      needs.linkKey.map((action) => `kms:${action}`),
      [data.linkKey.keyArn],
    );
  if (needs.starts) {
    allow('StartMachines', ['states:StartExecution', 'states:ListExecutions'], needs.starts.map(machineArn));
    allowBelow(
      'DescribeStarted',
      ['states:DescribeExecution'],
      needs.starts.map((machine) => `${machineArn(machine).replace(':stateMachine:', ':execution:')}:*`),
      'Executions of this one machine.',
    );
  }
  if (needs.completes) {
    if (environment.local) allowLocally('CompleteRound', 'states:SendTaskSuccess');
    else allow('CompleteRound', ['states:SendTaskSuccess'], [machineArn(needs.completes)]);
  }
  if (needs.probeSecret)
    allow(
      'ProbeSecret',
      ['secretsmanager:GetSecretValue'],
      [
        // Secrets Manager appends six characters of its own to the name.
        stack.formatArn({
          service: 'secretsmanager',
          resource: 'secret',
          resourceName: `${probeSecretName}-??????`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
    );
};
