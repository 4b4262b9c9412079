import type { Importer } from '../importer.ts';
import { countKinds } from '../kubernetes/manifests.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';

const format = 'Kubernetes Ingress manifests';

/** Ingresses of ingress-nginx, the AWS Load Balancer Controller and others. */
export const kubernetesIngressImporter: Importer = {
  id: 'kubernetes-ingress',
  source: 'kubernetes-ingress',
  title: 'Kubernetes Ingress',
  howTo:
    '`kubectl get ingresses,ingressclasses,services -A -o yaml`, with the ConfigMap of the controller where it has one.',
  detect: (files) => {
    const count = countKinds(files, /^Ingress$/);
    return count > 0 ? { format, confidence: 0.8 + Math.min(count, 1_000) / 10_000 } : undefined;
  },
  parse: (files, context) => readCluster(files, context, format),
};
