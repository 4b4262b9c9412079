import { Duration, RemovalPolicy } from 'aws-cdk-lib';
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

export interface GovernanceFunctionProps {
  /** `risk-review/open-round`: file under `lambdas/`. */
  readonly entry: string;
  readonly needs: FunctionNeeds;
  readonly environment: Environment;
  readonly variables: Readonly<Record<string, string>>;
  readonly logKey: IKey;
}

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
    this.function = new LambdaFunction(this, 'Function', {
      role,
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
        NODE_OPTIONS: '--enable-source-maps',
        ...(props.environment.local ? { AWS_ENDPOINT_URL: props.environment.local.endpoint } : {}),
      },
    });
    acknowledgeWildcard(this, '*', withoutResource.tracing);
  }
}
