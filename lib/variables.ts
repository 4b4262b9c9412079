import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Environment, machineName } from './environment.ts';
import { memberRoleName } from './member/names.ts';
import { type DataStack, probeSecretName } from './stacks/data-stack.ts';

export interface VariablesInput {
  readonly environment: Environment;
  readonly data: DataStack;
  readonly portalUrl: string;
  readonly issuer: string;
  readonly clientId: string;
}

/** The names every function may need. Names only: what a function may do with them is its role. */
export const variablesFor = (scope: Construct, input: VariablesInput): Record<string, string> => {
  const { partition, region, account } = Stack.of(scope);
  const machineArn = (machine: string) =>
    `arn:${partition}:states:${region}:${account}:stateMachine:${machineName(machine)}`;
  return {
    GOVERNANCE_TABLE: input.data.governance.tableName,
    AUDIT_TABLE: input.data.audit.tableName,
    EVIDENCE_BUCKET: input.data.evidence.bucketName,
    REPORTS_BUCKET: input.data.reports.bucketName,
    INTAKE_BUCKET: input.data.intake.bucketName,
    LINK_KEY_ID: input.data.linkKey.keyId,
    PORTAL_URL: input.portalUrl,
    MAIL_FROM: input.environment.mailFrom,
    OIDC_ISSUER: input.issuer,
    OIDC_CLIENT_ID: input.clientId,
    TICK_SECONDS: String(input.environment.tickSeconds),
    CONTROL_PLANE_RATE: String(input.environment.controlPlaneRate),
    RISK_REVIEW_MACHINE_ARN: machineArn('risk-review'),
    MIGRATION_MACHINE_ARN: machineArn('migration'),
    GOVERNANCE_CYCLE_MACHINE_ARN: machineArn('governance-cycle'),
    GATEWAY_AUDIENCE: input.environment.gatewayAudience,
    PROBE_CLIENT_ID: input.environment.probeClientId,
    PROBE_SECRET_ID: probeSecretName,
    MEMBER_ROLE_NAME: memberRoleName,
    ...(input.environment.memberExternalId ? { MEMBER_EXTERNAL_ID: input.environment.memberExternalId } : {}),
    ...(input.environment.local
      ? {
          PROBE_CONNECT_TO: input.environment.local.endpoint,
          PROBE_NOT_PROVABLE: input.environment.local.notProvable.join(','),
        }
      : {}),
  };
};
