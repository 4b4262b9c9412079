import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledgeWildcard, withoutResource } from '../acknowledgements.ts';
import { allStates, invokedFunction, loadDefinition, pascal, startedMachine, tokensOf } from '../asl.ts';
import { type Environment, machineName } from '../environment.ts';
import type { DataStack } from '../stacks/data-stack.ts';

export interface AslStateMachineProps {
  readonly machine: string;
  readonly environment: Environment;
  /** State name → its function. */
  readonly functions: Readonly<Record<string, IFunction>>;
  readonly data: DataStack;
}

/** The ASL names something that nothing supplies. */
export class UnresolvedToken extends Error {
  override readonly name = 'UnresolvedToken';
}

/** A state machine from its file. Its role may do what the definition's Tasks do, derived from the definition. */
export class AslStateMachine extends Construct {
  readonly stateMachine: StateMachine;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: AslStateMachineProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const definition = loadDefinition(props.machine, props.environment.tickSeconds);
    const text = JSON.stringify(definition);
    const machineArn = (machine: string) =>
      `arn:${stack.partition}:states:${stack.region}:${stack.account}:stateMachine:${machineName(machine)}`;

    const states = allStates(definition).map(([, state]) => state);
    const invoked = [...new Set(states.flatMap((state) => invokedFunction(state) ?? []))];
    const started = [...new Set(states.flatMap((state) => startedMachine(state) ?? []))];
    const substitutions: Record<string, string> = { EvidenceBucketName: props.data.evidence.bucketName };
    for (const state of invoked) {
      const target = props.functions[state];
      if (!target)
        throw new UnresolvedToken(
          `statemachines/${props.machine}.asl.json invokes ${state}, but lambdas/${props.machine}/ has no such function.`,
        );
      substitutions[`${state}FunctionArn`] = target.functionArn;
    }
    for (const machine of started) substitutions[`${pascal(machine)}MachineArn`] = machineArn(machine);
    const used = tokensOf(text);
    const unresolved = [...used].filter((token) => !(token in substitutions));
    if (unresolved.length > 0)
      throw new UnresolvedToken(
        `statemachines/${props.machine}.asl.json uses ${unresolved.join(', ')}, which nothing supplies.`,
      );

    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    const policy = new Policy(this, 'Policy', { roles: [role] });
    const allow = (sid: string, actions: string[], resources: string[]) =>
      policy.addStatements(new PolicyStatement({ sid, effect: Effect.ALLOW, actions, resources }));
    const allowBelow = (sid: string, actions: string[], resources: string[], reason: string) => {
      allow(sid, actions, resources);
      for (const resource of resources) acknowledgeWildcard(this, resource, reason);
    };
    const executions = (machine: string) =>
      `${machineArn(machine).replace(':stateMachine:', ':execution:')}:*`;
    if (invoked.length > 0)
      allow(
        'InvokeStates',
        ['lambda:InvokeFunction'],
        invoked.map((state) => props.functions[state]?.functionArn ?? ''),
      );
    if (started.length > 0) {
      allow('StartNested', ['states:StartExecution'], started.map(machineArn));
      allowBelow(
        'FollowNested',
        ['states:DescribeExecution', 'states:StopExecution'],
        started.map(executions),
        'Executions of the machines that this one starts.',
      );
      // The rule through which the service tells a waiting parent that its child has ended.
      allow(
        'NestedEvents',
        ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
        [
          `arn:${stack.partition}:events:${stack.region}:${stack.account}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`,
        ],
      );
    }
    if (states.some((state) => state.ItemReader)) {
      allowBelow(
        'ReadBatches',
        ['s3:GetObject'],
        [`${props.data.arns.evidence}/cycles/*`],
        'Batches that the plan steps of cycles wrote.',
      );
      allow('ReadBatchesKey', ['kms:Decrypt'], [props.data.key.keyArn]);
      // The children of a distributed Map are executions of this machine.
      allow('StartChildren', ['states:StartExecution'], [machineArn(props.machine)]);
      allowBelow(
        'FollowChildren',
        ['states:DescribeExecution', 'states:StopExecution'],
        [executions(props.machine)],
        'The children of its own distributed Maps.',
      );
    }

    this.logGroup = new LogGroup(this, 'Logs', {
      retention: props.environment.logRetentionDays as RetentionDays,
      encryptionKey: props.data.key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName: machineName(props.machine),
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(text),
      definitionSubstitutions: Object.fromEntries(
        Object.entries(substitutions).filter(([token]) => used.has(token)),
      ),
      role,
      tracingEnabled: true,
      // Decisions and evidence are confidential: what happened is logged, with what data is not.
      logs: { destination: this.logGroup, level: LogLevel.ALL, includeExecutionData: false },
    });
    this.stateMachine.node.addDependency(policy);
    // CDK adds both to the role of a machine with tracing and logs.
    acknowledgeWildcard(this, '*', `${withoutResource.tracing} ${withoutResource.logDelivery}`);
  }
}
