import type { Importer } from '../importer.ts';
import { countKinds } from '../kubernetes/manifests.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';

const format = 'Gateway API manifests';

/** HTTPRoute, GRPCRoute and TLSRoute with the Gateways and policies in the same files. */
export const kubernetesGatewayImporter: Importer = {
  id: 'kubernetes-gateway',
  source: 'kubernetes-gateway',
  title: 'Kubernetes Gateway API',
  howTo:
    '`kubectl get gateways,httproutes,grpcroutes,backendtlspolicies,namespaces -A -o yaml`, with the policies of the controller (of Envoy Gateway securitypolicies, backendtrafficpolicies and clienttrafficpolicies).',
  detect: (files) => {
    const count = countKinds(files, /^(?:HTTPRoute|GRPCRoute|TLSRoute)$/);
    return count > 0 ? { format, confidence: 0.8 + Math.min(count, 1_000) / 10_000 } : undefined;
  },
  parse: (files, context) => readCluster(files, context, format),
};
