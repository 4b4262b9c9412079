import { isMapping, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import { readYamlText } from '../../../yaml-text.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import { rootNamespace } from './workloads.ts';

/** The objects that decide what a proxy of the mesh asks of requests. */
export interface Mesh {
  readonly gateways: readonly Manifest[];
  readonly virtualServices: readonly Manifest[];
  readonly destinationRules: readonly Manifest[];
  readonly requestAuthentications: readonly Manifest[];
  readonly authorizationPolicies: readonly Manifest[];
  readonly peerAuthentications: readonly Manifest[];
  readonly envoyFilters: readonly Manifest[];
  readonly telemetries: readonly Manifest[];
  readonly services: readonly Manifest[];
  readonly namespaces: readonly Manifest[];
  readonly manifests: readonly Manifest[];
  /** Empty when the ConfigMap is not among the files. */
  readonly meshConfig: Mapping;
}

const meshConfigOf = (manifests: readonly Manifest[]): Mapping => {
  const operator = manifests.find(({ kind }) => kind === 'IstioOperator' || kind === 'Istio');
  const ofOperator = mappingAt(operator?.spec, 'meshConfig');
  if (Object.keys(ofOperator).length > 0) return ofOperator;
  const map = manifests.find(
    ({ kind, name, namespace }) => kind === 'ConfigMap' && /^istio(?:-|$)/.test(name) && namespace === rootNamespace,
  );
  const text = textOf(mappingAt(map?.object, 'data').mesh);
  const read = text ? readYamlText(text, 'mesh') : undefined;
  return read?.ok && isMapping(read.value) ? read.value : {};
};

export const readMesh = (manifests: readonly Manifest[]): Mesh => {
  const of = (kind: string): readonly Manifest[] =>
    manifests.filter((one) => one.kind === kind && one.group.endsWith('.istio.io'));
  const core = (kind: string): readonly Manifest[] => manifests.filter((one) => one.kind === kind && !one.group);
  return {
    gateways: of('Gateway'),
    virtualServices: of('VirtualService'),
    destinationRules: of('DestinationRule'),
    requestAuthentications: of('RequestAuthentication'),
    authorizationPolicies: of('AuthorizationPolicy'),
    peerAuthentications: of('PeerAuthentication'),
    envoyFilters: of('EnvoyFilter'),
    telemetries: of('Telemetry'),
    services: core('Service'),
    namespaces: core('Namespace'),
    manifests,
    meshConfig: meshConfigOf(manifests),
  };
};
