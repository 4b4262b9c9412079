import type { GatewayOperation } from '../gateway/gateway-api.ts';
import type { EndpointRecord } from '../inventory/api-record.ts';
import { operations } from './convert/walk.ts';
import { arrayAt, hashOf, type JsonObject } from './json.ts';
import type { Snapshot } from './snapshot.ts';

export type Strength = 'stronger' | 'same' | 'weaker';

export interface RouteChange {
  readonly method: string;
  readonly path: string;
  /** `kept` routes are listed with what changes about them. */
  readonly kind: 'added' | 'kept' | 'removed';
  /** The catch-all of the source that serves the route today. */
  readonly servedBy?: string;
  readonly authentication: { readonly before: string; readonly after: string; readonly strength: Strength };
  readonly validation: { readonly before: boolean; readonly after: boolean };
}

/** A route that callers use today and that the target will not have. */
export interface CutOff {
  readonly method: string;
  readonly template: string;
  readonly requests: number;
  readonly principals: number;
  readonly lastSeen?: string;
}

export type RiskClass = 'LOW' | 'MEDIUM' | 'HIGH';

export interface MigrationPlan {
  readonly schemaVersion: 1;
  readonly source: { readonly gatewayId: string; readonly stage: string; readonly snapshotHash: string };
  readonly importHash: string;
  readonly modelsHash: string;
  readonly policyVersion: string;
  readonly changes: readonly RouteChange[];
  readonly cutOff: readonly CutOff[];
  readonly risk: RiskClass;
  /** Sentences, most important first. */
  readonly reasons: readonly string[];
}

const shape = (path: string): string => path.replace(/\{[^{}]+\}/g, '{}');

const authenticated = (type: string): boolean => type !== 'NONE';

const strengthOf = (before: string, after: string): Strength => {
  if (authenticated(before) === authenticated(after)) return 'same';
  return authenticated(after) ? 'stronger' : 'weaker';
};

/** The operation of the source that answers a route: an exact one, else the closest catch-all. */
const answering = (
  source: readonly GatewayOperation[],
  method: string,
  path: string,
): GatewayOperation | undefined => {
  const fits = source.filter((operation) => operation.method === method || operation.method === 'ANY');
  const exact = fits.find((operation) => shape(operation.path) === shape(path));
  if (exact) return exact;
  return fits
    .map((operation) => ({ operation, prefix: /^(.*)\/\{[^{}]+\+\}$/.exec(operation.path)?.[1] }))
    .filter(({ prefix }) => prefix !== undefined && path.startsWith(`${prefix}/`))
    .sort((a, b) => (b.prefix?.length ?? 0) - (a.prefix?.length ?? 0))[0]?.operation;
};

const targetRoutes = (document: JsonObject) =>
  operations(document).map(({ method, path, operation }) => ({
    method: method.toUpperCase(),
    path,
    authenticated: arrayAt(operation, 'security').length > 0,
  }));

const isCatchAll = (operation: GatewayOperation): boolean => /\{[^{}]+\+\}/.test(operation.path);

/** Observed endpoints are written with or without the base path, as their source logs them. */
const withoutBase = (template: string, basePath: string): string[] =>
  basePath !== '(none)' && template.startsWith(`/${basePath}/`)
    ? [template, template.slice(basePath.length + 1)]
    : [template];

const cutOffRoutes = (
  endpoints: readonly EndpointRecord[],
  routes: ReturnType<typeof targetRoutes>,
  basePath: string,
): CutOff[] =>
  endpoints
    .filter((endpoint) => endpoint.observed)
    .filter((endpoint) => {
      const forms = withoutBase(endpoint.template, basePath).map(shape);
      return !routes.some(
        (route) =>
          (route.method === endpoint.method || endpoint.method === 'ANY') &&
          forms.includes(shape(route.path)),
      );
    })
    .map(({ method, template, requests, principals, lastSeen }) => ({
      method,
      template,
      requests,
      principals,
      ...(lastSeen ? { lastSeen } : {}),
    }));

/** Removals and weaker authentication are never below HIGH; whatever callers will notice is never below MEDIUM. */
const judge = (
  changes: readonly RouteChange[],
  cutOff: readonly CutOff[],
): { risk: RiskClass; reasons: string[] } => {
  const removed = changes.filter((change) => change.kind === 'removed');
  const weaker = changes.filter((change) => change.authentication.strength === 'weaker');
  const stronger = changes.filter(
    (change) => change.kind === 'kept' && change.authentication.strength === 'stronger',
  );
  const validated = changes.filter(
    (change) => change.kind === 'kept' && change.validation.after && !change.validation.before,
  );
  const high = [
    ...weaker.map((change) => `${change.method} ${change.path} loses its authentication.`),
    ...removed.map((change) => `${change.method} ${change.path} is removed.`),
    ...cutOff.map(
      (route) =>
        `${route.method} ${route.template} is cut off: ${route.requests} requests of ${route.principals} callers were seen.`,
    ),
  ];
  const medium = [
    ...(stronger.length ? [`${stronger.length} routes ask for a token that they did not need before.`] : []),
    ...(validated.length ? [`${validated.length} routes refuse requests that break the document.`] : []),
  ];
  return { risk: high.length ? 'HIGH' : medium.length ? 'MEDIUM' : 'LOW', reasons: [...high, ...medium] };
};

/**
 * What will be different for callers: semantic, by route, not a text diff.
 * @param document the hardened import document
 */
export const planMigration = (
  snapshot: Snapshot,
  document: JsonObject,
  models: Readonly<Record<string, JsonObject>>,
  policyVersion: string,
): MigrationPlan => {
  const { api, at, placement, record } = snapshot;
  const source = api.draft.known ? api.draft.value : [];
  const routes = targetRoutes(document);
  const validates = new Set(
    api.validators.known
      ? api.validators.value.filter((each) => each.body || each.parameters).map((each) => each.id)
      : [],
  );
  const kept = routes.map((route): RouteChange => {
    const before = answering(source, route.method, route.path);
    const type = before?.authorizationType ?? 'none';
    const after = route.authenticated ? 'CUSTOM' : 'NONE';
    return {
      method: route.method,
      path: route.path,
      kind: before ? 'kept' : 'added',
      ...(before && isCatchAll(before) ? { servedBy: `${before.method} ${before.path}` } : {}),
      authentication: { before: type, after, strength: before ? strengthOf(type, after) : 'same' },
      validation: {
        before: before?.requestValidatorId !== undefined && validates.has(before.requestValidatorId),
        after: true,
      },
    };
  });
  const removed = source
    .filter((operation) => !isCatchAll(operation))
    .filter(
      (operation) =>
        !routes.some(
          (route) =>
            shape(route.path) === shape(operation.path) &&
            (operation.method === 'ANY' || operation.method === route.method),
        ),
    )
    .map(
      (operation): RouteChange => ({
        method: operation.method,
        path: operation.path,
        kind: 'removed',
        authentication: { before: operation.authorizationType, after: 'none', strength: 'same' },
        validation: { before: operation.requestValidatorId !== undefined, after: false },
      }),
    );
  const changes = [...kept, ...removed];
  const cutOff = cutOffRoutes(record.endpoints, routes, at.basePath);
  return {
    schemaVersion: 1,
    source: {
      gatewayId: placement.gatewayId,
      stage: placement.stage,
      snapshotHash: hashOf({ api: { ...api, calls: [] }, at, placement }),
    },
    importHash: hashOf(document),
    modelsHash: hashOf(models),
    policyVersion,
    changes,
    cutOff,
    ...judge(changes, cutOff),
  };
};

/** What every later step acts on; the same source, document and policy give the same hash. */
export const planHash = (plan: MigrationPlan): string => hashOf(plan);
