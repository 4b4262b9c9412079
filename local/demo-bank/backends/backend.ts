/** One request, as far as the demo bank's services look at it. */
export interface BackendRequest {
  /** Values of the template's variables, decoded. */
  readonly variables: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
  /** A probe asks what would happen: nothing may be changed. */
  readonly dryRun: boolean;
}

export interface BackendAnswer {
  readonly status: number;
  /** A JSON object; undefined for an empty answer. */
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface BackendRoute {
  readonly method: string;
  /** `/v1/accounts/{accountId}` */
  readonly template: string;
  readonly handle: (request: BackendRequest) => BackendAnswer;
}

/** One service of the demo bank, with its data in memory: a restart makes it as it was. */
export interface Backend {
  readonly name: string;
  readonly routes: readonly BackendRoute[];
}

/** Refusals as RFC 9457 problem details. */
export const problem = (status: number, title: string, detail?: string): BackendAnswer => ({
  status,
  body: { title, status, ...(detail === undefined ? {} : { detail }) },
});

export const ok = (body: Readonly<Record<string, unknown>>, status = 200): BackendAnswer => ({
  status,
  body,
});
