import {
  Aws,
  BootstraplessSynthesizer,
  CfnCondition,
  CfnOutput,
  CfnParameter,
  Fn,
  type IStackSynthesizer,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge, acknowledgeWildcard } from '../acknowledgements.ts';
import { memberRoleName } from '../member/names.ts';
import { readerStatements } from '../member/reader-rights.ts';

/** Values that the template carries as defaults; each can still be given at the deployment. */
export interface MemberStackProps extends StackProps {
  /** Twelve digits: the account that Gatehouse runs in. */
  readonly governanceAccount?: string;
  readonly externalId?: string;
  /** The one Region whose stack makes the role, which is global; the stacks of others forward changes only. */
  readonly roleRegion?: string;
  /** Roles of the governance account's people who may check the account, a pattern such as `aws-reserved/*Operator*`. */
  readonly operatorRoles?: string;
  /** ARN of the event bus in the governance account that takes changes of API Gateway; without it none are sent. */
  readonly eventBusArn?: string;
}

/** Roles of the discovery functions in the governance account, by the names that CloudFormation gives them. */
const discoveryRoles = 'GatehouseWorkflow-discovery*';

/**
 * What a member account gives: a role that reads and nothing else, which only discovery in the governance account may
 * assume, with the external id; and a rule that reports changes of API Gateway. No assets and no bootstrap, so that
 * the template serves StackSets as it is.
 */
export class MemberStack extends Stack {
  constructor(scope: Construct, id: string, props: MemberStackProps = {}) {
    super(scope, id, {
      ...props,
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
      analyticsReporting: false,
      description: 'Gatehouse: read-only role for API discovery, and the changes of API Gateway',
    });
    const parameter = (name: string, value: string | undefined, about: object) =>
      new CfnParameter(this, name, { ...about, ...(value === undefined ? {} : { default: value }) })
        .valueAsString;
    const governanceAccount = parameter('GovernanceAccount', props.governanceAccount, {
      allowedPattern: '\\d{12}',
      description: 'Account that Gatehouse runs in',
    });
    const externalId = parameter('ExternalId', props.externalId, {
      noEcho: true,
      minLength: 16,
      maxLength: 1224,
      description: 'External id of this installation of Gatehouse',
    });
    const roleRegion = parameter('RoleRegion', props.roleRegion, {
      description: 'Region whose stack makes the role; the same value in every Region',
    });
    const operatorRoles = parameter('OperatorRoles', props.operatorRoles ?? '', {
      description:
        'Pattern of role names of the governance account that may check this account; empty for none',
    });
    const eventBusArn = parameter('EventBusArn', props.eventBusArn ?? '', {
      description: 'Event bus of the governance account for changes of API Gateway; empty for none',
    });
    const condition = (name: string, expression: ReturnType<typeof Fn.conditionEquals>) =>
      new CfnCondition(this, name, { expression });
    const makesRole = condition('MakesRole', Fn.conditionEquals(Aws.REGION, roleRegion));
    const hasOperators = condition('HasOperators', Fn.conditionNot(Fn.conditionEquals(operatorRoles, '')));
    const forwards = condition('ForwardsChanges', Fn.conditionNot(Fn.conditionEquals(eventBusArn, '')));

    const roleOf = (pattern: string) => `arn:${Aws.PARTITION}:iam::${governanceAccount}:role/${pattern}`;
    const reader = this.reader(externalId, `arn:${Aws.PARTITION}:iam::${governanceAccount}:root`, [
      roleOf(discoveryRoles),
      Fn.conditionIf(hasOperators.logicalId, roleOf(operatorRoles), Aws.NO_VALUE).toString(),
    ]);
    reader.cfnOptions.condition = makesRole;
    for (const one of this.changeFeed(eventBusArn)) one.cfnOptions.condition = forwards;
    new CfnOutput(this, 'ReaderRoleArn', { value: reader.attrArn, condition: makesRole });
  }

  private reader(externalId: string, principal: string, trusted: readonly string[]): CfnRole {
    const statements = readerStatements({ partition: Aws.PARTITION, account: Aws.ACCOUNT_ID });
    const role = new CfnRole(this, 'Reader', {
      roleName: memberRoleName,
      description: 'Reads which APIs this account has, for Gatehouse. Reads no API keys and changes nothing.',
      maxSessionDuration: 3600,
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { AWS: principal },
            Condition: {
              StringEquals: { 'sts:ExternalId': externalId },
              ArnLike: { 'aws:PrincipalArn': trusted },
            },
          },
        ],
      },
      policies: [
        {
          policyName: 'ReadApis',
          policyDocument: {
            Version: '2012-10-17',
            Statement: statements.map(({ sid, effect, actions, resources }) => ({
              Sid: sid,
              Effect: effect,
              Action: actions,
              Resource: resources,
            })),
          },
        },
      ],
      tags: [{ key: 'application', value: 'gatehouse' }],
    });
    for (const { resources, reason } of statements)
      for (const resource of resources.filter((one) => one.includes('*')))
        acknowledgeWildcard(role, resource, reason);
    return role;
  }

  /** CloudTrail's write calls of API Gateway, to the bus that discovery listens on. */
  private changeFeed(eventBusArn: string): readonly (CfnRole | CfnRule)[] {
    const sender = new CfnRole(this, 'ChangeSender', {
      description: 'Lets EventBridge put the changes of API Gateway on the event bus of Gatehouse.',
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'events.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
          },
        ],
      },
      policies: [
        {
          policyName: 'PutChanges',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: eventBusArn }],
          },
        },
      ],
    });
    const rule = new CfnRule(this, 'GatewayChanged', {
      description: 'Write calls to API Gateway, as CloudTrail records them',
      eventPattern: {
        source: ['aws.apigateway'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: { eventSource: ['apigateway.amazonaws.com'], readOnly: [false] },
      },
      targets: [{ id: 'Gatehouse', arn: eventBusArn, roleArn: sender.attrArn }],
    });
    acknowledge(
      rule,
      'CloudFormation-Validate::W1030',
      'Without an event bus the condition leaves the rule out.',
    );
    return [sender, rule];
  }
}
