import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { CfnStage, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { FeaturePlan, Mfa, OAuthScope, UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { routeTable } from '../../lambdas/portal/route-table.ts';
import { acknowledge } from '../acknowledgements.ts';
import { GovernanceFunction } from '../constructs/governance-function.ts';
import { grant } from '../constructs/grants.ts';
import type { Environment } from '../environment.ts';
import { needs } from '../needs/portal.ts';
import { variablesFor } from '../variables.ts';
import type { DataStack } from './data-stack.ts';

/** The risk department's door: one HTTP API with explicit routes, one function, the bank's own sign-in. */
export class PortalStack extends Stack {
  readonly portalUrl: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly portal: GovernanceFunction;
  readonly api: HttpApi;

  constructor(
    scope: Construct,
    id: string,
    props: StackProps & { readonly environment: Environment; readonly data: DataStack },
  ) {
    super(scope, id, props);
    const { environment, data } = props;
    this.api = new HttpApi(this, 'Api', {
      apiName: 'gatehouse-portal',
      description: 'Gatehouse portal: tasks, review, decision, catalogue',
      createDefaultStage: false,
    });
    // Discovery finds the portal too: its owner is known like everybody's.
    Tags.of(this.api).add('owner', environment.mailFrom);
    this.portalUrl = environment.portalUrl ?? this.api.apiEndpoint;
    const identity = environment.oidcIssuer
      ? { issuer: environment.oidcIssuer, clientId: environment.oidcClientId ?? 'gatehouse-portal' }
      : this.userPool();
    this.issuer = identity.issuer;
    this.clientId = identity.clientId;

    this.portal = new GovernanceFunction(this, 'Portal', {
      entry: 'portal/portal',
      needs: needs.Portal ?? {},
      environment,
      variables: variablesFor(this, {
        environment,
        data,
        portalUrl: this.portalUrl,
        issuer: this.issuer,
        clientId: this.clientId,
      }),
      logKey: data.key,
    });
    grant(this.portal.function, needs.Portal ?? {}, data, environment);
    const integration = new HttpLambdaIntegration('PortalIntegration', this.portal.function);
    for (const { method, path } of routeTable) {
      const [route] = this.api.addRoutes({ path, methods: [HttpMethod[method]], integration });
      if (route) {
        acknowledge(
          route,
          'AwsSolutions-APIG4',
          'The function itself asks for a session on every route but sign-in, style sheet and health; a gateway authorizer could not show the sign-in page.',
        );
      }
    }

    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: environment.logRetentionDays as RetentionDays,
      encryptionKey: data.key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new CfnStage(this, 'Stage', {
      apiId: this.api.apiId,
      stageName: '$default',
      autoDeploy: true,
      // Route keys, never paths: a review link must not reach a log.
      accessLogSettings: {
        destinationArn: accessLog.logGroupArn,
        format: JSON.stringify({
          requestId: '$context.requestId',
          time: '$context.requestTimeEpoch',
          routeKey: '$context.routeKey',
          status: '$context.status',
          latency: '$context.responseLatency',
          sourceIp: '$context.identity.sourceIp',
        }),
      },
      defaultRouteSettings: {
        throttlingRateLimit: 10,
        throttlingBurstLimit: 20,
        detailedMetricsEnabled: true,
      },
    });
    new CfnOutput(this, 'PortalUrl', { value: this.portalUrl });
    new CfnOutput(this, 'Issuer', { value: this.issuer });
    new CfnOutput(this, 'MailFrom', { value: environment.mailFrom });
  }

  private userPool(): { issuer: string; clientId: string } {
    const pool = new UserPool(this, 'Stakeholders', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      featurePlan: FeaturePlan.PLUS,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    pool.addDomain('SignIn', { cognitoDomain: { domainPrefix: `gatehouse-${Stack.of(this).account}` } });
    const client = new UserPoolClient(this, 'PortalClient', {
      userPool: pool,
      generateSecret: false,
      preventUserExistenceErrors: true,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE, OAuthScope.EMAIL],
        callbackUrls: [`${this.portalUrl}/signed-in`],
      },
    });
    return {
      issuer: `https://cognito-idp.${this.region}.amazonaws.com/${pool.userPoolId}`,
      clientId: client.userPoolClientId,
    };
  }
}
