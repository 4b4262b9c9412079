import { listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { RouteControl } from '../importer.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import type { Coverage } from '../request-paths.ts';
import type { ServedRequests } from '../served-requests.ts';
import { type Ask, type AuthorizationRule, asks, readRule } from './authorization-rule.ts';
import type { Held } from './workloads.ts';

/** An `AuthorizationPolicy`, read once. */
export interface AuthorizationPolicy {
  readonly action: string;
  readonly provider: string;
  readonly rules: readonly AuthorizationRule[];
}

export const readPolicy = (policy: Manifest): AuthorizationPolicy => ({
  action: textOf(policy.spec.action) || 'ALLOW',
  provider: textOf(mappingAt(policy.spec, 'provider').name),
  rules: listOf(policy.spec.rules).map((rule, index) =>
    readRule(rule, () => policy.proofAt(['spec', 'rules', index])),
  ),
});

/** What the policies at one workload make of one thing that a request may be asked for. */
interface Verdict {
  readonly effective: 'yes' | 'conditional' | 'unknown';
  readonly proof: string;
}

export interface Demands {
  readonly of: (ask: Ask) => Verdict | undefined;
  /** Policies that allow hold here and none of their rules fits: every request is refused. */
  readonly refusesAll: boolean;
}

interface Way {
  readonly coverage: Coverage;
  readonly rule: AuthorizationRule;
  readonly sure: boolean;
}

const waysOf = (policies: readonly Held<AuthorizationPolicy>[], served: ServedRequests): readonly Way[] =>
  policies.flatMap(({ policy, holds }) =>
    policy.rules.flatMap((rule): readonly Way[] => {
      const coverage = rule.coverage(served);
      return coverage === 'none' ? [] : [{ coverage, rule, sure: holds === 'yes' }];
    }),
  );

const ofAllow = (ask: Ask, ways: readonly Way[], isCertain: boolean): Verdict | undefined => {
  const asking = ways.find(({ rule }) => rule.asks.includes(ask));
  if (!asking) return undefined;
  const open = ways.filter(({ rule }) => !rule.asks.includes(ask));
  const proof = asking.rule.proof();
  if (open.some(({ sure }) => sure)) return { effective: 'conditional', proof };
  return { effective: isCertain && open.length === 0 ? 'yes' : 'unknown', proof };
};

const ofDeny = (ask: Ask, ways: readonly Way[]): Verdict | undefined => {
  const asking = ways.filter(({ rule }) => rule.refuses.includes(ask));
  const whole = asking.find(({ coverage, sure }) => coverage === 'all' && sure);
  if (whole) return { effective: 'yes', proof: whole.rule.proof() };
  const some = asking.find(({ sure }) => sure);
  if (some) return { effective: 'conditional', proof: some.rule.proof() };
  return asking[0] ? { effective: 'unknown', proof: asking[0].rule.proof() } : undefined;
};

const better = (a: Verdict | undefined, b: Verdict | undefined): Verdict | undefined => {
  const order = ['yes', 'conditional', 'unknown'];
  if (!a || !b) return a ?? b;
  return order.indexOf(b.effective) < order.indexOf(a.effective) ? b : a;
};

/** What requests to a route have to show by the given policies. DENY holds before ALLOW; any ALLOW denies the rest. */
export const demandsOf = (
  policies: readonly Held<AuthorizationPolicy>[],
  served: ServedRequests,
): Demands => {
  const allowing = policies.filter(({ policy }) => policy.action === 'ALLOW');
  const isCertain = allowing.some(({ holds }) => holds === 'yes');
  const allowed = waysOf(allowing, served);
  const denied = waysOf(
    policies.filter(({ policy }) => policy.action === 'DENY'),
    served,
  );
  const verdicts = new Map(
    asks.map((ask) => [ask, better(ofDeny(ask, denied), ofAllow(ask, allowed, isCertain))] as const),
  );
  return { of: (ask) => verdicts.get(ask), refusesAll: isCertain && allowed.length === 0 };
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
  policies: readonly Held<AuthorizationPolicy>[],
  served: ServedRequests,
  meshConfig: Mapping,
): readonly RouteControl[] =>
  policies
    .filter(({ policy }) => policy.action === 'CUSTOM')
    .flatMap((held): readonly RouteControl[] => {
      const ways = waysOf([held], served);
      const [way] = ways;
      if (!way) return [];
      const control = { control: 'custom-authorizer', proof: way.rule.proof() } as const;
      const open = failsOpen(held.policy.provider, meshConfig);
      if (held.holds === 'maybe' || open === undefined) {
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
