import { listOf, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { RouteControl } from '../importer.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import { isHostWithin } from '../request-paths.ts';

/** DestinationRules by the full name of their host; those for many hosts apart. */
export interface DestinationRuleIndex {
  readonly named: ReadonlyMap<string, Manifest>;
  readonly wild: readonly { readonly host: string; readonly rule: Manifest }[];
}

const fullName = (host: string, namespace: string): string =>
  host.includes('.') ? host.toLowerCase() : `${host}.${namespace}.svc.cluster.local`.toLowerCase();

export const destinationRuleIndex = (rules: readonly Manifest[]): DestinationRuleIndex => {
  const named = rules.map((rule) => [fullName(textOf(rule.spec.host), rule.namespace), rule] as const);
  return {
    named: new Map(named.filter(([host]) => !host.includes('*')).toReversed()),
    wild: named.filter(([host]) => host.includes('*')).map(([host, rule]) => ({ host, rule })),
  };
};

/** Whether the backend’s certificate is verified, by the `DestinationRule` for it. */
export const upstreamControls = (
  rules: DestinationRuleIndex,
  host: string,
  from: string,
): readonly RouteControl[] => {
  const name = fullName(host, from);
  const rule = rules.named.get(name) ?? rules.wild.find((one) => isHostWithin(name, one.host))?.rule;
  const tls = mappingAt(rule?.spec, 'trafficPolicy', 'tls');
  const mode = textOf(tls.mode);
  if (!rule || !mode) return [];
  const control = { control: 'upstream-tls', proof: rule.proofAt(['spec', 'trafficPolicy', 'tls']) } as const;
  if (mode === 'DISABLE') return [{ ...control, effective: 'no', disarmedBy: 'The mode is DISABLE.' }];
  if (tls.insecureSkipVerify === true)
    return [{ ...control, effective: 'no', disarmedBy: 'insecureSkipVerify is true.' }];
  const divides =
    listOf(rule.spec.subsets).some((one) => mappingAt({ one }, 'one', 'trafficPolicy').tls !== undefined) ||
    listOf(mappingAt(rule.spec, 'trafficPolicy').portLevelSettings).length > 0;
  if (divides)
    return [
      { ...control, effective: 'conditional', disarmedBy: 'Subsets or ports have settings of their own.' },
    ];
  if (mode === 'ISTIO_MUTUAL' || textOf(tls.caCertificates) || textOf(tls.credentialName))
    return [{ ...control, effective: 'yes' }];
  const disarmedBy =
    'It names no authority; whether the system’s are used depends on the mesh’s version and settings.';
  return [{ ...control, effective: 'unknown', disarmedBy }];
};
