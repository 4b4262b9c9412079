/** A method of a REST API of the estate. */
export interface MethodDefinition {
  readonly method: string;
  readonly path: string;
  /** Path of the backend with the same variables; `{proxy}` takes what a catch-all caught. */
  readonly backendPath: string;
  readonly open?: boolean;
  /** Required parameters as API Gateway writes them: `querystring.state`, `header.idempotency-key`. */
  readonly required?: readonly string[];
  /** Model of the JSON body. */
  readonly model?: string;
}

export interface RestApiDefinition {
  readonly name: string;
  readonly description: string;
  /** Base path under the bank's domain. */
  readonly basePath: string;
  readonly stage: string;
  readonly methods: readonly MethodDefinition[];
  /** Without one there is nothing to attach to a method. */
  readonly authorizer: boolean;
  /** When the authorizer is attached: before the deployment, or only to the working copy after it. */
  readonly protects?: 'deployment' | 'draft-only';
  readonly validator?: boolean;
  /** JSON Schema draft 04 by model name. */
  readonly models?: Readonly<Record<string, object>>;
  readonly defaultEndpoint: boolean;
  readonly accessLog?: boolean;
  /** Requests per second and burst of the whole stage. */
  readonly throttle?: { readonly rate: number; readonly burst: number };
  readonly tags: Readonly<Record<string, string>>;
}

export interface HttpApiDefinition {
  readonly name: string;
  readonly description: string;
  /** `GET /v1/rates/{pair}`: the backend has the same paths. */
  readonly routes: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Marks what the demo bank created, so that it is found again and nothing else is touched. */
export const demoTag = 'demo-bank';
