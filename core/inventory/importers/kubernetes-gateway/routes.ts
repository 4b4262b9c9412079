import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { ImportedApi, ImportedRoute, RouteControl } from '../importer.ts';
import { describedBy } from '../kubernetes/described.ts';
import { isRefused, type Manifest } from '../kubernetes/manifests.ts';
import { anyPath } from '../request-paths.ts';
import type { RouteBudget } from '../route-budget.ts';
import { inDoubt, strongest } from '../route-controls.ts';
import { fileOfProof, pathsOfExpression, type ServedRequests, servedRoutes } from '../served-requests.ts';
import { attachedPolicy, type PolicyIndex, policyIndex } from './attached-policy.ts';
import { backendControls, backendHost, backendsOf } from './backends.ts';
import { listenerControls } from './listener-tls.ts';
import { type Attachment, attachmentsOf, type Listeners, readListeners } from './listeners.ts';
import { matchesOf } from './matches.ts';
import { securityControls } from './security-policy.ts';
import { trafficControls } from './traffic-policy.ts';

/** Controls that another family of policies puts before requests that come in through a Gateway. */
export type GatewayGuard = (gateway: Manifest, served: ServedRequests) => readonly RouteControl[];

export interface RouteReading {
  readonly apis: readonly ImportedApi[];
  readonly problems: readonly InputProblem[];
}

const routeGroup = 'gateway.networking.k8s.io';
const routeKinds = ['HTTPRoute', 'GRPCRoute', 'TLSRoute'];
const envoyGateway = 'gateway.envoyproxy.io';

/** A rule that only sends plain HTTP on to HTTPS is how a listener refuses it, no endpoint. */
const upgradesToHttps = (rule: Mapping): boolean =>
  listOf(rule.filters).some((filter) => {
    const { type, requestRedirect } = mappingAt({ filter }, 'filter');
    return type === 'RequestRedirect' && mappingAt({ requestRedirect }, 'requestRedirect').scheme === 'https';
  });

const filterControls = (
  route: Manifest,
  rule: Mapping,
  at: readonly (string | number)[],
): readonly RouteControl[] =>
  listOf(rule.filters).flatMap((filter, index): readonly RouteControl[] =>
    mappingAt({ filter }, 'filter').type === 'ExternalAuth'
      ? [{ control: 'custom-authorizer', effective: 'yes', proof: route.proofAt([...at, 'filters', index]) }]
      : [],
  );

const isPatched = (patches: readonly Manifest[], gateway: Manifest): boolean =>
  patches.some(
    ({ namespace, spec }) =>
      (mappingAt(spec, 'targetRef').name === gateway.name && namespace === gateway.namespace) ||
      mappingAt(spec, 'targetRef').kind === 'GatewayClass',
  );

interface Cluster extends Listeners {
  readonly guard: GatewayGuard;
  readonly budget: RouteBudget;
  readonly security: PolicyIndex;
  readonly traffic: PolicyIndex;
  readonly client: PolicyIndex;
  readonly patches: readonly Manifest[];
  readonly backendPolicies: readonly Manifest[];
}

const clusterOf = (manifests: readonly Manifest[], guard: GatewayGuard, budget: RouteBudget): Cluster => {
  const policies = (kind: string): readonly Manifest[] =>
    manifests.filter((one) => one.group === envoyGateway && one.kind === kind);
  return {
    ...readListeners(manifests),
    guard,
    budget,
    security: policyIndex(policies('SecurityPolicy')),
    traffic: policyIndex(policies('BackendTrafficPolicy')),
    client: policyIndex(policies('ClientTrafficPolicy')),
    patches: policies('EnvoyPatchPolicy'),
    backendPolicies: manifests.filter(({ kind }) => kind === 'BackendTLSPolicy'),
  };
};

const controlsOf = (
  route: Manifest,
  rule: Mapping,
  at: readonly (string | number)[],
  { listener }: Attachment,
  served: ServedRequests,
  cluster: Cluster,
): readonly RouteControl[] => {
  const name = textOf(rule.name);
  const security = attachedPolicy(cluster.security, route, name, listener);
  const traffic = attachedPolicy(cluster.traffic, route, name, listener);
  const client = attachedPolicy(cluster.client, undefined, '', listener);
  const controls = strongest([
    ...(listener ? listenerControls(listener, client) : []),
    ...(security ? securityControls(security, served) : []),
    ...(traffic ? trafficControls(traffic, served) : []),
    ...filterControls(route, rule, at),
    ...backendControls(backendsOf(route, rule), cluster.backendPolicies),
    ...(listener ? cluster.guard(listener.gateway, served) : []),
  ]);
  return listener && isPatched(cluster.patches, listener.gateway)
    ? inDoubt(controls, 'An EnvoyPatchPolicy changes the generated configuration of this Gateway.')
    : controls;
};

const readRule = (
  route: Manifest,
  rule: Mapping,
  at: readonly (string | number)[],
  attachments: readonly Attachment[],
  cluster: Cluster,
): { readonly routes: readonly ImportedRoute[]; readonly problems: readonly InputProblem[] } => {
  if (upgradesToHttps(rule)) return { routes: [], problems: [] };
  const problems: InputProblem[] = [];
  const matches =
    route.kind === 'TLSRoute' ? [{ method: 'ANY', paths: [anyPath], at }] : matchesOf(route.kind, rule, at);
  const routes = matches.flatMap((match) => {
    const proof = route.proofAt(match.at);
    if ('expression' in match && match.expression !== undefined)
      problems.push(...pathsOfExpression(match.expression, 'full', fileOfProof(proof), proof).problems);
    if (cluster.budget.isSpent()) return [];
    return attachments.flatMap((attachment) =>
      servedRoutes(
        { methods: [match.method], paths: match.paths, hosts: [attachment.host] },
        cluster.budget,
        proof,
        (served) => controlsOf(route, rule, at, attachment, served, cluster),
      ),
    );
  });
  return { routes, problems };
};

const readRoute = (route: Manifest, cluster: Cluster): RouteReading => {
  const proof = route.proofAt(['metadata', 'name']);
  const attachments = isRefused(route) ? [] : attachmentsOf(route, cluster);
  if (attachments.length === 0) {
    const problem: InputProblem = {
      file: fileOfProof(proof),
      pointer: proof,
      message: `${route.kind} ${route.namespace}/${route.name} is attached to no listener, so that no request reaches it.`,
      fix: 'Compare its parentRefs and hostnames with the listeners, or take it out.',
    };
    return { apis: [], problems: [problem] };
  }
  const written = listOf(route.spec.rules).filter(isMapping);
  const rules = written.length > 0 ? written : [{}];
  const read = rules.map((rule, index) =>
    readRule(route, rule, ['spec', 'rules', index], attachments, cluster),
  );
  const leadsTo = [...new Set(rules.flatMap((rule) => backendsOf(route, rule)).map(backendHost))];
  const api: ImportedApi = {
    ...describedBy(route),
    style: route.kind === 'GRPCRoute' ? 'GRPC' : 'REST',
    routes: read.flatMap(({ routes }) => routes),
    ...(leadsTo.length > 0 ? { leadsTo } : {}),
  };
  return { apis: [api], problems: read.flatMap(({ problems }) => problems) };
};

/** Routes of the Gateway API with what the listeners and policies in the same files put before them. */
export const readGatewayRoutes = (
  manifests: readonly Manifest[],
  guard: GatewayGuard,
  budget: RouteBudget,
): RouteReading => {
  const cluster = clusterOf(manifests, guard, budget);
  const read = manifests
    .filter(({ group, kind }) => group === routeGroup && routeKinds.includes(kind))
    .map((route) => readRoute(route, cluster));
  return { apis: read.flatMap(({ apis }) => apis), problems: read.flatMap(({ problems }) => problems) };
};
