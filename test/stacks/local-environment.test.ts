import { expect, test } from '@jest/globals';
import { synthesised } from '../support/synthesised.ts';

// docs/local-aws.md lists every difference between the local stacks and a bank's; this holds the list complete.
const issuer = { 'gatehouse:oidcIssuer': 'https://login.bank.example' };
const onAws = synthesised('production', issuer);
const local = synthesised('local', {
  ...issuer,
  'gatehouse:localEndpoint': 'http://127.0.0.1:4566',
  'gatehouse:portalUrl': 'http://127.0.0.1:8000',
});

interface Statement {
  readonly Sid?: string;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** `stack/policy Sid` → how wide it is: whether it names `*`, and under which condition. */
const widths = ({ ofType }: typeof onAws): Map<string, string> =>
  new Map(
    ofType('AWS::IAM::Policy').flatMap(([id, { Properties }]) =>
      (Properties.PolicyDocument as { Statement: Statement[] }).Statement.map(
        ({ Sid, Resource, Condition }, index) => [
          `${id} ${Sid ?? index}`,
          JSON.stringify({
            all: [Resource].flat().includes('*'),
            count: [Resource].flat().length,
            Condition,
          }),
        ],
      ),
    ),
  );

test('only the grants that the page lists are wider locally', () => {
  const narrow = widths(onAws);
  const wider = [...widths(local)]
    .filter(([name, text]) => narrow.get(name) !== undefined && narrow.get(name) !== text)
    .map(([name]) => name.split(' ')[1]);
  expect([...new Set(wider)].sort()).toEqual(['ChangeTarget', 'CompleteRound', 'CreateTarget', 'Mail']);
});

test('on AWS each of them is bound to its resource or tag', () => {
  for (const [, { Properties }] of onAws.ofType('AWS::IAM::Policy')) {
    for (const { Sid, Resource, Condition } of (Properties.PolicyDocument as { Statement: Statement[] })
      .Statement) {
      if (Sid === 'Mail') expect(JSON.stringify(Resource)).toContain('identity/');
      if (Sid === 'CompleteRound') expect(JSON.stringify(Resource)).toContain('gatehouse-risk-review');
      if (Sid === 'CreateTarget' || Sid === 'ChangeTarget')
        expect(JSON.stringify(Condition)).toContain('managedBy');
    }
  }
});

test('locally no bucket refuses plain HTTP; on AWS every one does', () => {
  expect(
    local
      .ofType('AWS::S3::BucketPolicy')
      .filter(([, { Properties }]) => JSON.stringify(Properties).includes('SecureTransport')),
  ).toEqual([]);
  expect(onAws.ofType('AWS::S3::BucketPolicy')).toHaveLength(onAws.ofType('AWS::S3::Bucket').length);
});

test('the same resources otherwise, but for flow logs with their group and role, and for events of other accounts', () => {
  const types = ({ resources }: typeof onAws) =>
    resources
      .map(([, { Type }]) => Type)
      .filter((type) => type !== 'AWS::S3::BucketPolicy' && type !== 'AWS::CDK::Metadata')
      .sort();
  const more = types(onAws);
  for (const type of types(local)) {
    expect(more).toContain(type);
    more.splice(more.indexOf(type), 1);
  }
  expect(more).toEqual(['AWS::EC2::FlowLog', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::Logs::LogGroup']);
});
