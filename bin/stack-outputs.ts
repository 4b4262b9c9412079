import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CommandFailure } from './failure.ts';

const outputsOf = async (stack: string): Promise<Record<string, string>> => {
  try {
    const { Stacks } = await new CloudFormationClient({}).send(
      new DescribeStacksCommand({ StackName: stack }),
    );
    return Object.fromEntries(
      (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? '']),
    );
  } catch (error) {
    throw new CommandFailure(
      `The stack ${stack} could not be read (${error instanceof Error ? error.name : 'error'}). Check AWS_PROFILE and AWS_REGION, deploy with npx cdk deploy --all, or set GOVERNANCE_TABLE and EVIDENCE_BUCKET yourself.`,
      2,
      { cause: error },
    );
  }
};

/** Names of tables and buckets for commands that read the stored state: the environment's, else the stack's outputs. */
export const useStackOutputs = async (): Promise<void> => {
  const wanted = {
    GOVERNANCE_TABLE: 'GovernanceTableName',
    AUDIT_TABLE: 'AuditTableName',
    EVIDENCE_BUCKET: 'EvidenceBucketName',
    REPORTS_BUCKET: 'ReportsBucketName',
    INTAKE_BUCKET: 'IntakeBucketName',
  };
  if (process.env.GOVERNANCE_TABLE && process.env.EVIDENCE_BUCKET) return;
  const outputs = await outputsOf('GatehouseData');
  for (const [variable, output] of Object.entries(wanted)) process.env[variable] ??= outputs[output] ?? '';
};
