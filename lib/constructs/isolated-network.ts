import { RemovalPolicy } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  type IVpc,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';

export interface IsolatedNetworkProps {
  /** Buckets that can be reached; nothing else can. */
  readonly buckets: readonly string[];
  readonly logRetentionDays: number;
  readonly logKey: IKey;
  /** Off on local AWS only, which has no flow logs (docs/local-aws.md). */
  readonly flowLogs: boolean;
}

/**
 * A network that leads nowhere but to named buckets: subnets without a route to anything, and one gateway endpoint of
 * S3 whose policy names the buckets. What reads artefacts of strangers runs here, so that a parser that was tricked
 * can send nothing out. It costs nothing: no NAT gateway, no interface endpoint.
 */
export class IsolatedNetwork extends Construct {
  readonly vpc: IVpc;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: IsolatedNetworkProps) {
    super(scope, id);
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.255.0.0/24'),
      maxAzs: 2,
      natGateways: 0,
      subnetConfiguration: [{ name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 26 }],
      // Our function has a group of its own; the switch would add a function that rewrites the default group.
      restrictDefaultSecurityGroup: false,
    });
    if (props.flowLogs) this.logFlows(vpc, props);
    else acknowledge(vpc, 'AwsSolutions-VPC7', 'Local AWS only: its emulator has no flow logs.');
    const endpoint = vpc.addGatewayEndpoint('Objects', { service: GatewayVpcEndpointAwsService.S3 });
    endpoint.addToPolicy(
      new PolicyStatement({
        principals: [new AnyPrincipal()],
        actions: ['s3:ListBucket', 's3:GetObject', 's3:PutObject'],
        resources: props.buckets.flatMap((arn) => [arn, `${arn}/*`]),
      }),
    );
    // The library's own types differ by an optional member that may be undefined.
    this.vpc = vpc as IVpc;
    this.securityGroup = new SecurityGroup(this, 'Group', {
      vpc: this.vpc,
      allowAllOutbound: false,
      description: 'Reads artefacts: out to S3 only, nothing in',
    });
    // Addresses of S3's endpoint are AWS's own and change; the subnets have a route to nothing else.
    this.securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'S3 through its gateway endpoint');
  }

  private logFlows(vpc: Vpc, { logRetentionDays, logKey }: IsolatedNetworkProps): void {
    const logs = new LogGroup(this, 'FlowLogs', {
      retention: logRetentionDays as RetentionDays,
      encryptionKey: logKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    vpc.addFlowLog('Flows', {
      destination: FlowLogDestination.toCloudWatchLogs(logs),
      trafficType: FlowLogTrafficType.ALL,
    });
  }
}
