import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeWildcard, withoutResource } from '../acknowledgements.ts';
import type { Environment } from '../environment.ts';
import type { FunctionNeeds } from '../needs/function-needs.ts';
import { functionCode } from './function-code.ts';
import type { IsolatedNetwork } from './isolated-network.ts';

export interface GovernanceFunctionProps {
  /** `risk-review/open-round`: file under `lambdas/`. */
  readonly entry: string;
  readonly needs: FunctionNeeds;
  readonly environment: Environment;
  readonly variables: Readonly<Record<string, string>>;
  readonly logKey: IKey;
  /** Where it runs instead of in Lambda's own network. */
  readonly network?: IsolatedNetwork;
}

/** Lambda puts the function's network interfaces up with the function's own role. */
const interfaceActions = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/** A function of ours: runtime, log group with retention, tracing, and nothing it does not need. */
export class GovernanceFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: GovernanceFunctionProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: props.environment.logRetentionDays as RetentionDays,
      encryptionKey: props.logKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPrincipalPolicy(
      new PolicyStatement({
        sid: 'OwnLogs',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
    );
    if (props.network) {
      role.addToPrincipalPolicy(
        new PolicyStatement({ sid: 'OwnInterfaces', actions: interfaceActions, resources: ['*'] }),
      );
    }
    const { heapMb } = props.needs;
    this.function = new LambdaFunction(this, 'Function', {
      role,
      ...(props.network
        ? {
            vpc: props.network.vpc,
            vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
            securityGroups: [props.network.securityGroup],
          }
        : {}),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: functionCode(this),
      handler: `${props.entry}.handler`,
      timeout: Duration.seconds(props.needs.timeoutSeconds ?? 60),
      memorySize: props.needs.memoryMb ?? 512,
      tracing: Tracing.ACTIVE,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      environment: {
        ...props.variables,
        POWERTOOLS_SERVICE_NAME: props.entry.split('/')[0] ?? 'gatehouse',
        NODE_OPTIONS: [
          '--enable-source-maps',
          ...(heapMb ? [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=4'] : []),
        ].join(' '),
        ...(props.environment.local ? { AWS_ENDPOINT_URL: props.environment.local.endpoint } : {}),
      },
    });
    acknowledgeWildcard(this, '*', withoutResource.tracing);
  }
}
