import { apiPath, type Json } from '../rest-api/definition.ts';
import { policyOf, snapshotId } from '../rest-api/snapshot.ts';
import type { RootClient } from '../root-client.ts';

/** What decides how a request to a REST API's stage is served. */
export interface ServedStage {
  readonly apiId: string;
  /** The frozen deployment, or the API itself when its deployment was not made through the front door. */
  readonly servedBy: string;
  readonly defaultEndpointDisabled: boolean;
  /** JSON text, as it stood when the stage's deployment was made. */
  readonly policy?: string;
  readonly accessLog?: { readonly destinationArn: string; readonly format: string };
  /** Path → verbs, for the access log. */
  readonly resources: ReadonlyMap<string, Readonly<Record<string, Json>>>;
}

/** How long a change that did not come through the front door may stay unseen. */
const freshMs = 2000;

const accessLogOf = (stage: Json): Pick<ServedStage, 'accessLog'> => {
  const { destinationArn, format } = (stage.accessLogSettings ?? {}) as Json;
  return destinationArn && format
    ? { accessLog: { destinationArn: String(destinationArn), format: String(format) } }
    : {};
};

const read = async (root: RootClient, apiId: string, stageName: string): Promise<ServedStage | undefined> => {
  const [api, stage] = await Promise.all([
    root.ask('GET', apiPath(apiId)),
    root.ask('GET', `${apiPath(apiId)}/stages/${encodeURIComponent(stageName)}`),
  ]);
  if (api.status !== 200 || stage.status !== 200) return undefined;
  const frozenId = snapshotId(apiId, String(stage.value.deploymentId));
  const frozen = await root.ask('GET', apiPath(frozenId));
  const servedBy = frozen.status === 200 ? frozenId : apiId;
  const policy = policyOf(frozen.status === 200 ? frozen.value : api.value);
  const resources = await root.list(`${apiPath(servedBy)}/resources?embed=methods`);
  return {
    apiId,
    servedBy,
    defaultEndpointDisabled: String(api.value.disableExecuteApiEndpoint) === 'true',
    ...(policy ? { policy } : {}),
    ...accessLogOf(stage.value),
    resources: new Map(
      resources.map((item) => [String(item.path), (item.resourceMethods ?? {}) as Record<string, Json>]),
    ),
  };
};

/** The stages that are served, kept for a moment. */
export class ServedStages {
  readonly #root: RootClient;
  readonly #known = new Map<string, { at: number; stage: ServedStage | undefined }>();

  constructor(root: RootClient) {
    this.#root = root;
  }

  forget(): void {
    this.#known.clear();
  }

  /** `undefined` when it is no REST API or has no such stage. */
  async of(apiId: string, stage: string): Promise<ServedStage | undefined> {
    const key = `${apiId}/${stage}`;
    const kept = this.#known.get(key);
    if (kept && Date.now() - kept.at < freshMs) return kept.stage;
    const served = await read(this.#root, apiId, stage);
    this.#known.set(key, { at: Date.now(), stage: served });
    return served;
  }
}
