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

/** `DEFERRED`: it was not asked for, because the reading had made its calls; a later one has room for it. */
export type UnreadReason =
  | 'ACCESS_DENIED'
  | 'THROTTLED'
  | 'UNSUPPORTED'
  | 'UNAVAILABLE'
  | 'STALE'
  | 'PARSE'
  | 'DEFERRED';

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
  /** ARN of what was asked about, where one reading makes the same call several times. */
  readonly about?: string;
}

export type GatewayKind = 'REST' | 'HTTP' | 'WEBSOCKET';

/** One method of a REST API's working copy, or one route of an HTTP or WebSocket API. */
export interface GatewayOperation {
  /** `GET` … or `ANY`; routes without a method (`$default`, `$connect`, `sendMessage`) are `ANY` on the route key. */
  readonly method: string;
  /** Path template with `{name}` and `{proxy+}`; the route key of a WebSocket route. */
  readonly path: string;
  /** `NONE`, `CUSTOM`, `AWS_IAM`, `COGNITO_USER_POOLS`, `JWT`. */
  readonly authorizationType: string;
  readonly authorizerId?: string;
  readonly authorizationScopes?: readonly string[];
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
  /** Without a password in it and without the values of query parameters. */
  readonly uri?: string;
  readonly connectionType?: string;
  /** VPC link of the account. */
  readonly connectionId?: string;
  readonly timeoutMillis?: number;
  /** What happens to a content type without a mapping: `WHEN_NO_MATCH`, `WHEN_NO_TEMPLATES`, `NEVER`. */
  readonly passthroughBehavior?: string;
  /** Role that API Gateway takes to call the backend, or `arn:aws:iam::*:user/*` for the caller's own. */
  readonly credentialsArn?: string;
  /** REST APIs: the certificate of the backend is not verified. */
  readonly insecureSkipVerification?: boolean;
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
  readonly cachingEnabled?: boolean;
  readonly cacheTtlSeconds?: number;
  readonly cacheDataEncrypted?: boolean;
  readonly requireAuthorizationForCacheControl?: boolean;
}

/** All that the list of stages tells; `sameStages` compares it. */
export interface GatewayStageSettings {
  readonly name: string;
  readonly deploymentId?: string;
  readonly createdAt?: string;
  readonly lastUpdatedAt?: string;
  readonly accessLog?: { readonly destinationArn: string; readonly format: string };
  /** Keys as in API Gateway: a star, slash, star for all methods, `~1pets/GET` for one. */
  readonly methodSettings: Readonly<Record<string, MethodSettings>>;
  /** A second deployment that serves a share of the stage's traffic. */
  readonly canary?: {
    readonly deploymentId: string;
    readonly percentTraffic: number;
    readonly useStageCache?: boolean;
    readonly variableNames?: readonly string[];
  };
  /** HTTP APIs only: every change is live at once. */
  readonly autoDeploy?: boolean;
  /** HTTP and WebSocket APIs: what API Gateway said of the last deployment. */
  readonly lastDeploymentStatus?: string;
  readonly tracingEnabled?: boolean;
  readonly webAclArn?: string;
  /** Certificate that API Gateway shows to the backend. */
  readonly clientCertificateId?: string;
  readonly documentationVersion?: string;
  readonly cache?: { readonly enabled: boolean; readonly size?: string };
  /** Names only: the values may be secrets and are never kept. */
  readonly variableNames?: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface GatewayStage extends GatewayStageSettings {
  readonly deployed: Reading<readonly DeployedOperation[]>;
  readonly canary?: NonNullable<GatewayStageSettings['canary']> & {
    readonly deployed: Reading<readonly DeployedOperation[]>;
  };
}

export interface DomainMapping {
  readonly domainName: string;
  /** `(none)` when the domain's root is mapped. */
  readonly basePath: string;
  readonly stage: string;
  readonly securityPolicy?: string;
  readonly mutualTls?: boolean;
  /** API Gateway's own host names of the domain, which DNS records lead to. Lower case. */
  readonly targets?: readonly string[];
  /** The mapping is a routing rule of the domain. */
  readonly rule?: {
    /** Lowest first. */
    readonly priority: number;
    /** Every group must match; of a group, one `Header: glob`. */
    readonly headers: readonly (readonly string[])[];
    readonly stripBasePath: boolean;
  };
}

export interface GatewayAuthorizer {
  readonly id: string;
  readonly name: string;
  /** `TOKEN`, `REQUEST`, `COGNITO_USER_POOLS`, `JWT`. */
  readonly type: string;
  /** User pools. */
  readonly providerArns?: readonly string[];
  /** Lambda invocation URI. */
  readonly uri?: string;
  /** Where the credential is looked for, for example `method.request.header.Authorization`. */
  readonly identitySource?: readonly string[];
  readonly identityValidationExpression?: string;
  /** For how long a decision is kept; 0 is not at all. */
  readonly ttlSeconds?: number;
  readonly issuer?: string;
  readonly audience?: readonly string[];
}

export interface GatewayModel {
  readonly name: string;
  readonly contentType?: string;
  /** JSON Schema as text. */
  readonly schema?: string;
}

/** An answer that API Gateway gives by itself and somebody changed. */
export interface GatewayResponseChange {
  /** `UNAUTHORIZED`, `DEFAULT_4XX`, … */
  readonly type: string;
  readonly statusCode?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

export interface GatewayUsagePlan {
  readonly id: string;
  readonly name: string;
  /** Stages of this API that it covers, with the methods that have a limit of their own. */
  readonly stages: readonly {
    readonly stage: string;
    readonly methodThrottles: Readonly<Record<string, GatewayThrottle>>;
  }[];
  readonly throttle?: GatewayThrottle;
  readonly quota?: { readonly limit: number; readonly period: string };
}

/** Requests per second and burst. */
export interface GatewayThrottle {
  readonly rateLimit?: number;
  readonly burstLimit?: number;
}

/** What the list of APIs (GetRestApis, GetApis) tells of each. */
export interface ListedApi {
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
  readonly vpcEndpointIds?: readonly string[];
  /** `ipv4` or `dualstack`. */
  readonly ipAddressType?: string;
  /** TLS policy of the default endpoint of a REST API. */
  readonly securityPolicy?: string;
  readonly endpointAccessMode?: string;
  /** Where REST APIs look for the API key: `HEADER` or `AUTHORIZER`. */
  readonly apiKeySource?: string;
  /** WebSocket APIs: what of a message names its route. */
  readonly routeSelectionExpression?: string;
  /** HTTP APIs. */
  readonly cors?: {
    readonly allowOrigins: readonly string[];
    readonly allowMethods: readonly string[];
    readonly allowHeaders: readonly string[];
    readonly allowCredentials: boolean;
  };
  readonly disableExecuteApiEndpoint: Reading<boolean>;
  /** JSON text of the resource policy; absent when there is none. */
  readonly resourcePolicy?: string;
}

/**
 * One API as it was read. A member that is an optional reading is absent where it was not collected yet, or where its
 * kind of API has no such thing; what could not be read, or is left for the next reading, is unread with its reason.
 */
export interface GatewayApi extends ListedApi {
  readonly domains: Reading<readonly DomainMapping[]>;
  readonly usagePlans?: Reading<readonly GatewayUsagePlan[]>;
  readonly authorizers: Reading<readonly GatewayAuthorizer[]>;
  readonly validators: Reading<
    readonly {
      readonly id: string;
      readonly name: string;
      readonly body: boolean;
      readonly parameters: boolean;
    }[]
  >;
  readonly models?: Reading<readonly GatewayModel[]>;
  readonly gatewayResponses?: Reading<readonly GatewayResponseChange[]>;
  readonly documentationVersions?: Reading<
    readonly { readonly version: string; readonly createdAt?: string }[]
  >;
  /** HTTP and WebSocket APIs only: the methods of a REST API's deployments stand with its stages. */
  readonly deployments?: Reading<
    readonly {
      readonly id: string;
      readonly status: string;
      readonly autoDeployed: boolean;
      readonly createdAt?: string;
    }[]
  >;
  /** The working copy. For HTTP and WebSocket APIs: the latest configuration. */
  readonly draft: Reading<readonly GatewayOperation[]>;
  readonly stages: Reading<readonly GatewayStage[]>;
  readonly calls: readonly EvidenceCall[];
  /** When this reading began. ISO 8601, UTC. */
  readonly observedAt?: string;
  /** When a later sweep last knew of no change since: it had looked, or no report had come in by then. */
  readonly confirmedAt?: string;
  /** The last try to read it failed: these are the facts of `observedAt`. */
  readonly stale?: { readonly reason: UnreadReason; readonly message: string };
}

/** ARN of a stage, as access policies, WAF and findings name it. */
export const stageArn = (api: Pick<GatewayApi, 'kind' | 'region' | 'gatewayId'>, stage: string): string =>
  `arn:aws:apigateway:${api.region}::/${api.kind === 'REST' ? 'restapis' : 'apis'}/${api.gatewayId}/stages/${stage}`;

export const apiArn = (api: Pick<GatewayApi, 'kind' | 'region' | 'gatewayId'>): string =>
  `arn:aws:apigateway:${api.region}::/${api.kind === 'REST' ? 'restapis' : 'apis'}/${api.gatewayId}`;
