import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import type { Environment } from '../environment.ts';

/** Fixed, so that the supervisor of the issuer's client can find it. */
export const probeSecretName = 'gatehouse/probe-client';

/** Everything that must survive: tables, buckets, keys, the probe client's secret. Retained, never deleted by a deploy. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly linkKey: Key;
  readonly governance: Table;
  readonly audit: Table;
  readonly evidence: Bucket;
  readonly reports: Bucket;
  readonly intake: Bucket;
  readonly probeSecret: Secret;
  /** Exported once, so that a wildcard below a bucket has one spelling in every stack. */
  readonly arns: Readonly<Record<'evidence' | 'reports' | 'intake', string>>;

  constructor(scope: Construct, id: string, props: StackProps & { readonly environment: Environment }) {
    super(scope, id, props);
    this.key = new Key(this, 'Key', {
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
      description: 'Gatehouse: tables, buckets, logs',
    });
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LogGroups',
        principals: [new ServicePrincipal(`logs.${this.region}.amazonaws.com`)],
        actions: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
          'kms:GenerateDataKey',
          'kms:DescribeKey',
        ],
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': `arn:${this.partition}:logs:${this.region}:${this.account}:*`,
          },
        },
      }),
    );
    // Review links carry a MAC that only this key makes: it never leaves KMS.
    this.linkKey = new Key(this, 'LinkKey', {
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: RemovalPolicy.RETAIN,
      description: 'Gatehouse: MAC of review links',
    });

    this.governance = this.table('Governance');
    this.governance.addGlobalSecondaryIndex({
      indexName: 'gsi1',
      partitionKey: { name: 'gsi1pk', type: AttributeType.STRING },
      sortKey: { name: 'gsi1sk', type: AttributeType.STRING },
    });
    this.audit = this.table('Audit');

    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...bucketDefaults,
      ...transport(props.environment),
      encryption: BucketEncryption.S3_MANAGED,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{ expiration: Duration.days(props.environment.logRetentionDays) }],
    });
    if (props.environment.local)
      acknowledge(this, 'AwsSolutions-S10', 'Local AWS only: it speaks plain HTTP on loopback.');
    const bucket = (bucketId: string, more: BucketProps = {}) =>
      new Bucket(this, bucketId, {
        ...bucketDefaults,
        ...transport(props.environment),
        encryption: BucketEncryption.KMS,
        encryptionKey: this.key,
        bucketKeyEnabled: true,
        versioned: true,
        serverAccessLogsBucket: accessLogs as IBucket,
        serverAccessLogsPrefix: `${bucketId.toLowerCase()}/`,
        ...more,
      });
    this.evidence = bucket('Evidence', {
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(
        Duration.days(props.environment.evidenceLockDays),
      ),
    });
    this.reports = bucket('Reports');
    this.intake = bucket('Intake');
    this.arns = {
      evidence: this.exportValue(this.evidence.bucketArn),
      reports: this.exportValue(this.reports.bucketArn),
      intake: this.exportValue(this.intake.bucketArn),
    };

    this.probeSecret = new Secret(this, 'ProbeClientSecret', {
      secretName: probeSecretName,
      description:
        'Secret of the OAuth client that probes migrated APIs; register it at the issuer, see docs/deploying.md',
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const outputs = {
      GovernanceTable: this.governance.tableName,
      AuditTable: this.audit.tableName,
      EvidenceBucket: this.evidence.bucketName,
      ReportsBucket: this.reports.bucketName,
      IntakeBucket: this.intake.bucketName,
      LinkKeyId: this.linkKey.keyId,
      ProbeSecret: probeSecretName,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, `${name}Name`, { value });
    acknowledge(
      this.probeSecret,
      'AwsSolutions-SMG4',
      'The issuer, not AWS, holds the other half: docs/deploying.md says how to rotate it there.',
    );
  }

  private table(id: string): Table {
    return new Table(this, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      ...(id === 'Governance' ? { timeToLiveAttribute: 'expiresAtEpoch' } : {}),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

/** Local AWS speaks plain HTTP on loopback (docs/local-aws.md); everywhere else a bucket refuses it. */
const transport = (environment: Environment): BucketProps =>
  environment.local ? {} : { enforceSSL: true, minimumTLSVersion: 1.2 };

const bucketDefaults = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  removalPolicy: RemovalPolicy.RETAIN,
} satisfies BucketProps;
