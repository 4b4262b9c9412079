import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { RouteControl } from '../importer.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import type { Coverage } from '../request-paths.ts';
import type { ServedRequests } from '../served-requests.ts';
import { type Ask, asks, refusesWithout, ruleAsks, ruleCoverage } from './authorization-rule.ts';
import { type Holds, holdsAt, type Workload } from './workloads.ts';

/** What the policies at one workload make of one thing that a request may be asked for. */
interface Verdict {
  readonly effective: 'yes' | 'conditional' | 'unknown';
  readonly proof: string;
}

export type Demands = ReadonlyMap<Ask, Verdict>;

interface HeldPolicy {
  readonly policy: Manifest;
  readonly holds: Holds;
}

interface Way {
  readonly coverage: Coverage;
  readonly asks: readonly Ask[];
  readonly proof: string;
  readonly holds: Holds;
}

/** Written to try a policy out: it is evaluated and never enforced. */
export const isDryRun = (policy: Manifest): boolean => policy.annotations['istio.io/dry-run'] === 'true';

const actionOf = (policy: Manifest): string => textOf(policy.spec.action) || 'ALLOW';

const waysOf = (
  { policy, holds }: HeldPolicy,
  served: ServedRequests,
  read: (rule: Mapping) => readonly Ask[],
): readonly Way[] =>
  listOf(policy.spec.rules).flatMap((value, index) => {
    // `rules: [{}]` fits everything; an empty entry in YAML reads as null.
    const rule = isMapping(value) ? value : {};
    const coverage = ruleCoverage(rule, served);
    if (coverage === 'none') return [];
    return [{ coverage, asks: read(rule), proof: policy.proofAt(['spec', 'rules', index]), holds }];
  });

const ofAllow = (ask: Ask, ways: readonly Way[], policies: readonly HeldPolicy[]): Verdict | undefined => {
  const asking = ways.filter((way) => way.asks.includes(ask));
  const [first] = asking;
  if (!first) return undefined;
  const certain = policies.some(({ holds }) => holds === 'yes');
  const open = ways.filter((way) => !way.asks.includes(ask));
  if (open.some(({ holds }) => holds === 'yes')) return { effective: 'conditional', proof: first.proof };
  return { effective: certain && open.length === 0 ? 'yes' : 'unknown', proof: first.proof };
};

const ofDeny = (ask: Ask, ways: readonly Way[]): Verdict | undefined => {
  const asking = ways.filter((way) => way.asks.includes(ask));
  const sure = asking.find(({ coverage, holds }) => coverage === 'all' && holds === 'yes');
  if (sure) return { effective: 'yes', proof: sure.proof };
  const some = asking.find(({ holds }) => holds === 'yes');
  if (some) return { effective: 'conditional', proof: some.proof };
  return asking[0] ? { effective: 'unknown', proof: asking[0].proof } : undefined;
};

const better = (a: Verdict | undefined, b: Verdict | undefined): Verdict | undefined => {
  const order = ['yes', 'conditional', 'unknown'];
  if (!a || !b) return a ?? b;
  return order.indexOf(b.effective) < order.indexOf(a.effective) ? b : a;
};

/** What requests to a route have to show by the given policies. DENY holds before ALLOW; any ALLOW denies the rest. */
export const demandsOf = (
  policies: readonly Manifest[],
  workload: Workload,
  served: ServedRequests,
): Demands => {
  const held = policies
    .map((policy) => ({ policy, holds: holdsAt(policy, workload) }))
    .filter(({ holds }) => holds !== 'no');
  const allowing = held.filter(({ policy }) => actionOf(policy) === 'ALLOW');
  const allowed = allowing.flatMap((one) => waysOf(one, served, ruleAsks));
  const denied = held
    .filter(({ policy }) => actionOf(policy) === 'DENY')
    .flatMap((one) => waysOf(one, served, refusesWithout));
  return new Map(
    asks.flatMap((ask) => {
      const verdict = better(ofDeny(ask, denied), ofAllow(ask, allowed, allowing));
      return verdict ? [[ask, verdict] as const] : [];
    }),
  );
};

/** Policies that allow hold here and none of their rules fits: every request is refused. */
export const refusesAll = (
  policies: readonly Manifest[],
  workload: Workload,
  served: ServedRequests,
): boolean => {
  const allowing = policies
    .filter((policy) => actionOf(policy) === 'ALLOW')
    .map((policy) => ({ policy, holds: holdsAt(policy, workload) }));
  return (
    allowing.some(({ holds }) => holds === 'yes') &&
    allowing.every((one) => one.holds === 'no' || waysOf(one, served, () => []).length === 0)
  );
};

/** `extensionProviders` of the mesh's configuration, where the ConfigMap is among the files. */
const failsOpen = (provider: string, meshConfig: Mapping): boolean | undefined => {
  const found = listOf(meshConfig.extensionProviders)
    .map((one) => mappingAt({ one }, 'one'))
    .find(({ name }) => name === provider);
  if (!found) return undefined;
  return ['envoyExtAuthzHttp', 'envoyExtAuthzGrpc'].some((kind) => mappingAt(found, kind).failOpen === true);
};

/** Policies that hand the decision to an external authorizer. */
export const customControls = (
  policies: readonly Manifest[],
  workload: Workload,
  served: ServedRequests,
  meshConfig: Mapping,
): readonly RouteControl[] =>
  policies
    .filter((policy) => actionOf(policy) === 'CUSTOM')
    .flatMap((policy): readonly RouteControl[] => {
      const holds = holdsAt(policy, workload);
      const ways = holds === 'no' ? [] : waysOf({ policy, holds }, served, () => []);
      const [way] = ways;
      if (!way) return [];
      const control = { control: 'custom-authorizer', proof: way.proof } as const;
      const open = failsOpen(textOf(mappingAt(policy.spec, 'provider').name), meshConfig);
      if (holds === 'maybe' || open === undefined) {
        const disarmedBy =
          'The provider, and whether requests pass while it is down, stands in the mesh’s configuration.';
        return [{ ...control, effective: 'unknown', disarmedBy }];
      }
      if (open) {
        const disarmedBy = 'Requests pass while the provider is down: failOpen is true.';
        return [{ ...control, effective: 'conditional', disarmedBy }];
      }
      return [
        ways.some(({ coverage }) => coverage === 'all')
          ? { ...control, effective: 'yes' }
          : { ...control, effective: 'conditional', disarmedBy: 'Its rules fit some of the requests only.' },
      ];
    });
