import { type GatewayApi, known } from '../../../core/gateway/gateway-api.ts';
import type { GatewayWriter, Placement, StageSettings } from '../../../core/migration/ports.ts';
import { migrationTag, planTag } from '../../../core/migration/snapshot.ts';
import type { GatewayReader } from '../../../core/ports.ts';
import { type Definition, importedDefinition } from './gateway-import.ts';

export interface MemoryApi {
  readonly id: string;
  name: string;
  tags: Record<string, string>;
  endpointType: string;
  policy: string | undefined;
  definition: Definition;
  /** A deployment freezes definition and policy. */
  deployments: { id: string; description: string; definition: Definition; policy: string | undefined }[];
  stages: Map<string, { deploymentId: string; settings?: StageSettings }>;
}

export interface MemoryGateway {
  readonly apis: Map<string, MemoryApi>;
  /** `domain/basePath` → placement. */
  readonly mappings: Map<string, Placement>;
  readonly reader: GatewayReader;
  readonly writer: GatewayWriter;
  /** Set to make the next imports fail with this message. */
  importRefusal: string | undefined;
  /** Called after an import, to break what it made. */
  afterImport: ((api: MemoryApi) => void) | undefined;
}

class NotFound extends Error {
  override readonly name = 'NotFoundException';
}

const empty: Definition = {
  operations: [],
  models: {},
  validators: [],
  authorizers: [],
  disableExecuteApiEndpoint: true,
};

const account = '000000000000';
const region = 'us-east-1';

/** A small API Gateway: draft and deployments apart, mappings at once, the default endpoint as configured. */
export const memoryGateway = (): MemoryGateway => {
  const apis = new Map<string, MemoryApi>();
  const mappings = new Map<string, Placement>();
  let count = 0;
  const at = (id: string): MemoryApi => {
    const api = apis.get(id);
    if (!api) throw new NotFound(`Invalid API identifier specified ${account}:${id}`);
    return api;
  };
  const key = ({ domainName, basePath }: { domainName: string; basePath: string }) =>
    `${domainName}/${basePath}`;
  const domainsOf = (id: string) =>
    [...mappings].flatMap(([name, placement]) => {
      const [domainName = '', basePath = ''] = name.split('/');
      return placement.gatewayId === id ? [{ domainName, basePath, stage: placement.stage }] : [];
    });
  const read = (api: MemoryApi): GatewayApi => ({
    kind: 'REST',
    account,
    region,
    gatewayId: api.id,
    name: api.name,
    tags: api.tags,
    endpointType: api.endpointType,
    disableExecuteApiEndpoint: known(api.definition.disableExecuteApiEndpoint),
    ...(api.policy === undefined ? {} : { resourcePolicy: api.policy }),
    domains: known(domainsOf(api.id)),
    authorizers: known(api.definition.authorizers),
    validators: known(api.definition.validators),
    draft: known(structuredClone(api.definition.operations)),
    stages: known([]),
    calls: [],
  });
  const gateway: MemoryGateway = {
    apis,
    mappings,
    importRefusal: undefined,
    afterImport: undefined,
    reader: {
      account,
      region,
      listRestApis: async () => [...apis.values()].map(({ id, name }) => ({ id, name })),
      listHttpApis: async () => [],
      readRestApi: async (id) => read(at(id)),
      readHttpApi: async (id) => {
        throw new NotFound(id);
      },
      accountThrottle: async () => undefined,
    },
    writer: {
      async findTarget(migrationId) {
        const found = [...apis.values()].find((api) => api.tags[migrationTag] === migrationId);
        return found && { gatewayId: found.id, planHash: found.tags[planTag] ?? '' };
      },
      async createTarget({ name, migrationId, planHash, policy }) {
        const id = `target${++count}`;
        const tags = { [migrationTag]: migrationId, [planTag]: planHash, managedBy: 'gatehouse' };
        apis.set(id, {
          id,
          name,
          tags,
          endpointType: 'REGIONAL',
          policy,
          definition: structuredClone(empty),
          deployments: [],
          stages: new Map(),
        });
        return id;
      },
      async deleteTarget(id, migrationId) {
        if (apis.get(id)?.tags[migrationTag] !== migrationId) return;
        if ([...mappings.values()].some((placement) => placement.gatewayId === id))
          throw new Error('BadRequest: a base path leads to it');
        apis.delete(id);
      },
      async putDefinition(id, body) {
        const api = at(id);
        if (gateway.importRefusal !== undefined) return { accepted: false, message: gateway.importRefusal };
        api.definition = importedDefinition(body);
        api.policy = api.definition.policy;
        gateway.afterImport?.(api);
        return { accepted: true };
      },
      models: async (id) => structuredClone(at(id).definition.models),
      async updateModel(id, name, schema) {
        at(id).definition.models[name] = structuredClone(schema);
      },
      async setDefaultModels(id, models) {
        const { operations } = at(id).definition;
        for (const { method, path, model } of models) {
          const index = operations.findIndex(
            (operation) => operation.method === method && operation.path === path,
          );
          const found = operations[index];
          if (!found) throw new NotFound(`${method} ${path}`);
          operations[index] = { ...found, requestModels: { ...found.requestModels, $default: model } };
        }
      },
      async setPolicy(id, policy) {
        at(id).policy = policy;
      },
      findDeployment: async (id, description) =>
        at(id).deployments.find((each) => each.description === description)?.id,
      async createDeployment(id, description) {
        const api = at(id);
        const deployment = {
          id: `d${++count}`,
          description,
          definition: structuredClone(api.definition),
          policy: api.policy,
        };
        api.deployments.push(deployment);
        return deployment.id;
      },
      async putStage(id, stage, deploymentId) {
        const { stages } = at(id);
        stages.set(stage, { ...stages.get(stage), deploymentId });
      },
      async setStageSettings(id, name, settings) {
        const stage = at(id).stages.get(name);
        if (!stage) throw new NotFound(name);
        stage.settings = settings;
      },
      async deleteStage(id, stage) {
        if (
          [...mappings.values()].some((placement) => placement.gatewayId === id && placement.stage === stage)
        )
          throw new Error('BadRequest: a base path leads to it');
        return apis.get(id)?.stages.delete(stage) ?? false;
      },
      mapping: async (where) => mappings.get(key(where)),
      async putMapping(where, to) {
        if (!at(to.gatewayId).stages.has(to.stage)) throw new NotFound(to.stage);
        mappings.set(key(where), { ...to });
      },
      async deleteMapping(where) {
        mappings.delete(key(where));
      },
    },
  };
  return gateway;
};
