import { CfnOutput, Fn, RemovalPolicy, Stack, type StackProps, TimeZone } from 'aws-cdk-lib';
import { CfnEventBusPolicy, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import { kebab } from '../asl.ts';
import { AslStateMachine } from '../constructs/asl-state-machine.ts';
import { authorizerRoleName } from '../constructs/gateway-grants.ts';
import { GovernanceFunction } from '../constructs/governance-function.ts';
import { grant } from '../constructs/grants.ts';
import { IsolatedNetwork } from '../constructs/isolated-network.ts';
import type { Environment } from '../environment.ts';
import { type MachineId, machineNeeds } from '../needs/machines.ts';
import { variablesFor } from '../variables.ts';
import type { DataStack } from './data-stack.ts';
import type { PortalStack } from './portal-stack.ts';

/** The processes: a function for each state, a machine for each file, and what starts them. */
export class WorkflowStack extends Stack {
  readonly machines: Readonly<Record<MachineId, AslStateMachine>>;
  readonly functions: readonly GovernanceFunction[];
  readonly undelivered: Queue;

  /** By reference: a look-up would ask the account at each synth and keep its answer in a file. */
  override get availabilityZones(): string[] {
    return [0, 1].map((index) => Fn.select(index, Fn.getAzs()));
  }

  constructor(
    scope: Construct,
    id: string,
    props: StackProps & {
      readonly environment: Environment;
      readonly data: DataStack;
      readonly portal: PortalStack;
    },
  ) {
    super(scope, id, props);
    const { environment, data, portal } = props;
    const variables = variablesFor(this, {
      environment,
      data,
      portalUrl: portal.portalUrl,
      issuer: portal.issuer,
      clientId: portal.clientId,
    });
    const functions: GovernanceFunction[] = [];

    const gateway = this.hardenedGateway(props, variables);
    functions.push(gateway.authorizer);

    const isolated = new IsolatedNetwork(this, 'Isolated', {
      buckets: [data.arns.intake, data.arns.evidence],
      logRetentionDays: environment.logRetentionDays,
      logKey: data.key,
      flowLogs: environment.local === undefined,
    });

    const machine = (name: MachineId): AslStateMachine => {
      const states: Record<string, GovernanceFunction> = {};
      for (const [state, needs] of Object.entries(machineNeeds[name])) {
        const made = new GovernanceFunction(this, `${name}-${state}`, {
          entry: `${name}/${kebab(state)}`,
          needs,
          environment,
          variables: { ...variables, ...(needs.gatewaySite ? gateway.variables : {}) },
          logKey: data.key,
          ...(needs.network === 'isolated' ? { network: isolated } : {}),
        });
        grant(made.function, needs, data, environment);
        states[state] = made;
        functions.push(made);
      }
      return new AslStateMachine(this, name, {
        machine: name,
        environment,
        functions: Object.fromEntries(Object.entries(states).map(([state, made]) => [state, made.function])),
        data,
      });
    };
    this.machines = Object.fromEntries(
      (Object.keys(machineNeeds) as MachineId[]).map((name) => [name, machine(name)]),
    ) as Record<MachineId, AslStateMachine>;
    this.functions = functions;

    this.undelivered = new Queue(this, 'Undelivered', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: data.key,
      enforceSSL: true,
    });
    acknowledge(this.undelivered, 'AwsSolutions-SQS3', 'It is the dead-letter queue.');
    this.schedule('NightlyCycle', environment.nightlyCycle, 'governance-cycle', { trigger: 'schedule' });
    this.schedule('DailySweep', environment.dailySweep, 'exception-sweep', {});
    this.schedule('DailyAttestation', environment.dailySweep, 'attestation', {});
    this.onGatewayChange();
    this.takeChanges(environment);

    for (const [name, made] of Object.entries(this.machines)) {
      new CfnOutput(this, `${name.replaceAll('-', '')}MachineArn`, {
        value: made.stateMachine.stateMachineArn,
      });
    }
    new CfnOutput(this, 'AuthorizerArn', { value: gateway.authorizer.function.functionArn });
    new CfnOutput(this, 'AuthorizerRoleArn', { value: gateway.variables.GATEWAY_AUTHORIZER_ROLE_ARN ?? '' });
    new CfnOutput(this, 'GatewayAccessLogArn', { value: gateway.variables.GATEWAY_ACCESS_LOG_ARN ?? '' });
  }

  /** What every hardened API uses: the token authorizer, the role API Gateway calls it with, the access log. */
  private hardenedGateway(
    props: { readonly environment: Environment; readonly data: DataStack },
    variables: Record<string, string>,
  ) {
    const authorizer = new GovernanceFunction(this, 'AuthorizeToken', {
      entry: 'gateway/authorize-token',
      needs: { timeoutSeconds: 10, memoryMb: 512 },
      environment: props.environment,
      variables: Object.fromEntries(
        ['OIDC_ISSUER', 'GATEWAY_AUDIENCE'].map((name) => [name, variables[name] ?? '']),
      ),
      logKey: props.data.key,
    });
    const role = new Role(this, 'AuthorizerRole', {
      roleName: authorizerRoleName,
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    });
    new Policy(this, 'AuthorizerPolicy', {
      roles: [role],
      statements: [
        new PolicyStatement({
          sid: 'InvokeAuthorizer',
          actions: ['lambda:InvokeFunction'],
          resources: [authorizer.function.functionArn],
        }),
      ],
    });
    const accessLog = new LogGroup(this, 'GatewayAccessLog', {
      retention: props.environment.logRetentionDays as RetentionDays,
      encryptionKey: props.data.key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    return {
      authorizer,
      variables: {
        GATEWAY_AUTHORIZER_ARN: authorizer.function.functionArn,
        GATEWAY_AUTHORIZER_ROLE_ARN: role.roleArn,
        // API Gateway takes a log group's ARN without the trailing `:*`.
        GATEWAY_ACCESS_LOG_ARN: `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:${accessLog.logGroupName}`,
      } as Record<string, string>,
    };
  }

  private schedule(id: string, expression: string, machine: MachineId, input: Record<string, string>): void {
    new Schedule(this, id, {
      schedule: ScheduleExpression.expression(expression, TimeZone.ETC_UTC),
      target: new StepFunctionsStartExecution(this.machines[machine].stateMachine, {
        input: ScheduleTargetInput.fromObject(input),
        deadLetterQueue: this.undelivered,
        retryAttempts: 3,
      }),
    });
  }

  /** Lets member accounts report their changes to this account's bus. Local AWS forwards no events between accounts. */
  private takeChanges({ local, memberAccounts }: Environment): void {
    if (local) return;
    for (const account of memberAccounts) {
      new CfnEventBusPolicy(this, `ChangesFrom${account}`, {
        statementId: `gatehouse-changes-from-${account}`,
        statement: {
          Effect: 'Allow',
          Principal: { AWS: `arn:${this.partition}:iam::${account}:root` },
          Action: 'events:PutEvents',
          Resource: this.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' }),
        },
      });
    }
  }

  /**
   * A change of API Gateway by anybody, here or in an account whose events are forwarded to this bus, starts a cycle
   * that reads what was changed. Three rules, because an event's transformer cannot name what an event may not have.
   */
  private onGatewayChange(): void {
    const named = (field: 'restApiId' | 'apiId') => ({ requestParameters: { [field]: [{ exists: true }] } });
    const unnamed = { requestParameters: { restApiId: [{ exists: false }], apiId: [{ exists: false }] } };
    const rules = [
      ['GatewayChanged', named('restApiId'), { gatewayId: '$.detail.requestParameters.restApiId' }],
      ['HttpApiChanged', named('apiId'), { gatewayId: '$.detail.requestParameters.apiId' }],
      ['DomainChanged', unnamed, {}],
    ] as const;
    for (const [id, detail, more] of rules) {
      const fields = { account: '$.account', region: '$.region', ...more };
      new Rule(this, id, {
        description: 'A write call to API Gateway, as CloudTrail records it',
        eventPattern: {
          source: ['aws.apigateway'],
          detailType: ['AWS API Call via CloudTrail'],
          detail: { eventSource: ['apigateway.amazonaws.com'], readOnly: [false], ...detail },
        },
        targets: [
          new SfnStateMachine(this.machines['governance-cycle'].stateMachine, {
            input: RuleTargetInput.fromObject({
              trigger: 'change',
              change: Object.fromEntries(
                Object.entries(fields).map(([name, path]) => [name, EventField.fromPath(path)]),
              ),
            }),
            deadLetterQueue: this.undelivered,
            retryAttempts: 3,
          }),
        ],
      });
    }
  }
}
