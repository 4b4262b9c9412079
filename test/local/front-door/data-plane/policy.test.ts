import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deniesEverybody } from '../../../../local/front-door/data-plane/policy.ts';

const arn = 'arn:aws:execute-api:us-east-1:000000000000:a1/v1/GET/payments/1';
const policy = (statement: object) =>
  JSON.stringify({
    Statement: [
      { Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource: '*', ...statement },
    ],
  });

describe('deniesEverybody', () => {
  test.each([
    ['all', {}],
    ['by the short form', { Resource: 'execute-api:/*' }],
    ['by stage and method', { Resource: 'execute-api:/v1/GET/*' }],
    ['by full ARN', { Resource: 'arn:aws:execute-api:us-east-1:000000000000:a1/*' }],
    ['by all actions', { Action: 'execute-api:*' }],
    ['among others', { Resource: ['execute-api:/v2/*', 'execute-api:/v1/*'], Principal: { AWS: ['*'] } }],
  ])('%s', (_, statement) => {
    expect(deniesEverybody(policy(statement), arn)).toBe(true);
  });

  test.each([
    ['an allow', { Effect: 'Allow' }],
    ['another stage', { Resource: 'execute-api:/v2/*' }],
    ['another action', { Action: 'execute-api:ManageConnections' }],
    ['one principal', { Principal: { AWS: 'arn:aws:iam::111111111111:root' } }],
    ['a condition', { Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
  ])('not by %s', (_, statement) => {
    expect(deniesEverybody(policy(statement), arn)).toBe(false);
  });

  test('never throws, whatever the text is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        (text) => typeof deniesEverybody(text, arn) === 'boolean',
      ),
    );
  });
});
