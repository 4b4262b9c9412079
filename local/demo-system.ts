import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectLockConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { issuerAccounts, issuerClients, probeSecret } from './demo-bank/people.ts';
import { setUpDemoBank } from './demo-bank/set-up.ts';
import { deploy, type Outputs } from './deploy.ts';
import { writeJson } from './json-file.ts';
import { type LocalAws, type StartOptions, startLocalAws } from './local-aws.ts';

type Report = (line: string) => void;

/** Starts local AWS and points this process's SDK clients at it. */
export const startSystem = async (options: StartOptions): Promise<LocalAws> => {
  const aws = await startLocalAws(options);
  Object.assign(process.env, aws.environment());
  writeJson(join(aws.home, 'issuer.json'), {
    portalUrl: aws.portalUrl,
    stakeholders: issuerAccounts(),
    clients: issuerClients(aws.home),
  });
  return aws;
};

const stackExists = async (name: string): Promise<boolean> => {
  try {
    const { Stacks } = await new CloudFormationClient({}).send(
      new DescribeStacksCommand({ StackName: name }),
    );
    return /^(CREATE|UPDATE)_COMPLETE$/.test(Stacks?.[0]?.StackStatus ?? '');
  } catch {
    return false;
  }
};

/** Deploys the stacks as a bank would, in the environment `local` of `cdk.json`. */
export const deploySystem = async (aws: LocalAws, report: Report): Promise<Outputs> => {
  const { outputs, changed } = await deploy({
    home: aws.home,
    environment: aws.environment(),
    context: [
      'environment=local',
      `gatehouse:localEndpoint=${aws.endpoint}`,
      `gatehouse:oidcIssuer=${aws.issuerUrl}`,
      `gatehouse:portalUrl=${aws.portalUrl}`,
    ],
    stackExists,
    report,
  });
  const data = outputs.GatehouseData ?? {};
  Object.assign(process.env, {
    GOVERNANCE_TABLE: data.GovernanceTableName,
    AUDIT_TABLE: data.AuditTableName,
    EVIDENCE_BUCKET: data.EvidenceBucketName,
    REPORTS_BUCKET: data.ReportsBucketName,
    INTAKE_BUCKET: data.IntakeBucketName,
  });
  if (changed) await finishDeployment(data);
  return outputs;
};

/** What the emulator's CloudFormation drops and the system relies on. */
const finishDeployment = async (data: Readonly<Record<string, string>>): Promise<void> => {
  await new DynamoDBClient({})
    .send(
      new UpdateTimeToLiveCommand({
        TableName: data.GovernanceTableName,
        TimeToLiveSpecification: { AttributeName: 'expiresAtEpoch', Enabled: true },
      }),
    )
    .catch((error: unknown) => {
      // It is on already.
      if (!(error instanceof Error) || error.name !== 'ValidationException') throw error;
    });
  await new S3Client({ forcePathStyle: true }).send(
    new PutObjectLockConfigurationCommand({
      Bucket: data.EvidenceBucketName,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
      },
    }),
  );
};

/** The sender of the mails. A bank verifies its own, see docs/deploying.md. */
const verifySender = async (sender: string): Promise<void> => {
  await new SESv2Client({})
    .send(new CreateEmailIdentityCommand({ EmailIdentity: sender }))
    .catch((error: unknown) => {
      if (!(error instanceof Error) || error.name !== 'AlreadyExistsException') throw error;
    });
};

/** The demo bank as a customer's estate, and the probe client's secret where the stacks look for it. */
export const prepareDemoBank = async (aws: LocalAws, outputs: Outputs, report: Report): Promise<void> => {
  await new SecretsManagerClient({}).send(
    new PutSecretValueCommand({
      SecretId: outputs.GatehouseData?.ProbeSecretName ?? '',
      SecretString: probeSecret(aws.home),
    }),
  );
  await verifySender(outputs.GatehousePortal?.MailFrom ?? '');
  await setUpDemoBank({
    localAws: aws,
    outputs: {
      intakeBucket: outputs.GatehouseData?.IntakeBucketName ?? '',
      authorizerArn: outputs.GatehouseWorkflow?.AuthorizerArn ?? '',
      authorizerRoleArn: outputs.GatehouseWorkflow?.AuthorizerRoleArn ?? '',
    },
    now: new Date(),
    report,
  });
};
