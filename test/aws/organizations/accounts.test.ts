import { describe, expect, test } from '@jest/globals';
import { organizationAccounts, readOrganization } from '../../../aws/organizations/accounts.ts';
import { enabledRegions } from '../../../aws/organizations/regions.ts';
import { collectorWorld } from '../../support/aws/collector-world.ts';
import type { Recording } from '../../support/aws/recorded-aws.ts';

const account = (Id: string, Name: string, more: object) => ({
  Id,
  Name,
  Email: `${Name}@bank.example`,
  ...more,
});
const organization: Recording = {
  'organizations:ListAccounts': [
    { answer: { Accounts: [], NextToken: 'b' }, once: true },
    {
      answer: {
        Accounts: [
          account('111122223333', 'payments', { State: 'ACTIVE', Status: 'ACTIVE' }),
          account('222233334444', 'closed', { State: 'CLOSED' }),
          account('333344445555', 'old-answer', { Status: 'ACTIVE' }),
        ],
      },
    },
  ],
  'organizations:ListRoots': [{ answer: { Roots: [{ Id: 'r-1', Name: 'Root' }] } }],
  'organizations:ListOrganizationalUnitsForParent': [
    { when: { ParentId: 'r-1' }, answer: { OrganizationalUnits: [{ Id: 'ou-1', Name: 'Production' }] } },
    { answer: { OrganizationalUnits: [] } },
  ],
  'organizations:ListAccountsForParent': [
    { when: { ParentId: 'r-1' }, answer: { Accounts: [{ Id: '333344445555' }] } },
    { when: { ParentId: 'ou-1' }, answer: { Accounts: [{ Id: '111122223333' }] } },
  ],
  'organizations:ListTagsForResource': [
    { when: { ResourceId: '111122223333' }, answer: { Tags: [{ Key: 'owner', Value: 'payments' }] } },
    { answer: { Tags: [] } },
  ],
};
const denied = [{ error: { name: 'AccessDeniedException', status: 403 } }];

describe('the organization', () => {
  test('its accounts in use, with unit and tags, over an empty page', async () => {
    const { accounts, failures } = await readOrganization(collectorWorld(organization).context);
    expect(failures).toEqual([]);
    expect(accounts).toEqual([
      { account: '111122223333', name: 'payments', unit: 'Root/Production', facts: { owner: 'payments' } },
      { account: '333344445555', name: 'old-answer', unit: 'Root', facts: {} },
    ]);
    expect(JSON.stringify(accounts)).not.toContain('@');
  });

  test('units that may not be read leave the accounts, and a row', async () => {
    const { context } = collectorWorld({ ...organization, 'organizations:ListRoots': denied });
    const { accounts, failures } = await readOrganization(context);
    expect(accounts.map(({ unit }) => unit)).toEqual([undefined, undefined]);
    expect(failures).toEqual([
      {
        call: 'ListRoots',
        reason: 'ACCESS_DENIED',
        about: 'organizational units',
        right: 'organizations:ListRoots',
      },
    ]);
  });

  test('the list for planning: names, or a problem that says what to do', async () => {
    const { accounts, problems } = await organizationAccounts(collectorWorld(organization).context).list();
    expect([accounts.length, problems]).toEqual([2, []]);
    const refused = await organizationAccounts(
      collectorWorld({ 'organizations:ListAccounts': denied }).context,
    ).list();
    expect(refused.accounts).toEqual([]);
    expect(refused.problems).toEqual([
      {
        file: 'sources.yaml',
        pointer: '/organization',
        message: 'The accounts of the organization could not be listed whole (ListAccounts: ACCESS_DENIED).',
        fix: expect.stringContaining('organizations:ListAccounts'),
      },
    ]);
  });
});

describe('Regions', () => {
  test('those that the account has enabled', async () => {
    const { context } = collectorWorld({
      'account:ListRegions': [
        {
          answer: {
            Regions: [{ RegionName: 'eu-west-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' }],
            NextToken: 'b',
          },
          once: true,
        },
        { answer: { Regions: [{ RegionName: 'eu-central-2', RegionOptStatus: 'ENABLED' }] } },
      ],
    });
    expect(await enabledRegions(context)).toEqual({ regions: ['eu-central-2', 'eu-west-1'], failures: [] });
  });

  test('refused is unknown, never none', async () => {
    const { regions, failures } = await enabledRegions(
      collectorWorld({ 'account:ListRegions': denied }).context,
    );
    expect(regions).toBeUndefined();
    expect(failures).toMatchObject([{ right: 'account:ListRegions' }]);
  });
});
