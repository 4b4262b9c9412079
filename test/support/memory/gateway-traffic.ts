import { Ajv } from 'ajv';
import type { GatewayOperation } from '../../../core/gateway/gateway-api.ts';
import { policyEffects } from '../../../core/migration/harden/resource-policy.ts';
import type { HttpAnswer, HttpProbe, Prober } from '../../../core/migration/ports.ts';
import type { MemoryGateway } from './gateway.ts';
import type { Definition } from './gateway-import.ts';

export interface Traffic {
  readonly token: string;
  /** What stands behind every integration. */
  readonly backend: (method: string, path: string) => { status: number; body: unknown };
}

const refusal = (status: number, type: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: type, type }),
});

const matches = (template: string, path: string): boolean => {
  const pattern = template
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{[^{}]+\\\+\}/g, '.+')
    .replace(/\{[^{}]+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
};

/** An exact route before a catch-all, as API Gateway chooses. */
const routeOf = (
  operations: readonly GatewayOperation[],
  method: string,
  path: string,
): GatewayOperation | undefined =>
  operations
    .filter(
      (operation) =>
        (operation.method === method || operation.method === 'ANY') && matches(operation.path, path),
    )
    .sort((a, b) => Number(a.path.includes('+}')) - Number(b.path.includes('+}')))[0];

const validBody = (definition: Definition, operation: GatewayOperation, probe: HttpProbe): boolean => {
  const type = probe.headers['content-type'] ?? '';
  const name = operation.requestModels[type] ?? operation.requestModels.$default;
  if (name === undefined) return true;
  const { $schema: _, ...schema } = definition.models[name] ?? {};
  try {
    return new Ajv({ strict: false, validateSchema: false, logger: false }).compile(schema)(
      JSON.parse(probe.body ?? ''),
    );
  } catch {
    return false;
  }
};

/** Serves requests from deployments, as the data plane does: policy, route, authorizer, validators, backend. */
export const memoryTraffic = (
  gateway: MemoryGateway,
  traffic: Traffic,
): Prober & { readonly sent: HttpProbe[] } => {
  const sent: HttpProbe[] = [];
  const resolve = (
    url: URL,
  ): { gatewayId: string; stage: string; path: string; direct: boolean } | undefined => {
    const direct = /^([a-z0-9]+)\.execute-api\./.exec(url.hostname)?.[1];
    const [first = '', ...rest] = url.pathname.split('/').slice(1);
    if (direct) return { gatewayId: direct, stage: first, path: `/${rest.join('/')}`, direct: true };
    const mapped = gateway.mappings.get(`${url.hostname}/${first}`);
    if (mapped) return { ...mapped, path: `/${rest.join('/')}`, direct: false };
    const root = gateway.mappings.get(`${url.hostname}/(none)`);
    return root && { ...root, path: url.pathname, direct: false };
  };
  return {
    sent,
    async send(probe) {
      sent.push(probe);
      const url = new URL(probe.url);
      const place = resolve(url);
      const api = place && gateway.apis.get(place.gatewayId);
      const stage = place && api?.stages.get(place.stage);
      const served = api?.deployments.find(({ id }) => id === stage?.deploymentId);
      if (!place || !served) return refusal(403, 'MISSING_AUTHENTICATION_TOKEN');
      if (place.direct && served.definition.disableExecuteApiEndpoint) return refusal(403, 'ACCESS_DENIED');
      if (policyEffects(served.policy).includes('Deny')) return refusal(403, 'ACCESS_DENIED');
      const operation = routeOf(served.definition.operations, probe.method, place.path);
      if (!operation) return refusal(403, 'MISSING_AUTHENTICATION_TOKEN');
      if (operation.authorizationType !== 'NONE' && probe.headers.authorization !== `Bearer ${traffic.token}`)
        return refusal(401, 'UNAUTHORIZED');
      const validator = served.definition.validators.find(({ id }) => id === operation.requestValidatorId);
      const missing = Object.entries(operation.requestParameters).some(
        ([name, required]) =>
          required &&
          name.startsWith('method.request.querystring.') &&
          !url.searchParams.has(name.split('.')[3] ?? ''),
      );
      if (validator?.parameters && missing) return refusal(400, 'BAD_REQUEST_PARAMETERS');
      if (validator?.body && !validBody(served.definition, operation, probe))
        return refusal(400, 'BAD_REQUEST_BODY');
      const { status, body } = traffic.backend(probe.method, place.path);
      return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    },
  };
};
