import type { InputProblem } from '../../../input-problem.ts';
import { blind, partly, seen, type VisibilityMap } from '../../visibility.ts';
import type { ImportContext, ImportFile, ImportReading } from '../importer.ts';
import { istioGuard, readIstioRoutes } from '../istio/routes.ts';
import { readGatewayRoutes } from '../kubernetes-gateway/routes.ts';
import { type IngressReading, readIngressRoutes } from '../kubernetes-ingress/routes.ts';
import { type RouteBudget, routeBudget } from '../route-budget.ts';
import { mergeApis } from '../route-controls.ts';
import { fileOfProof } from '../served-requests.ts';
import { readRouters } from '../traefik/routes.ts';
import { customResources } from '../traefik/sources.ts';
import { type Manifest, readManifests } from './manifests.ts';

/** Kinds that hold routes and are read by other importers, or by none. */
const otherRouteKinds: Readonly<Record<string, string>> = {
  HTTPProxy: 'List its routes in a spreadsheet or an OpenAPI document.',
  VirtualServer: 'List its routes in a spreadsheet or an OpenAPI document.',
  ApisixRoute: 'List its routes in a spreadsheet or an OpenAPI document.',
  Mapping: 'List its routes in a spreadsheet or an OpenAPI document.',
};
const isSolo = ({ kind, group }: Manifest): boolean =>
  (kind === 'VirtualService' && !group.endsWith('istio.io')) ||
  (kind === 'Route' && group === 'route.openshift.io');

/** Policies of other controllers that attach to the same objects: what they ask is not seen. */
const otherPolicies =
  /^(?:AuthPolicy|RateLimitPolicy|TrafficPolicy|GCPGatewayPolicy|GCPBackendPolicy|SnippetsFilter|ClientSettingsPolicy|KongPlugin|EnvoyExtensionPolicy|WasmPlugin)$/;

const noticesOf = (manifests: readonly Manifest[]): readonly InputProblem[] =>
  manifests.flatMap((manifest): readonly InputProblem[] => {
    const pointer = manifest.proofAt(['metadata', 'name']);
    const named = `${manifest.kind} ${manifest.namespace}/${manifest.name}`;
    const fix = otherRouteKinds[manifest.kind] ?? (isSolo(manifest) ? otherRouteKinds.HTTPProxy : undefined);
    if (fix)
      return [
        {
          file: fileOfProof(pointer),
          pointer,
          message: `${named} holds routes that are not read here.`,
          fix,
        },
      ];
    if (!otherPolicies.test(manifest.kind)) return [];
    return [
      {
        file: fileOfProof(pointer),
        pointer,
        message: `${named} may put controls before routes; this kind is not read.`,
        fix: 'Confirm by hand what it asks of requests.',
      },
    ];
  });

const visibilityOf = (manifests: readonly Manifest[]): VisibilityMap => {
  const has = (kind: string, group: string): boolean =>
    manifests.some((one) => one.kind === kind && one.group.endsWith(group));
  const hasRoutes = ['HTTPRoute', 'GRPCRoute', 'VirtualService'].some((kind) =>
    manifests.some((one) => one.kind === kind),
  );
  const hasGateway = !hasRoutes || has('Gateway', 'networking.k8s.io') || has('Gateway', 'istio.io');
  const policies = partly(
    'Policies in other namespaces, in kinds of other controllers and in the backends themselves are not in these files.',
  );
  const foreign = manifests.some(
    ({ kind }) => otherPolicies.test(kind) || kind === 'EnvoyFilter' || kind === 'EnvoyPatchPolicy',
  );
  return {
    hosts: hasGateway ? seen : partly('The Gateways that the routes name are not in these files.'),
    routes: seen,
    authentication: policies,
    authorisation: policies,
    'rate-limits': partly(
      foreign
        ? 'Filters and policies of other kinds may limit too; what they do is not read.'
        : 'Limits of the rate limit service and of the backends stand elsewhere.',
    ),
    transport: partly('The controller’s defaults and the load balancer before it are not in these files.'),
    logging: partly('The configuration of the controller or the mesh says what is logged.'),
    validation: blind('No object of Kubernetes validates requests; firewalls and backends may.'),
    consumers: blind('Clients stand in the identity provider and in Secrets, which are not read.'),
    owners: partly('Only labels and annotations that name a team are read.'),
  };
};

/** Routes of Ingresses, of the Gateway API and of Istio among the objects of a cluster. */
export const readFamilies = (manifests: readonly Manifest[], budget: RouteBudget): IngressReading => {
  const gateway = readGatewayRoutes(manifests, istioGuard(manifests), budget);
  const istio = readIstioRoutes(manifests, budget);
  const ingress = readIngressRoutes(manifests, budget);
  return {
    apis: [...gateway.apis, ...istio.apis, ...ingress.apis],
    settings: ingress.settings,
    problems: [...gateway.problems, ...istio.problems, ...ingress.problems, ...noticesOf(manifests)],
  };
};

/**
 * Everything in a cluster's objects that serves requests: a dump holds Ingresses, routes of the Gateway API, of Istio
 * and of Traefik side by side, and none of them may get lost because the file was taken for another.
 */
export const readCluster = (
  files: readonly ImportFile[],
  context: ImportContext,
  format: string,
): ImportReading => {
  const { manifests, problems } = readManifests(files, context);
  const budget = routeBudget();
  const families = readFamilies(manifests, budget);
  const traefik = readRouters(customResources(manifests), budget);
  return {
    format,
    apis: mergeApis([...families.apis, ...traefik.apis]),
    consumers: [],
    settings: families.settings,
    visibility: visibilityOf(manifests),
    problems: [
      ...problems,
      ...families.problems,
      ...traefik.problems,
      ...budget.problems(files[0]?.name ?? ''),
    ],
  };
};
