import { isMapping, listOf, mappingAt } from '../../../documentation/mapping.ts';
import type { RouteControl } from '../importer.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import { type Held, rootNamespace } from './workloads.ts';

/** The closest `Telemetry` that says something of access logs decides: by selector, by namespace, for the mesh. */
export const telemetryControls = (telemetries: readonly Held<Manifest>[]): readonly RouteControl[] => {
  const closeness = (policy: Manifest): number =>
    (isMapping(policy.spec.selector) ? 2 : 0) + (policy.namespace === rootNamespace ? 0 : 1);
  const [policy] = telemetries
    .flatMap((one) => (one.holds === 'yes' ? [one.policy] : []))
    .filter(({ spec }) => listOf(spec.accessLogging).length > 0)
    .sort((a, b) => closeness(b) - closeness(a));
  if (!policy) return [];
  const logs = listOf(policy.spec.accessLogging).map((log) => mappingAt({ log }, 'log'));
  const control = { control: 'access-log', proof: policy.proofAt(['spec', 'accessLogging']) } as const;
  const on = logs.filter(({ disabled }) => disabled !== true);
  if (on.length === 0)
    return [{ ...control, effective: 'no', disarmedBy: 'The access log is switched off: disabled is true.' }];
  return [
    on.some(({ filter }) => !isMapping(filter))
      ? { ...control, effective: 'yes' }
      : { ...control, effective: 'conditional', disarmedBy: 'A filter decides which requests are logged.' },
  ];
};
