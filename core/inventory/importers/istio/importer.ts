import type { Importer } from '../importer.ts';
import { countKinds } from '../kubernetes/manifests.ts';
import { readCluster } from '../kubernetes/read-cluster.ts';

const format = 'Istio manifests';

/** VirtualServices with the Gateways and policies in the same files. */
export const istioImporter: Importer = {
  id: 'istio',
  source: 'istio',
  title: 'Istio',
  howTo:
    '`kubectl get virtualservices,gateways.networking.istio.io,destinationrules,requestauthentications,authorizationpolicies,peerauthentications,envoyfilters,telemetries,services,deployments,namespaces -A -o yaml`.',
  detect: (files) => {
    const count = countKinds(files, /^VirtualService$/);
    const isIstio =
      count > 0 && files.some((file) => file.name !== '' && /istio\.io\//.test(textOrNothing(file)));
    return isIstio ? { format, confidence: 0.8 + Math.min(count, 1_000) / 10_000 } : undefined;
  },
  parse: (files, context) => readCluster(files, context, format),
};

const textOrNothing = (file: Parameters<Importer['detect']>[0][number]): string => {
  try {
    return file.text();
  } catch {
    return '';
  }
};
