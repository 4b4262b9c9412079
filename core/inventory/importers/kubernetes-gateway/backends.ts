import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { RouteControl } from '../importer.ts';
import { isRefused, type Manifest } from '../kubernetes/manifests.ts';

interface Backend {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

export const backendsOf = (route: Manifest, rule: Mapping): readonly Backend[] =>
  listOf(rule.backendRefs)
    .filter(isMapping)
    // Weight 0 takes no requests.
    .filter(({ weight }) => weight !== 0)
    .map(({ kind, name, namespace }) => ({
      kind: textOf(kind) || 'Service',
      name: textOf(name),
      namespace: textOf(namespace) || route.namespace,
    }));

export const backendHost = ({ name, namespace }: Backend): string =>
  `host:${name}.${namespace}.svc.cluster.local`;

const isTarget = (policy: Manifest, backend: Backend): boolean =>
  policy.namespace === backend.namespace &&
  !isRefused(policy) &&
  [...listOf(policy.spec.targetRefs), policy.spec.targetRef].some((target) => {
    const { kind, name } = mappingAt({ target }, 'target');
    return kind === backend.kind && name === backend.name;
  });

/** The backend’s certificate is checked where a `BackendTLSPolicy` names an authority for each backend of the rule. */
export const backendControls = (
  backends: readonly Backend[],
  policies: readonly Manifest[],
): readonly RouteControl[] => {
  const found = backends.map((backend) => policies.find((policy) => isTarget(policy, backend)));
  const [policy] = found.filter((one) => one !== undefined);
  if (!policy) return [];
  const verifies = found.every((one) => {
    const validation = mappingAt(one?.spec, 'validation');
    return (
      textOf(validation.hostname) !== '' &&
      (listOf(validation.caCertificateRefs).length > 0 || validation.wellKnownCACertificates === 'System')
    );
  });
  const proof = policy.proofAt(['spec', 'validation']);
  return [
    verifies
      ? { control: 'upstream-tls', effective: 'yes', proof }
      : {
          control: 'upstream-tls',
          effective: 'conditional',
          proof,
          disarmedBy: 'Not every backend of the rule has a policy that names an authority and a host.',
        },
  ];
};
