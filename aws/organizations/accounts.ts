import {
  type Account,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { InputProblem } from '../../core/input-problem.ts';
import type { CollectorFailure } from '../../core/inventory/collectors/collector.ts';
import { type TagFacts, tagFacts } from '../../core/inventory/collectors/tag-facts.ts';
import type { OrganizationAccounts } from '../../core/ports.ts';
import { type Calls, collectorCalls } from '../collectors/calls.ts';
import type { CollectorContext } from '../collectors/context.ts';

/** An account that is in use. Its mail address is nobody's business here and is not kept. */
export interface OrganizationAccount {
  readonly account: string;
  readonly name: string;
  /** `Root/Production/Payments`; absent when the units could not be read. */
  readonly unit?: string;
  readonly facts: TagFacts;
}

/** Organizations renamed `Status` to `State` in 2025; whichever is answered counts. */
const isActive = ({ State, Status }: Account): boolean => (State ?? Status) === 'ACTIVE';

const listAccounts = async (calls: Calls, client: OrganizationsClient): Promise<Account[]> => {
  const all = await calls.list('organizations:ListAccounts', '', async (NextToken) => {
    const page = await client.send(new ListAccountsCommand({ NextToken }));
    return { items: page.Accounts, next: page.NextToken };
  });
  return all.filter(isActive);
};

/** Path of the organizational unit of each account, walked from the roots. */
const unitsOf = async (calls: Calls, client: OrganizationsClient): Promise<Map<string, string>> => {
  const paths = new Map<string, string>();
  const roots = await calls.list('organizations:ListRoots', 'organizational units', async (NextToken) => {
    const page = await client.send(new ListRootsCommand({ NextToken }));
    return { items: page.Roots, next: page.NextToken };
  });
  const open = roots.map(({ Id = '', Name = 'Root' }) => ({ id: Id, path: Name }));
  for (let parent = open.shift(); parent; parent = open.shift()) {
    const { id: ParentId, path } = parent;
    const accounts = await calls.list('organizations:ListAccountsForParent', path, async (NextToken) => {
      const page = await client.send(new ListAccountsForParentCommand({ ParentId, NextToken }));
      return { items: page.Accounts, next: page.NextToken };
    });
    for (const { Id = '' } of accounts) paths.set(Id, path);
    const units = await calls.list(
      'organizations:ListOrganizationalUnitsForParent',
      path,
      async (NextToken) => {
        const page = await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId, NextToken }));
        return { items: page.OrganizationalUnits, next: page.NextToken };
      },
    );
    open.push(...units.map(({ Id = '', Name = '' }) => ({ id: Id, path: `${path}/${Name}` })));
  }
  return paths;
};

/** Accounts with their unit and what their tags say: an owner and an environment for everything in them. */
export const readOrganization = async (
  context: CollectorContext,
): Promise<{
  readonly accounts: readonly OrganizationAccount[];
  readonly failures: readonly CollectorFailure[];
}> => {
  const calls = collectorCalls(context);
  const client = calls.client('organizations', (config) => new OrganizationsClient(config));
  const listed = await listAccounts(calls, client);
  const units = await unitsOf(calls, client);
  const accounts: OrganizationAccount[] = [];
  for (const { Id = '', Name = '' } of listed) {
    const tags = await calls.list('organizations:ListTagsForResource', Id, async (NextToken) => {
      const page = await client.send(new ListTagsForResourceCommand({ ResourceId: Id, NextToken }));
      return { items: page.Tags, next: page.NextToken };
    });
    const unit = units.get(Id);
    accounts.push({ account: Id, name: Name, ...(unit ? { unit } : {}), facts: tagFacts(tags) });
  }
  return { accounts, failures: calls.reading([], accounts.length).failures };
};

const problemOf = ({ call, reason, right }: CollectorFailure): InputProblem => ({
  file: 'sources.yaml',
  pointer: '/organization',
  message: `The accounts of the organization could not be listed whole (${call}: ${reason}).`,
  fix: right
    ? `Give the discovery functions the right ${right} in the management or a delegated administrator account, or list the accounts.`
    : 'Run again later, or list the accounts under `accounts`.',
});

/** Accounts of the organization that the current credentials belong to. */
export const organizationAccounts = (context: CollectorContext): OrganizationAccounts => ({
  async list() {
    const calls = collectorCalls(context);
    const client = calls.client('organizations', (config) => new OrganizationsClient(config));
    const accounts = await listAccounts(calls, client);
    return {
      accounts: accounts.map(({ Id = '', Name = '' }) => ({ account: Id, name: Name })),
      problems: calls.reading([], accounts.length).failures.map(problemOf),
    };
  },
});
