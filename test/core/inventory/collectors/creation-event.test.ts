import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  aggregatedEvidence,
  apiResourceQuery,
  heldPlaces,
} from '../../../../core/inventory/collectors/aggregated-resource.ts';
import {
  creationEventNames,
  readCreationEvent,
} from '../../../../core/inventory/collectors/creation-event.ts';
import { creatorOf } from '../../../../core/inventory/collectors/creator.ts';

const role = (session: string, more = {}) => ({
  type: 'AssumedRole',
  arn: `arn:aws:sts::1:assumed-role/Deploy/${session}`,
  issuer: 'Deploy',
  ...more,
});

test.each([
  ['a person of the bank', role('Jane@Pay.bank.example'), 'jane@pay.bank.example'],
  ['a person of somebody else', role('bob@other.example'), 'Deploy'],
  ['an address that only ends like the bank’s', role('eve@evilbank.example'), 'Deploy'],
  ['a session that names a run', role('run-42'), 'Deploy/run-42'],
  ['a session that is an access key', role('ASIAIOSFODNN7EXAMPLE'), 'Deploy'],
  ['CloudFormation', role('AWSCloudFormation'), undefined],
  ['a service for somebody', role('x', { invokedBy: 'servicecatalog.amazonaws.com' }), undefined],
  ['a user', { type: 'IAMUser', userName: 'deploy-bot' }, 'deploy-bot'],
  ['a user named by a foreign address', { type: 'IAMUser', userName: 'a@b.example' }, undefined],
  ['root', { type: 'Root' }, undefined],
  ['a service', { type: 'AWSService', invokedBy: 'ram.amazonaws.com' }, undefined],
  ['nobody', {}, undefined],
] as const)('created by %s', (_name, identity, owner) => {
  const creator = creatorOf(identity, ['bank.example']);
  expect(creator.owner).toBe(owner);
  expect(creator.note).toMatch(/^Created .*\.$/);
  expect(JSON.stringify(creator)).not.toMatch(/ASIA|other\.example|evilbank|a@b/);
});

const event = (more: object) =>
  JSON.stringify({
    eventTime: '2026-10-01T09:00:00Z',
    awsRegion: 'us-east-1',
    recipientAccountId: '111122223333',
    userIdentity: { type: 'Root' },
    ...more,
  });

describe('creation events', () => {
  test('CloudFront’s are recorded in us-east-1 alone', () => {
    expect(creationEventNames('us-east-1')).toContain('CreateDistribution');
    expect(creationEventNames('eu-central-1')).not.toContain('CreateDistribution');
    const json = event({
      eventSource: 'cloudfront.amazonaws.com',
      eventName: 'CreateDistribution',
      responseElements: { distribution: { aRN: 'arn:aws:cloudfront::111122223333:distribution/E1' } },
    });
    expect(readCreationEvent(json, [])?.resource).toBe('arn:aws:cloudfront::111122223333:distribution/E1');
  });

  test.each([
    ['a call that failed', { errorCode: 'AccessDenied', responseElements: { id: 'a' } }],
    ['an answer without an id', { responseElements: { id: 7 } }],
    ['no answer', { responseElements: null }],
    ['no time', { eventTime: undefined, responseElements: { id: 'a' } }],
  ])('%s tells nothing', (_name, more) => {
    const create = { eventSource: 'apigateway.amazonaws.com', eventName: 'CreateRestApi' };
    expect(readCreationEvent(event({ ...create, ...more }), [])).toBeUndefined();
  });

  test('any text is read or left out, never thrown at', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readCreationEvent(text, [])).toBeUndefined();
        expect(aggregatedEvidence(text, '2026-11-24T08:00:00Z')).toBeUndefined();
      }),
    );
  });
});

describe('the aggregator of AWS Config', () => {
  test('is never asked for whole configurations: they hold secrets', () => {
    expect(apiResourceQuery).not.toMatch(/[ ,]configuration[ ,]/);
    expect(apiResourceQuery).not.toContain('Lambda');
  });

  test('places that hold something, each once', () => {
    const row = (accountId: string, awsRegion: string, resourceId: string) =>
      aggregatedEvidence(
        JSON.stringify({ accountId, awsRegion, resourceType: 'AWS::ApiGateway::RestApi', resourceId }),
        '2026-11-24T08:00:00Z',
      );
    const rows = [row('1', 'eu-central-1', 'a'), row('1', 'eu-central-1', 'b'), row('2', 'global', 'c')];
    expect(heldPlaces(rows.flatMap((one) => one ?? []))).toEqual([{ account: '1', region: 'eu-central-1' }]);
    expect(rows[2]).toMatchObject({ locator: 'AWS::ApiGateway::RestApi c', gatewayId: 'c' });
    expect(rows[2]?.region).toBeUndefined();
  });
});
