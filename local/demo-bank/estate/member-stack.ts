import { createHash } from 'node:crypto';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { memberTemplate } from '../../../bin/member-template.ts';
import { memberStackName } from '../../../lib/member/names.ts';
import { type Site, siteConfig, using } from './site.ts';

/** As the environment `local` of `cdk.json` has it. */
const externalId = 'demo-bank-members';

/**
 * The bank's template with three things that the emulator reads differently from AWS: the Region in a condition, which it
 * does not know; `aws:PrincipalArn`, which it takes for the session's ARN and AWS for the role's; and
 * ListFunctionUrlConfigs, which it takes for GetFunction.
 */
const templateIn = (region: string): string => {
  const template = memberTemplate({});
  const conditions = JSON.stringify(template.Conditions).replaceAll(
    '{"Ref":"AWS::Region"}',
    JSON.stringify(region),
  );
  const session = 'arn:aws:sts::000000000000:assumed-role/GatehouseWorkflow-discovery*';
  const resources = JSON.stringify(template.Resources).replace(
    '"aws:PrincipalArn":[',
    `"aws:PrincipalArn":[${JSON.stringify(session)},`,
  );
  const urls = { Sid: 'Urls', Effect: 'Allow', Action: 'lambda:GetFunction', Resource: '*' };
  const widened = resources.replace(
    /("PolicyDocument":\{"Version":"[^"]*","Statement":\[)/,
    `$1${JSON.stringify(urls)},`,
  );
  return JSON.stringify({
    ...template,
    Conditions: JSON.parse(conditions),
    Resources: JSON.parse(widened),
  });
};

/** Gives Gatehouse its read-only role in an account, with the template that a bank deploys; again only when it changed. */
export const ensureMemberStack = (site: Site): Promise<void> =>
  using(new CloudFormationClient(siteConfig(site)), async (client) => {
    const TemplateBody = templateIn(site.region);
    const hash = createHash('sha256').update(TemplateBody).digest('hex').slice(0, 16);
    const StackName = memberStackName;
    const before = await client
      .send(new DescribeStacksCommand({ StackName }))
      .then(({ Stacks }) => Stacks?.[0])
      .catch(() => undefined);
    if (before?.Tags?.some(({ Key, Value }) => Key === 'template' && Value === hash)) return;
    const request = {
      StackName,
      TemplateBody,
      Capabilities: ['CAPABILITY_NAMED_IAM' as const],
      Parameters: Object.entries({
        GovernanceAccount: '000000000000',
        ExternalId: externalId,
        RoleRegion: site.region,
        OperatorRoles: '',
        EventBusArn: '',
      }).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
      Tags: [{ Key: 'template', Value: hash }],
    };
    const waiter = { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
    if (before) {
      await client.send(new UpdateStackCommand(request));
      await waitUntilStackUpdateComplete(waiter, { StackName });
    } else {
      await client.send(new CreateStackCommand(request));
      await waitUntilStackCreateComplete(waiter, { StackName });
    }
  });
