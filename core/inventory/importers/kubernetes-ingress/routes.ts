import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { GatewaySetting, ImportedApi, ImportedRoute, RouteControl } from '../importer.ts';
import { describedBy } from '../kubernetes/described.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import type { RouteReading } from '../kubernetes-gateway/routes.ts';
import { anyPath, exactPath, type RequestPaths, segmentPrefix, textPrefix } from '../request-paths.ts';
import type { RouteBudget } from '../route-budget.ts';
import { fileOfProof, methodOf, pathsOfExpression, servedHost, servedRoutes } from '../served-requests.ts';
import {
  awsAction,
  awsConditions,
  awsControls,
  groupOf,
  type Listeners,
  listenersOf,
} from './aws-controls.ts';
import {
  annotationOf,
  awsPrefix,
  classOf,
  controllerOf,
  type IngressController,
  type NginxSettings,
  nginxPrefix,
  nginxSettings,
} from './controller.ts';
import { type NginxHost, nginxControls, nginxHost } from './nginx-controls.ts';

interface Held {
  readonly ingress: Manifest;
  readonly controller: IngressController;
}

/** Ingresses that share what the controller makes of them: a host, or a load balancer. */
interface Neighbours {
  readonly nginxHosts: ReadonlyMap<string | undefined, NginxHost>;
  /** By the group of the load balancer. */
  readonly listeners: ReadonlyMap<string, Listeners>;
  readonly services: ReadonlyMap<string, Manifest>;
  /** Hosts of ingress-nginx whose paths are all expressions. */
  readonly expressionHosts: ReadonlySet<string | undefined>;
  readonly settings: NginxSettings;
  readonly budget: RouteBudget;
}

/** A path of a rule, or the backend of all that no rule fits. */
interface Entry {
  readonly host?: string;
  readonly paths: readonly RequestPaths[];
  readonly backend: string;
  readonly at: readonly (string | number)[];
  readonly problems: readonly InputProblem[];
}

const backendOf = (backend: Mapping): string =>
  textOf(mappingAt(backend, 'service').name) ||
  textOf(backend.serviceName) ||
  textOf(mappingAt(backend, 'resource').name);

const hostsOf = (ingress: Manifest): readonly (string | undefined)[] =>
  listOf(ingress.spec.rules).map((rule) => servedHost(textOf(mappingAt({ rule }, 'rule').host)));

/** One Ingress that asks for expressions makes every path of its hosts one. */
const asksForExpressions = ({ ingress, controller }: Held): boolean =>
  controller === 'ingress-nginx' &&
  (annotationOf(ingress, `${nginxPrefix}use-regex`) === 'true' ||
    /\$\d/.test(annotationOf(ingress, `${nginxPrefix}rewrite-target`)));

const add = <Key>(map: Map<Key, Manifest[]>, key: Key, ingress: Manifest): void => {
  const same = map.get(key);
  if (!same) map.set(key, [ingress]);
  else if (same.at(-1) !== ingress) same.push(ingress);
};

const neighboursOf = (
  held: readonly Held[],
  manifests: readonly Manifest[],
  budget: RouteBudget,
): Neighbours => {
  const byHost = new Map<string | undefined, Manifest[]>();
  const byGroup = new Map<string, Manifest[]>();
  for (const { ingress, controller } of held) {
    if (controller === 'ingress-nginx') for (const host of hostsOf(ingress)) add(byHost, host, ingress);
    if (controller === 'aws-load-balancer') add(byGroup, groupOf(ingress), ingress);
  }
  const services = manifests.filter(({ group, kind }) => !group && kind === 'Service');
  return {
    nginxHosts: new Map([...byHost].map(([host, same]) => [host, nginxHost(same, host)])),
    listeners: new Map([...byGroup].map(([group, same]) => [group, listenersOf(same)])),
    services: new Map(services.map((one) => [`${one.namespace} ${one.name}`, one])),
    expressionHosts: new Set(held.filter(asksForExpressions).flatMap(({ ingress }) => hostsOf(ingress))),
    settings: nginxSettings(manifests),
    budget,
  };
};

const withStars = (path: string): RequestPaths => {
  if (path.endsWith('/*') && !path.slice(0, -2).includes('*')) return segmentPrefix(path.slice(0, -2));
  const star = path.search(/[*?]/);
  return star < 0 ? textPrefix(path) : textPrefix(path.slice(0, star));
};

const pathsOf = (
  path: string,
  type: string,
  expressions: boolean,
  controller: IngressController,
  proof: string,
): Pick<Entry, 'paths' | 'problems'> => {
  const found = (paths: RequestPaths) => ({ paths: [paths], problems: [] });
  if (path === '') return found(anyPath);
  const isExpression = /[\\()[\]|^$+*?]/.test(path);
  if (expressions && type !== 'Exact' && isExpression)
    return pathsOfExpression(path, 'start', fileOfProof(proof), proof);
  if (type === 'Exact') return found(exactPath(path));
  if (type === 'Prefix' && !path.endsWith('/*')) return found(segmentPrefix(path));
  // ALB and others match whole paths with stars; ingress-nginx matches beginnings.
  if (path.includes('*')) return found(withStars(path));
  return found(controller === 'aws-load-balancer' ? exactPath(path) : segmentPrefix(path));
};

const entriesOf = ({ ingress, controller }: Held, { expressionHosts }: Neighbours): readonly Entry[] => {
  const fallback = [ingress.spec.defaultBackend, ingress.spec.backend].find(isMapping);
  const entries: Entry[] = fallback
    ? [{ paths: [anyPath], backend: backendOf(fallback), at: ['spec'], problems: [] }]
    : [];
  listOf(ingress.spec.rules).forEach((value, index) => {
    const rule = mappingAt({ value }, 'value');
    const host = servedHost(textOf(rule.host));
    const named = host === undefined ? {} : { host };
    const at = ['spec', 'rules', index];
    const paths = listOf(mappingAt(rule, 'http').paths).filter(isMapping);
    // A rule without paths hands its host to the default backend.
    if (paths.length === 0 && host !== undefined)
      entries.push({ ...named, paths: [anyPath], backend: '', at, problems: [] });
    paths.forEach((path, place) => {
      const where = [...at, 'http', 'paths', place];
      const proof = ingress.proofAt(where);
      entries.push({
        ...named,
        ...pathsOf(
          textOf(path.path),
          textOf(path.pathType),
          controller === 'ingress-nginx' && expressionHosts.has(host),
          controller,
          proof,
        ),
        backend: backendOf(mappingAt(path, 'backend')),
        at: where,
      });
    });
  });
  return entries;
};

const controlsOf = (
  { ingress, controller }: Held,
  entry: Entry,
  near: Neighbours,
): readonly RouteControl[] => {
  if (controller === 'ingress-nginx') {
    const server = near.nginxHosts.get(entry.host) ?? nginxHost([ingress], entry.host);
    return nginxControls(ingress, entry.host, server, near.settings);
  }
  if (controller === 'aws-load-balancer') {
    const service = near.services.get(`${ingress.namespace} ${entry.backend}`);
    return awsControls(
      ingress,
      near.listeners.get(groupOf(ingress)) ?? listenersOf([ingress]),
      service ? [service] : [],
    );
  }
  // Annotations of another controller stand there and do nothing.
  return foreignControls(ingress);
};

const foreign: readonly (readonly [annotation: string, control: RouteControl['control']])[] = [
  [`${nginxPrefix}auth-url`, 'custom-authorizer'],
  [`${nginxPrefix}auth-type`, 'basic'],
  [`${nginxPrefix}auth-tls-secret`, 'mutual-tls'],
  [`${nginxPrefix}limit-rps`, 'rate-limit'],
  [`${nginxPrefix}limit-rpm`, 'rate-limit'],
  [`${nginxPrefix}whitelist-source-range`, 'ip-allow-list'],
  [`${awsPrefix}auth-type`, 'oidc'],
  [`${awsPrefix}mutual-authentication`, 'mutual-tls'],
  [`${awsPrefix}inbound-cidrs`, 'ip-allow-list'],
];

const foreignControls = (ingress: Manifest): readonly RouteControl[] =>
  foreign
    .filter(([annotation]) => annotationOf(ingress, annotation) !== '')
    .map(([annotation, control]) => ({
      control,
      effective: 'no',
      proof: ingress.proofAt(['metadata', 'annotations', annotation]),
      disarmedBy: `The class ${classOf(ingress) || '(default)'} is of a controller that does not read this annotation.`,
    }));

const routesOf = (held: Held, entries: readonly Entry[], near: Neighbours): readonly ImportedRoute[] =>
  entries.flatMap((entry) => {
    const { ingress, controller } = held;
    const isAws = controller === 'aws-load-balancer';
    // `ssl-redirect` and other actions that only send callers on are no endpoints.
    if (isAws && awsAction(ingress, entry.backend) === 'redirect') return [];
    const methods = isAws ? awsConditions(ingress, entry.backend).methods.map(methodOf) : [];
    if (near.budget.isSpent()) return [];
    const controls = controlsOf(held, entry, near);
    return servedRoutes(
      { methods: methods.length > 0 ? methods : ['ANY'], paths: entry.paths, hosts: [entry.host] },
      near.budget,
      ingress.proofAt(entry.at),
      () => controls,
    );
  });

const isCanary = (ingress: Manifest): boolean => annotationOf(ingress, `${nginxPrefix}canary`) === 'true';

const exposureOf = ({ ingress, controller }: Held): Pick<ImportedApi, 'exposure'> => {
  if (controller !== 'aws-load-balancer') return {};
  const scheme = annotationOf(ingress, `${awsPrefix}scheme`);
  return { exposure: scheme === 'internet-facing' ? 'public' : 'internal' };
};

const isGrpc = (ingress: Manifest): boolean =>
  /^GRPCS?$/i.test(annotationOf(ingress, `${nginxPrefix}backend-protocol`)) ||
  annotationOf(ingress, `${awsPrefix}backend-protocol-version`) === 'GRPC';

/** The project ended its maintenance in March 2026: no further fixes, also for security. */
const supportSettings = (held: readonly Held[]): readonly GatewaySetting[] => {
  const first = held.find(({ controller }) => controller === 'ingress-nginx');
  if (!first) return [];
  const proof = first.ingress.proofAt(['metadata', 'name']);
  return [{ name: 'ingress-nginx.supportEnded', value: '2026-03-24', proof }];
};

export interface IngressReading extends RouteReading {
  readonly settings: readonly GatewaySetting[];
}

/** Paths of Ingresses with what the annotations of their controller put before them. */
export const readIngressRoutes = (manifests: readonly Manifest[], budget: RouteBudget): IngressReading => {
  const classes = manifests.filter(({ kind }) => kind === 'IngressClass');
  const held = manifests
    .filter(
      ({ group, kind }) => kind === 'Ingress' && (group === 'networking.k8s.io' || group === 'extensions'),
    )
    .map((ingress): Held => ({ ingress, controller: controllerOf(ingress, classes) }));
  // The annotations of a canary count for nothing: those of the Ingress that it shadows do.
  const stable = held.filter(({ ingress }) => !isCanary(ingress));
  const problems = stable
    .filter(({ controller, ingress }) => controller === 'other' && classOf(ingress) !== '')
    .map(({ ingress }): InputProblem => {
      const pointer = ingress.proofAt(['metadata', 'name']);
      return {
        file: fileOfProof(pointer),
        pointer,
        message: `The class ${classOf(ingress)} belongs to a controller whose annotations are not read: its controls are unknown.`,
        fix: 'Hand in the IngressClass, or the configuration of that controller.',
      };
    });
  const near = neighboursOf(stable, manifests, budget);
  const read = stable.map((one) => ({ one, entries: entriesOf(one, near) }));
  return {
    apis: read.map(({ one, entries }) => ({
      ...describedBy(one.ingress),
      style: isGrpc(one.ingress) ? 'GRPC' : 'REST',
      routes: routesOf(one, entries, near),
      ...exposureOf(one),
    })),
    problems: [...problems, ...read.flatMap(({ entries }) => entries.flatMap((entry) => entry.problems))],
    settings: supportSettings(stable),
  };
};
