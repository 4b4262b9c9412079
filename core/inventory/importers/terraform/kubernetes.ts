import { isMapping, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { blockAt, blocksAt } from '../aws-resources/estate.ts';
import { type ConfigNode, hasAt, itemsAt, nodeAt, textAt } from '../config-node.ts';
import type { ImportedApi } from '../importer.ts';
import { istioGuard, readIstioRoutes } from '../istio/routes.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import { readGatewayRoutes } from '../kubernetes-gateway/routes.ts';
import { readIngressRoutes } from '../kubernetes-ingress/routes.ts';
import type { RouteBudget } from '../route-budget.ts';
import { type TerraformResource, valuesOfType } from './resources.ts';

const manifestOf = (object: Mapping, at: ConfigNode): readonly Manifest[] => {
  const metadata = mappingAt(object, 'metadata');
  const name = textOf(metadata.name);
  const apiVersion = textOf(object.apiVersion);
  if (!name || !textOf(object.kind)) return [];
  return [
    {
      group: apiVersion.includes('/') ? apiVersion.replace(/\/.*$/, '') : '',
      kind: textOf(object.kind),
      name,
      namespace: textOf(metadata.namespace) || 'default',
      labels: mappingAt(metadata, 'labels'),
      annotations: mappingAt(metadata, 'annotations'),
      spec: mappingAt(object, 'spec'),
      object,
      createdAt: '',
      proofAt: (path) => at.proofAt([...at.path, ...path]),
    },
  ];
};

const backendOf = (node: ConfigNode): Mapping => {
  const service = blockAt(node, 'service');
  return { service: { name: textAt(service, 'name') || textAt(node, 'service_name') } };
};

/** The provider writes an Ingress in blocks and with underscores. */
const ingressOf = (values: ConfigNode): readonly Manifest[] => {
  const metadata = blockAt(values, 'metadata');
  const spec = blockAt(values, 'spec');
  const fallback = ['default_backend', 'backend']
    .map((name) => blockAt(spec, name))
    .find((one) => hasAt(one));
  const object = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: textAt(metadata, 'name'),
      namespace: textAt(metadata, 'namespace'),
      annotations: nodeAt(metadata, 'annotations').value,
      labels: nodeAt(metadata, 'labels').value,
    },
    spec: {
      ingressClassName: textAt(spec, 'ingress_class_name'),
      ...(fallback ? { defaultBackend: backendOf(fallback) } : {}),
      rules: blocksAt(spec, 'rule').map((rule) => ({
        host: textAt(rule, 'host'),
        http: {
          paths: blocksAt(blockAt(rule, 'http'), 'path').map((path) => ({
            path: textAt(path, 'path'),
            pathType: textAt(path, 'path_type') || 'ImplementationSpecific',
            backend: backendOf(blockAt(path, 'backend')),
          })),
        },
      })),
      tls: blocksAt(spec, 'tls').map((tls) => ({
        hosts: itemsAt(tls, 'hosts').map((one) => textAt(one)),
        secretName: textAt(tls, 'secret_name'),
      })),
    },
  };
  const at: ConfigNode = { ...values, proofAt: () => values.proofAt(values.path) };
  return manifestOf(object, at);
};

/** Ingresses, and manifests of the Gateway API and Istio, that Terraform keeps. */
export const kubernetesApis = (
  resources: readonly TerraformResource[],
  budget: RouteBudget,
): { readonly apis: readonly ImportedApi[]; readonly problems: readonly InputProblem[] } => {
  const manifests = [
    ...valuesOfType(resources, 'kubernetes_ingress', 'kubernetes_ingress_v1').flatMap(ingressOf),
    ...valuesOfType(resources, 'kubernetes_manifest').flatMap((values) => {
      const manifest = nodeAt(values, 'manifest');
      return isMapping(manifest.value) ? manifestOf(manifest.value, manifest) : [];
    }),
  ];
  const read = [
    readGatewayRoutes(manifests, istioGuard(manifests), budget),
    readIstioRoutes(manifests, budget),
    readIngressRoutes(manifests, budget),
  ];
  return { apis: read.flatMap(({ apis }) => apis), problems: read.flatMap(({ problems }) => problems) };
};
