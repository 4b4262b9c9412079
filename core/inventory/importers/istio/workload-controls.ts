import { isMapping, listOf, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { GatewayControl } from '../../../gateway/controls.ts';
import type { RouteControl } from '../importer.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import { inDoubt, strongest } from '../route-controls.ts';
import type { ServedRequests } from '../served-requests.ts';
import { customControls, type Demands, demandsOf } from './authorization.ts';
import type { Ask } from './authorization-rule.ts';
import type { Mesh } from './mesh.ts';
import { telemetryControls } from './telemetry.ts';
import type { Held, Workload } from './workloads.ts';

const controlOfAsk: Readonly<Record<Exclude<Ask, 'token'>, GatewayControl>> = {
  claims: 'scopes',
  network: 'ip-allow-list',
  peer: 'consumer-acl',
};

const someOnly = 'Some rules let requests through without it.';
const notCertain = 'Whether the policy holds at this proxy stands in objects that are not among the files.';

/** A token is checked where it is sent; that one has to be sent, only an AuthorizationPolicy says. */
const tokenControl = (checks: readonly Held<Manifest>[], demands: Demands): readonly RouteControl[] => {
  const check = checks.find(({ holds }) => holds === 'yes') ?? checks[0];
  const demand = demands.of('token');
  if (!check && !demand) return [];
  const proof = check ? check.policy.proofAt(['spec', 'jwtRules']) : (demand?.proof ?? '');
  const control = { control: 'jwt', proof } as const;
  if (!demand && demands.refusesAll) {
    const disarmedBy = 'No rule that allows fits this route, so that every request to it is refused.';
    return [{ ...control, effective: 'unknown', disarmedBy }];
  }
  if (!demand) {
    const disarmedBy =
      'A RequestAuthentication alone accepts requests without a token: no AuthorizationPolicy demands one.';
    return [{ ...control, effective: 'no', disarmedBy }];
  }
  if (!check) {
    const disarmedBy = 'The RequestAuthentication that checks the token is not among the files.';
    return [{ ...control, effective: 'unknown', disarmedBy }];
  }
  if (check.holds === 'maybe' || demand.effective === 'unknown')
    return [{ ...control, effective: 'unknown', disarmedBy: notCertain }];
  if (demand.effective === 'conditional')
    return [
      {
        ...control,
        effective: 'conditional',
        disarmedBy: 'Some rules let requests through without a token.',
      },
    ];
  return [{ ...control, effective: 'yes', proof: demand.proof }];
};

const askedControls = (demands: Demands, disarmed?: string): readonly RouteControl[] =>
  (['claims', 'network', 'peer'] as const).flatMap((ask): readonly RouteControl[] => {
    const verdict = demands.of(ask);
    if (!verdict) return [];
    const control = { control: controlOfAsk[ask], proof: verdict.proof };
    if (disarmed) return [{ ...control, effective: 'no', disarmedBy: disarmed }];
    if (verdict.effective === 'yes') return [{ ...control, effective: 'yes' }];
    const disarmedBy = verdict.effective === 'unknown' ? notCertain : someOnly;
    return [{ ...control, effective: verdict.effective, disarmedBy }];
  });

/** An EnvoyFilter can take out or switch off any filter; what it adds is in no form that could be judged. */
const filtered = (
  filters: readonly Held<Manifest>[],
  controls: readonly RouteControl[],
): readonly RouteControl[] => {
  const filter = filters[0]?.policy;
  if (!filter) return controls;
  const why = 'An EnvoyFilter changes the generated configuration of this proxy.';
  const proof = filter.proofAt(['spec', 'configPatches']);
  const text = JSON.stringify(filter.spec);
  const added: readonly RouteControl[] = /ratelimit/i.test(text)
    ? [{ control: 'rate-limit', effective: 'unknown', proof, disarmedBy: why }]
    : [];
  return [...inDoubt(controls, why), ...added];
};

const isAmbient = (mesh: Mesh, workload: Workload): boolean =>
  mesh.index.namespaces.get(workload.namespace ?? '')?.labels['istio.io/dataplane-mode'] === 'ambient';

const unjudged = (check: Manifest): RouteControl => ({
  control: 'jwt',
  effective: 'unknown',
  proof: check.proofAt(['spec', 'jwtRules']),
  disarmedBy: 'There are too many rules at this proxy to hold every one against every route.',
});

/** What the proxy of a workload asks of requests to a route. */
export const workloadControls = (
  mesh: Mesh,
  workload: Workload,
  served: ServedRequests,
): readonly RouteControl[] => {
  if (workload.bypassed) return [];
  const policies = mesh.policiesAt(workload);
  const demands = demandsOf(policies.enforced, served);
  const tried = demandsOf(policies.tried, served);
  const [check] = policies.requestAuthentications;
  const controls = strongest([
    ...(policies.isOverfull && check
      ? [unjudged(check.policy)]
      : tokenControl(policies.requestAuthentications, demands)),
    ...askedControls(demands),
    ...askedControls(tried, 'The policy is only tried out: istio.io/dry-run is true.'),
    ...customControls(policies.enforced, served, mesh.meshConfig),
    ...telemetryControls(policies.telemetries),
  ]);
  const judged = isAmbient(mesh, workload)
    ? inDoubt(
        controls,
        'In ambient mode a waypoint enforces this, and none is shown to stand before the workload.',
      )
    : controls;
  return filtered(policies.envoyFilters, judged);
};

/** The port of the pods behind a port of the Service; undefined when no file tells. */
const targetPort = (mesh: Mesh, workload: Workload, port: unknown): number | undefined => {
  const service = mesh.index.services.get(`${workload.namespace} ${workload.service}`);
  const ports = listOf(service?.spec.ports).map((one) => mappingAt({ one }, 'one'));
  const found = ports.length === 1 ? ports[0] : ports.find((one) => one.port === port);
  const target = found?.targetPort ?? found?.port;
  return typeof target === 'number' ? target : undefined;
};

/** Whether a workload takes plain text from within the mesh, by the closest PeerAuthentication that says so. */
export const peerControls = (mesh: Mesh, workload: Workload, port: unknown): readonly RouteControl[] => {
  if (workload.bypassed) return [];
  const held = mesh
    .policiesAt(workload)
    .peerAuthentications.flatMap(({ policy, holds }) => (holds === 'yes' ? [policy] : []));
  const closest = (policy: Manifest): number =>
    (isMapping(policy.spec.selector) ? 2 : 0) + (policy.namespace === workload.namespace ? 1 : 0);
  const ordered = [...held].sort((a, b) => closest(b) - closest(a) || a.createdAt.localeCompare(b.createdAt));
  for (const policy of ordered) {
    const ports = isMapping(policy.spec.selector) ? mappingAt(policy.spec, 'portLevelMtls') : {};
    const number = targetPort(mesh, workload, port);
    const ofPort = number === undefined ? undefined : textOf(mappingAt(ports, String(number)).mode);
    const proof = policy.proofAt(['spec']);
    if (number === undefined && Object.keys(ports).length > 0) {
      const disarmedBy = 'Some ports have a mode of their own, and which port this is stands in no file.';
      return [{ control: 'mutual-tls', effective: 'unknown', proof, disarmedBy }];
    }
    const mode = (ofPort && ofPort !== 'UNSET' ? ofPort : '') || textOf(mappingAt(policy.spec, 'mtls').mode);
    if (mode === '' || mode === 'UNSET') continue;
    if (mode === 'STRICT') return [{ control: 'mutual-tls', effective: 'yes', proof }];
    return [
      {
        control: 'mutual-tls',
        effective: 'no',
        proof,
        disarmedBy: `Plain text is accepted: the mode is ${mode}.`,
      },
    ];
  }
  return [];
};
