import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Command } from 'commander';
import { register } from '../../bin/commands/member.ts';
import { runCheck, runOnboard, runTemplate } from '../../bin/member-run.ts';
import { addToSources, entryText } from '../../bin/sources-entry.ts';
import { readSources } from '../../core/inventory/sources-file.ts';
import { collectorWorld } from '../support/aws/collector-world.ts';
import { type Recorded, type Recording, recordingOf } from '../support/aws/recorded-aws.ts';
import { inVirtualTime } from '../support/aws/virtual-time.ts';
import { type CommandWorld, commandWorld } from '../support/command.ts';

const governance = '999988887777';
const member = '111122223333';
const externalId = 'an-external-id-of-the-bank';
const trust = { governanceAccount: governance, externalId };

// Loading the CDK takes seconds on a busy machine.
jest.setTimeout(240_000);

let world: CommandWorld;
const environment = { ...process.env };
beforeEach(() => {
  world = commandWorld();
  for (const name of [
    'AWS_PROFILE',
    'AWS_ENDPOINT_URL',
    'AWS_REGION',
    'AWS_DEFAULT_REGION',
    'MEMBER_EXTERNAL_ID',
  ])
    delete process.env[name];
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
});
afterEach(() => {
  world.end();
  process.env = { ...environment };
});

const identity = (account: string): Recorded[] => [
  { answer: { Account: account, Arn: `arn:aws:sts::${account}:assumed-role/Operator/x`, UserId: 'x' } },
];
const assumed: Recorded[] = [
  {
    answer: {
      Credentials: {
        AccessKeyId: 'ASIAMEMBER',
        SecretAccessKey: 'member-secret',
        SessionToken: 'member-token',
        Expiration: '2026-11-24T09:00:00Z',
      },
    },
  },
];
const empty = (name: string): Recorded[] => [{ answer: { [name]: [] } }];
const everything: Recording = {
  'sts:GetCallerIdentity': identity(governance),
  'sts:AssumeRole': assumed,
  'apigateway:GetRestApis': empty('items'),
  'apigateway:GetAccount': [{ answer: {} }],
  'apigateway:GetDomainNames': empty('items'),
  'apigateway:GetUsagePlans': empty('items'),
  'apigateway:GetVpcLinks': empty('items'),
  'apigateway:GetClientCertificates': empty('items'),
  'apigateway:GetApis': empty('Items'),
  'apigateway:ListPortalProducts': empty('Items'),
  'apigateway:ListPortals': empty('Items'),
  ...recordingOf('appsync/bank'),
  ...recordingOf('load-balancers/bank'),
  ...recordingOf('cloudfront/bank'),
  ...recordingOf('lambda-urls/unused'),
  ...recordingOf('vpc-lattice/bank'),
  ...recordingOf('endpoint-services/bank'),
  ...recordingOf('app-runner/bank'),
  ...recordingOf('route53/bank'),
  ...recordingOf('certificates/bank'),
  ...recordingOf('waf/bank'),
  'cloudtrail:LookupEvents': [{ answer: { Events: [] } }],
};
const denied = (action: string): Recorded[] => [
  {
    error: {
      name: 'AccessDeniedException',
      status: 403,
      message: `User: arn:aws:sts::1:assumed-role/GatehouseReader/x is not authorized to perform: ${action}`,
    },
  },
];
const noService: Recorded[] = [{ error: { name: 'getaddrinfo ENOTFOUND', code: 'ENOTFOUND' } }];

const worldOf = (recording: Recording) => {
  const { context, actions } = collectorWorld(recording);
  const { requestHandler, clock, sleep } = context;
  return { actions, world: { requestHandler, clock, sleep } as never };
};
const check = async (recording: Recording, more: object = {}) => {
  const made = worldOf(recording);
  const options = { account: member, region: ['eu-central-1'], externalId, format: 'text' as const, ...more };
  const code = await inVirtualTime(() => runCheck(options, made.world));
  return { code, actions: made.actions };
};

test.each(['template', 'onboard', 'check'])(
  'member %s --help has an example and the exit codes',
  async (name) => {
    const program = new Command('gatehouse').exitOverride();
    register(program);
    const parent = program.commands[0];
    parent?.exitOverride();
    for (const one of parent?.commands ?? []) one.exitOverride();
    await expect(program.parseAsync(['member', name, '--help'], { from: 'user' })).rejects.toMatchObject({
      exitCode: 0,
    });
    expect(world.heard.stdout).toMatch(/Example:\n {2}(AWS_PROFILE=\S+ )?npx gatehouse member /);
    expect(world.heard.stdout).toContain('Exit codes: 0 ');
  },
);

describe('member check', () => {
  test('all rights there: every collector works, through the role', async () => {
    const { code, actions } = await check(everything);
    expect(code).toBe(0);
    expect(world.heard.stdout).toContain(
      `Account ${member}, through arn:aws:iam::${member}:role/GatehouseReader`,
    );
    expect(world.heard.stdout).toContain('14 of 14 collectors work.');
    expect(world.heard.stdout).not.toContain('\u001b[');
    // Cheap: one thing of each kind.
    expect(actions.length).toBeLessThan(70);
    expect(actions.filter((action) => action === 'lambda:ListFunctions')).toHaveLength(1);
  });

  test('a right that is missing: which, and what is therefore not seen', async () => {
    const { code } = await check({
      ...everything,
      'elasticloadbalancing:DescribeRules': denied('elasticloadbalancing:DescribeRules'),
      'apigateway:GetUsagePlans': denied('apigateway:GET'),
      'apprunner:ListServices': noService,
    });
    expect(code).toBe(1);
    const { stdout } = world.heard;
    expect(stdout).toMatch(/✗ Load balancers +lacks elasticloadbalancing:DescribeRules\n/);
    expect(stdout).toContain('Not seen: APIs that are served past the gateway, by rules of a load balancer.');
    expect(stdout).toMatch(/✗ API Gateway REST APIs +lacks apigateway:GET on \/usageplans\n/);
    expect(stdout).toMatch(/– App Runner services +this Region has no such service\n/);
    expect(stdout).toContain('11 of 13 collectors work.');
    expect(stdout).toContain('gatehouse member onboard');
  });

  test('what does not answer says nothing of the rights', async () => {
    const failing = [{ error: { name: 'InternalFailure', status: 500 } }];
    const { code } = await check({ ...everything, 'route53:ListHostedZones': failing });
    expect(code).toBe(2);
    expect(world.heard.stdout).toMatch(/! Route 53 records +ListHostedZones did not work \(unavailable\)\n/);
  });

  test('services that are global are read once, whatever number of Regions', async () => {
    const { actions } = await check(everything, { region: ['eu-central-1', 'eu-west-1'] });
    expect(actions.filter((action) => action === 'route53:ListHostedZones')).toHaveLength(1);
    expect(actions.filter((action) => action === 'acm:ListCertificates')).toHaveLength(2);
    expect(world.heard.stdout.split('\n').filter((line) => /^(eu-\S+|Global services)$/.test(line))).toEqual([
      'eu-central-1',
      'Global services',
      'eu-west-1',
    ]);
  });

  test('JSON, with the rights that were put to use', async () => {
    await check(everything, { format: 'json' });
    const report = JSON.parse(world.heard.stdout) as {
      collectors: { collector: string; used: string[]; unused: string[] }[];
    };
    const balancers = report.collectors.find(({ collector }) => collector === 'load-balancers');
    expect(report).toMatchObject({ schemaVersion: 1, account: member });
    expect(balancers?.used).toContain('elasticloadbalancing:DescribeRules');
    expect(report.collectors.find(({ collector }) => collector === 'lambda-urls')?.unused).toEqual([
      'lambda:GetPolicy',
      'lambda:ListTags',
    ]);
  });

  test('a role that refuses ends with 3 and says what to look at; the external id is not repeated', async () => {
    const refused = check({ ...everything, 'sts:AssumeRole': denied('sts:AssumeRole') });
    await expect(refused).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(
        /GatehouseReader cannot be assumed from account 999988887777.*OperatorRoles/,
      ),
    });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining(externalId) });
  });

  test('the account of the credentials is read with them', async () => {
    const { actions } = await check({ ...everything, 'sts:GetCallerIdentity': identity(member) });
    expect(actions).not.toContain('sts:AssumeRole');
    expect(world.heard.stdout).toContain('through the credentials of the environment');
  });

  test.each([
    [{ account: '12' }, '--account "12" is not right'],
    [{ region: ['Frankfurt'] }, 'Region "Frankfurt" is not right'],
    [{ region: undefined }, 'No Region is set'],
  ])('bad usage: %j', async (more, message) => {
    await expect(check(everything, more)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message),
    });
  });
});

describe('member template', () => {
  test('is written as JSON, with the trust as defaults', async () => {
    const out = world.path('member.json');
    expect(await runTemplate({ ...trust, roleRegion: 'eu-central-1', out })).toBe(0);
    const template = JSON.parse(readFileSync(out, 'utf8')) as { Parameters: object };
    expect(template.Parameters).toMatchObject({
      GovernanceAccount: { Default: governance },
      ExternalId: { Default: externalId },
      RoleRegion: { Default: 'eu-central-1' },
    });
  });

  test('an external id that is too short is refused, and not repeated', async () => {
    const refused = runTemplate({ ...trust, externalId: 'short-one' });
    await expect(refused).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('16 characters'),
    });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('short-one') });
  });
});

const stack = (StackStatus: string, more: object = {}): Recorded => ({
  answer: {
    Stacks: [{ StackName: 'GatehouseMember', CreationTime: '2026-01-01T00:00:00Z', StackStatus, ...more }],
  },
});
const none: Recorded = {
  error: { name: 'ValidationError', message: 'Stack with id GatehouseMember does not exist' },
};
const once = (recorded: Recorded): Recorded => ({ ...recorded, once: true });

describe('member onboard', () => {
  const onboard = (cloudformation: Recording, more: object = {}) => {
    const made = worldOf({ 'sts:GetCallerIdentity': identity(member), ...cloudformation });
    const options = { ...trust, account: member, regions: ['eu-central-1'], ...more };
    return { code: runOnboard(options, made.world), actions: made.actions };
  };

  test('makes the stack, waits for it, and prints the entry for sources.yaml', async () => {
    const { code, actions } = onboard({
      'cloudformation:DescribeStacks': [
        once(none),
        once(none),
        once(stack('CREATE_IN_PROGRESS')),
        stack('CREATE_COMPLETE'),
      ],
      'cloudformation:CreateStack': [{ answer: { StackId: 'x' } }],
    });
    expect(await code).toBe(0);
    expect(actions.filter((action) => action === 'cloudformation:CreateStack')).toHaveLength(1);
    expect(world.heard.stdout).toContain('eu-central-1  stack created, with the role');
    const [, yaml = ''] =
      /sources\.yaml in the intake bucket:\n([\s\S]*?)\n\n?Check/.exec(world.heard.stdout) ?? [];
    expect(readSources(yaml, 'sources.yaml')).toMatchObject({
      accounts: [{ account: member, regions: ['eu-central-1'] }],
      problems: [],
    });
    expect(world.heard.stdout).not.toContain(externalId);
  });

  test('a second time nothing changes, and the role stays in the Region that it is in', async () => {
    const made = stack('UPDATE_COMPLETE', {
      Parameters: [{ ParameterKey: 'RoleRegion', ParameterValue: 'eu-central-1' }],
    });
    const { code } = onboard(
      {
        'cloudformation:DescribeStacks': [made],
        'cloudformation:UpdateStack': [
          { error: { name: 'ValidationError', message: 'No updates are to be performed.' } },
        ],
      },
      { regions: ['eu-west-1', 'eu-central-1'] },
    );
    expect(await code).toBe(0);
    const lines = world.heard.stdout.split('\n');
    expect(lines[0]).toBe('eu-central-1  stack unchanged, with the role');
    expect(lines[1]).toBe('eu-west-1     stack unchanged');
  });

  test('a stack that fails is said with its reason', async () => {
    const { code } = onboard({
      'cloudformation:DescribeStacks': [
        once(none),
        once(none),
        stack('ROLLBACK_COMPLETE', { StackStatusReason: 'GatehouseReader already exists' }),
      ],
      'cloudformation:CreateStack': [{ answer: { StackId: 'x' } }],
    });
    await expect(code).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('ROLLBACK_COMPLETE: GatehouseReader already exists'),
    });
  });

  test('credentials of another account are refused before anything is made', async () => {
    const { code, actions } = onboard({ 'sts:GetCallerIdentity': identity(governance) });
    await expect(code).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('AWS_PROFILE'),
    });
    expect(actions).toEqual(['sts:GetCallerIdentity']);
  });

  test('CloudFormation may refuse: 3, and what is needed', async () => {
    const { code } = onboard({
      'cloudformation:DescribeStacks': [none],
      'cloudformation:CreateStack': denied('iam:CreateRole'),
    });
    await expect(code).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('iam:CreateRole'),
    });
  });

  test('without Regions: those that the account has enabled; the entry goes into the file', async () => {
    process.env.AWS_REGION = 'eu-central-1';
    const file = world.file(
      'sources.yaml',
      '# ours\naccounts:\n  - account: "222233334444"\n    region: eu-west-1\n',
    );
    const { code } = onboard(
      {
        'account:ListRegions': [
          { answer: { Regions: [{ RegionName: 'eu-central-1' }, { RegionName: 'eu-north-1' }] } },
        ],
        'cloudformation:DescribeStacks': [
          once(none),
          once(none),
          once(none),
          once(stack('CREATE_COMPLETE')),
          once(none),
          stack('CREATE_COMPLETE'),
        ],
        'cloudformation:CreateStack': [{ answer: { StackId: 'x' } }],
      },
      {
        regions: undefined,
        write: file,
        eventBus: `arn:aws:events:eu-central-1:${governance}:event-bus/default`,
      },
    );
    expect(await code).toBe(0);
    expect(world.heard.stdout).toContain('eu-north-1    stack created\n');
    expect(world.heard.stdout).toContain(`${member} added`);
    expect(readSources(readFileSync(file, 'utf8'), 's').accounts[1]).toMatchObject({
      account: member,
      regions: ['eu-central-1', 'eu-north-1'],
      changeFeedSince: expect.stringMatching(/^2026-11-24T/),
    });
  });
});

describe('sources.yaml', () => {
  const entry = {
    account: member,
    regions: ['eu-central-1', 'eu-west-1'],
    changeFeedSince: '2026-11-24T08:00:00.000Z',
  };

  test('the entry is what the reader of sources reads', () => {
    expect(readSources(entryText(entry), 's.yaml')).toMatchObject({ accounts: [entry], problems: [] });
  });

  test('is added to: comments and other entries stay', async () => {
    const file = world.file(
      's.yaml',
      '# whose accounts\naccounts:\n  - account: "222233334444" # core\n    region: eu-west-1\nlogs: []\n',
    );
    expect(await addToSources(file, entry)).toBe('added');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('# whose accounts');
    expect(text).toContain('# core');
    expect(text).toContain(`account: "${member}"`);
    expect(readSources(text, 's.yaml')).toMatchObject({
      accounts: [{ account: '222233334444', regions: ['eu-west-1'] }, entry],
      problems: [],
    });
    expect(await addToSources(file, entry)).toBe('unchanged');
    expect(await addToSources(file, { ...entry, regions: ['eu-north-1'] })).toBe('extended');
    expect(readSources(readFileSync(file, 'utf8'), 's.yaml').accounts[1]?.regions).toEqual([
      'eu-central-1',
      'eu-west-1',
      'eu-north-1',
    ]);
  });

  test('a new file', async () => {
    expect(await addToSources(world.path('new.yaml'), entry)).toBe('added');
    expect(readSources(readFileSync(world.path('new.yaml'), 'utf8'), 's').accounts).toEqual([entry]);
  });

  test.each(['accounts: none', 'accounts: [', '- 1'])(
    'what is no list of sources is left as it is: %s',
    async (text) => {
      const file = world.file('bad.yaml', text);
      await expect(addToSources(file, entry)).rejects.toMatchObject({ exitCode: 2 });
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );
});
