import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  type Parameter,
  type Stack,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { CollectorContext } from '../aws/collectors/context.ts';
import { memberStackName } from '../lib/member/names.ts';
import { CommandFailure } from './failure.ts';

export interface StackSetting {
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface StackTools {
  readonly sleep: (ms: number) => Promise<void>;
  readonly progress: (line: string) => void;
  readonly requestHandler?: NonNullable<CollectorContext['requestHandler']>;
}

export type Deployed = 'created' | 'updated' | 'unchanged';

/** CloudFormation asks for no more than this: a stack of one role and one rule takes half a minute. */
const pollMs = 3_000;
const maxPolls = 200;

const clientOf = (region: string, { requestHandler }: Pick<StackTools, 'requestHandler'>) =>
  new CloudFormationClient({ region, ...(requestHandler ? { requestHandler } : {}) });

const describe = async (client: CloudFormationClient): Promise<Stack | undefined> => {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: memberStackName }));
    return Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
};

/** Region whose stack made the role of this account, if one of these Regions has the stack. */
export const roleRegionOf = async (
  regions: readonly string[],
  tools: Pick<StackTools, 'requestHandler'>,
): Promise<string | undefined> => {
  for (const region of regions) {
    const stack = await describe(clientOf(region, tools));
    const value = stack?.Parameters?.find(({ ParameterKey }) => ParameterKey === 'RoleRegion');
    if (value?.ParameterValue) return value.ParameterValue;
  }
  return undefined;
};

const settled = async (client: CloudFormationClient, region: string, tools: StackTools): Promise<void> => {
  for (let poll = 0; poll < maxPolls; poll++) {
    const stack = await describe(client);
    const status = stack?.StackStatus ?? '';
    if (/^(CREATE|UPDATE)_COMPLETE$/.test(status)) return;
    if (/ROLLBACK|FAILED|DELETE/.test(status) && !status.endsWith('_IN_PROGRESS'))
      throw new CommandFailure(
        `The stack ${memberStackName} in ${region} is ${status}${stack?.StackStatusReason ? `: ${stack.StackStatusReason}` : ''}. Look at its events in CloudFormation, mend the cause and run again.`,
        2,
      );
    tools.progress(`${region}: ${status.toLowerCase().replaceAll('_', ' ')}`);
    await tools.sleep(pollMs);
  }
  throw new CommandFailure(
    `The stack ${memberStackName} in ${region} is still not finished. Run again to go on.`,
    2,
  );
};

/** Creates the member stack in one Region, or brings it up to date. @throws CommandFailure when CloudFormation refuses */
export const deployMember = async (
  region: string,
  { template, parameters }: StackSetting,
  tools: StackTools,
): Promise<Deployed> => {
  const client = clientOf(region, tools);
  const before = await describe(client);
  if (before?.StackStatus === 'ROLLBACK_COMPLETE')
    throw new CommandFailure(
      `The stack ${memberStackName} in ${region} was never made whole (ROLLBACK_COMPLETE). Delete it, mend the cause its events name, and run again.`,
      2,
    );
  const request = {
    StackName: memberStackName,
    TemplateBody: template,
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
    Parameters: Object.entries(parameters).map(
      ([ParameterKey, ParameterValue]): Parameter => ({ ParameterKey, ParameterValue }),
    ),
    Tags: [{ Key: 'application', Value: 'gatehouse' }],
  };
  try {
    await client.send(before ? new UpdateStackCommand(request) : new CreateStackCommand(request));
  } catch (error) {
    if (error instanceof Error && /No updates are to be performed/.test(error.message)) return 'unchanged';
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(
      `CloudFormation refused the stack ${memberStackName} in ${region}: ${reason}. The credentials need the right to make a role and a rule in this account.`,
      3,
      { cause: error },
    );
  }
  await settled(client, region, tools);
  return before ? 'updated' : 'created';
};
