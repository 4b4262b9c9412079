import { listOf, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { ImportedApi, ImportedRoute, RouteControl } from '../importer.ts';
import { describedBy } from '../kubernetes/described.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import type { GatewayGuard, RouteReading } from '../kubernetes-gateway/routes.ts';
import { anyPath, isHostWithin } from '../request-paths.ts';
import type { RouteBudget } from '../route-budget.ts';
import { onEveryWay, strongest } from '../route-controls.ts';
import { fileOfProof, type ServedRequests, servedHost, servedRoutes } from '../served-requests.ts';
import { type Entrance, entrancesOf } from './gateway-servers.ts';
import { type HttpMatch, httpMatches } from './http-routes.ts';
import { keyOf, type Mesh, readMesh } from './mesh.ts';
import { upstreamControls } from './upstream.ts';
import { peerControls, workloadControls } from './workload-controls.ts';
import { managedGateway, type Workload } from './workloads.ts';

/** What the proxies beside the backends ask; a request goes to one of them. */
const destinationControls = (
  mesh: Mesh,
  match: HttpMatch,
  served: ServedRequests,
  inMesh: boolean,
): readonly RouteControl[] => {
  const behind = match.rewritten ? { ...served, paths: match.rewritten } : served;
  const ways = match.destinations.map(({ host, port }): readonly RouteControl[] => {
    const workload = mesh.destinationWorkload(host, match.namespace);
    const upstream = upstreamControls(mesh.destinationRules, host, match.namespace);
    if (!workload) return upstream;
    return [
      ...workloadControls(mesh, workload, behind),
      ...(inMesh ? peerControls(mesh, workload, port) : []),
      ...upstream,
    ];
  });
  return onEveryWay(ways);
};

const controlsAt = (
  mesh: Mesh,
  match: HttpMatch,
  entrance: Entrance,
  served: ServedRequests,
): readonly RouteControl[] =>
  strongest([
    ...entrance.controls,
    ...(entrance.gateway ? workloadControls(mesh, mesh.gatewayWorkload(entrance.gateway), served) : []),
    ...destinationControls(mesh, match, served, entrance.gatewayName === 'mesh'),
  ]);

const isFor = (match: HttpMatch, entrance: Entrance): boolean =>
  (match.gateways.length === 0 || match.gateways.includes(entrance.gatewayName)) &&
  (match.port === undefined || entrance.port === undefined || match.port === entrance.port) &&
  (match.host === undefined || isHostWithin(match.host, entrance.host));

const httpRoutes = (
  mesh: Mesh,
  matches: readonly HttpMatch[],
  entrances: readonly Entrance[],
  budget: RouteBudget,
): readonly ImportedRoute[] =>
  matches.flatMap((match) =>
    (budget.isSpent() ? [] : entrances)
      .filter((entrance) => !entrance.passthrough && isFor(match, entrance))
      .flatMap((entrance) =>
        servedRoutes(
          { methods: match.methods, paths: match.paths, hosts: [match.host ?? servedHost(entrance.host)] },
          budget,
          match.proof,
          (served) => controlsAt(mesh, match, entrance, served),
        ),
      ),
  );

/** Connections that are passed on by their server name: what is behind is not seen. */
const tlsRoutes = (
  service: Manifest,
  entrances: readonly Entrance[],
  budget: RouteBudget,
): readonly ImportedRoute[] => {
  const passing = entrances.filter(({ passthrough }) => passthrough);
  return listOf(service.spec.tls).flatMap((value, index) => {
    const names = listOf(mappingAt({ value }, 'value').match)
      .flatMap((match) => listOf(mappingAt({ match }, 'match').sniHosts))
      .map((name) => textOf(name).toLowerCase())
      .filter((name) => !budget.isSpent() && passing.some(({ host }) => isHostWithin(name, host)));
    const pointer = service.proofAt(['spec', 'tls', index]);
    return servedRoutes(
      { methods: ['ANY'], paths: [anyPath], hosts: names.map(servedHost) },
      budget,
      pointer,
      () => [],
    );
  });
};

const unreached = (service: Manifest, message: string, fix: string): InputProblem => {
  const pointer = service.proofAt(['metadata', 'name']);
  const named = `VirtualService ${service.namespace}/${service.name}`;
  return { file: fileOfProof(pointer), pointer, message: `${named} ${message}`, fix };
};

const readService = (mesh: Mesh, service: Manifest, budget: RouteBudget): RouteReading => {
  const isDelegate = listOf(service.spec.hosts).length === 0;
  if (isDelegate) {
    const isUsed = mesh.delegates.has(keyOf(service.namespace, service.name));
    const problem = unreached(
      service,
      'is a delegate that no VirtualService among the files names: its hosts are not known.',
      'Hand in the VirtualService that delegates to it.',
    );
    return { apis: [], problems: isUsed ? [] : [problem] };
  }
  const entrances = entrancesOf(service, mesh.gateways);
  if (entrances.length === 0) {
    const problem = unreached(
      service,
      'has hosts that no server of its gateways serves, so that no request reaches it.',
      'Compare its hosts with those of the Gateway, or take it out.',
    );
    return { apis: [], problems: [problem] };
  }
  const { matches, problems } = httpMatches(service, mesh.virtualServices);
  const leadsTo = [
    ...new Set(matches.flatMap(({ destinations }) => destinations.map(({ host }) => host))),
  ].filter(Boolean);
  const api: ImportedApi = {
    ...describedBy(service),
    style: 'REST',
    routes: [...httpRoutes(mesh, matches, entrances, budget), ...tlsRoutes(service, entrances, budget)],
    ...(leadsTo.length > 0 ? { leadsTo: leadsTo.map((host) => `host:${host.toLowerCase()}`) } : {}),
  };
  return { apis: [api], problems: [...problems, ...matches.flatMap((match) => match.problems)] };
};

/** Routes of VirtualServices with what the gateways and the proxies of the mesh put before them. */
export const readIstioRoutes = (manifests: readonly Manifest[], budget: RouteBudget): RouteReading => {
  const mesh = readMesh(manifests);
  const read = [...mesh.virtualServices.values()].map((service) => readService(mesh, service, budget));
  return { apis: read.flatMap(({ apis }) => apis), problems: read.flatMap(({ problems }) => problems) };
};

/** Istio’s policies at a Gateway of the Gateway API that Istio runs, or that a policy names. */
export const istioGuard = (manifests: readonly Manifest[]): GatewayGuard => {
  const mesh = readMesh(manifests);
  const workloads = new Map<Manifest, Workload>();
  return (gateway, served) => {
    if (!textOf(gateway.spec.gatewayClassName).includes('istio') && !mesh.targets.has(gateway.name))
      return [];
    const workload = workloads.get(gateway) ?? managedGateway(gateway);
    workloads.set(gateway, workload);
    return workloadControls(mesh, workload, served);
  };
};
