/**
 * What Amazon API Gateway holds of one API, as far as it could be read.
 *
 * The working copy (*draft*) and what a stage serves (*deployed*) are kept apart: a fixed draft with a stale
 * stage is an open door, and AWS lists methods, authorizers, integrations, models, validators and the resource
 * policy among what needs a redeployment (API Gateway developer guide, "Updating and redeploying").
 */

/** A fact, or why there is none. Unknown is never fine. */
export type Reading<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly reason: UnreadReason; readonly message: string };

export type UnreadReason = 'ACCESS_DENIED' | 'THROTTLED' | 'UNSUPPORTED' | 'UNAVAILABLE' | 'STALE' | 'PARSE';

export type Unread = Extract<Reading<never>, { known: false }>;

export const known = <T>(value: T): Reading<T> => ({ known: true, value });
export const unread = (reason: UnreadReason, message: string): Unread => ({
  known: false,
  reason,
  message,
});

/** The call that gave a fact, for an auditor to repeat. */
export interface EvidenceCall {
  /** Operation as in the AWS API reference, for example `GetDeployment`. */
  readonly call: string;
  readonly observedAt: string;
}

export type GatewayKind = 'REST' | 'HTTP';

/** One method of a REST API's working copy, or one route of an HTTP API. */
export interface GatewayOperation {
  /** `GET` … or `ANY`; `$default` routes are `ANY` on `$default`. */
  readonly method: string;
  /** Path template with `{name}` and `{proxy+}`. */
  readonly path: string;
  /** `NONE`, `CUSTOM`, `AWS_IAM`, `COGNITO_USER_POOLS`, `JWT`. */
  readonly authorizationType: string;
  readonly authorizerId?: string;
  readonly apiKeyRequired: boolean;
  readonly requestValidatorId?: string;
  /** Content types that have a request model; `$default` covers every type. */
  readonly requestModels: Readonly<Record<string, string>>;
  /** `method.request.querystring.from` → required? */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  readonly integration?: GatewayIntegration;
}

export interface GatewayIntegration {
  /** `HTTP_PROXY`, `HTTP`, `AWS_PROXY`, `AWS`, `MOCK`. */
  readonly type: string;
  readonly uri?: string;
  readonly connectionType?: string;
  readonly timeoutMillis?: number;
  /** Private integrations of HTTP APIs: the name on the backend's certificate. Without it the call is plain HTTP. */
  readonly tlsServerName?: string;
}

/** What a deployment froze of one method: all that AWS tells of it. */
export interface DeployedOperation {
  readonly method: string;
  readonly path: string;
  readonly authorizationType: string;
  readonly apiKeyRequired: boolean;
}

export interface MethodSettings {
  readonly throttlingRateLimit?: number;
  readonly throttlingBurstLimit?: number;
  readonly dataTraceEnabled?: boolean;
  readonly loggingLevel?: string;
  readonly metricsEnabled?: boolean;
}

export interface GatewayStage {
  readonly name: string;
  readonly deploymentId?: string;
  readonly accessLog?: { readonly destinationArn: string; readonly format: string };
  /** Keys as in API Gateway: a star, slash, star for all methods, `~1pets/GET` for one. */
  readonly methodSettings: Readonly<Record<string, MethodSettings>>;
  readonly deployed: Reading<readonly DeployedOperation[]>;
  /** A second deployment that serves a share of the stage's traffic. */
  readonly canary?: {
    readonly deploymentId: string;
    readonly percentTraffic: number;
    readonly deployed: Reading<readonly DeployedOperation[]>;
  };
  /** HTTP APIs only: every change is live at once. */
  readonly autoDeploy?: boolean;
  readonly tracingEnabled?: boolean;
  readonly webAclArn?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface DomainMapping {
  readonly domainName: string;
  /** `(none)` when the domain's root is mapped. */
  readonly basePath: string;
  readonly stage: string;
  readonly securityPolicy?: string;
  readonly mutualTls?: boolean;
}

export interface GatewayApi {
  readonly kind: GatewayKind;
  readonly account: string;
  readonly region: string;
  /** The `restApiId` or `apiId` of API Gateway, not our catalogue id. */
  readonly gatewayId: string;
  readonly name: string;
  readonly description?: string;
  readonly version?: string;
  readonly createdAt?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly endpointType?: string;
  readonly disableExecuteApiEndpoint: Reading<boolean>;
  /** JSON text of the resource policy; absent when there is none. */
  readonly resourcePolicy?: string;
  readonly domains: Reading<readonly DomainMapping[]>;
  readonly authorizers: Reading<
    readonly { readonly id: string; readonly name: string; readonly type: string }[]
  >;
  readonly validators: Reading<
    readonly {
      readonly id: string;
      readonly name: string;
      readonly body: boolean;
      readonly parameters: boolean;
    }[]
  >;
  /** The working copy. For an HTTP API: the latest configuration. */
  readonly draft: Reading<readonly GatewayOperation[]>;
  readonly stages: Reading<readonly GatewayStage[]>;
  readonly calls: readonly EvidenceCall[];
}

/** ARN of a stage, as access policies, WAF and findings name it. */
export const stageArn = (api: Pick<GatewayApi, 'kind' | 'region' | 'gatewayId'>, stage: string): string =>
  `arn:aws:apigateway:${api.region}::/${api.kind === 'REST' ? 'restapis' : 'apis'}/${api.gatewayId}/stages/${stage}`;

export const apiArn = (api: Pick<GatewayApi, 'kind' | 'region' | 'gatewayId'>): string =>
  `arn:aws:apigateway:${api.region}::/${api.kind === 'REST' ? 'restapis' : 'apis'}/${api.gatewayId}`;
