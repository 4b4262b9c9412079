import { describe, expect, test } from '@jest/globals';
import { synthesised } from '../support/synthesised.ts';

const { templates, ofType } = synthesised();

describe('tables', () => {
  test.each(ofType('AWS::DynamoDB::Table'))(
    '%s: own key, point-in-time recovery, protected, retained',
    (_id, table) => {
      expect(table.Properties).toMatchObject({
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
        BillingMode: 'PAY_PER_REQUEST',
      });
      expect(table.DeletionPolicy).toBe('Retain');
    },
  );

  test('only the governance table forgets, and the audit table has no index to be changed through', () => {
    templates.data.hasResourceProperties('AWS::DynamoDB::Table', {
      TimeToLiveSpecification: { AttributeName: 'expiresAtEpoch', Enabled: true },
      GlobalSecondaryIndexes: [{ IndexName: 'gsi1' }],
    });
    const forgetful = ofType('AWS::DynamoDB::Table').filter(
      ([, table]) => table.Properties.TimeToLiveSpecification,
    );
    expect(forgetful).toHaveLength(1);
  });
});

describe('buckets', () => {
  test.each(ofType('AWS::S3::Bucket'))('%s: nothing public, encrypted, retained', (_id, bucket) => {
    expect(bucket.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: expect.anything(),
    });
    expect(bucket.DeletionPolicy).toBe('Retain');
  });

  test('every bucket refuses plain HTTP', () => {
    expect(ofType('AWS::S3::BucketPolicy')).toHaveLength(ofType('AWS::S3::Bucket').length);
    for (const [, policy] of ofType('AWS::S3::BucketPolicy')) {
      expect(JSON.stringify(policy.Properties)).toContain('"aws:SecureTransport":"false"');
    }
  });

  test('evidence is locked for seven years', () => {
    templates.data.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 2555 } } },
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });
});

test('review links are signed with an HMAC key that never leaves KMS', () => {
  templates.data.hasResourceProperties('AWS::KMS::Key', {
    KeySpec: 'HMAC_256',
    KeyUsage: 'GENERATE_VERIFY_MAC',
  });
});

test('the data key rotates', () => {
  templates.data.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
});
