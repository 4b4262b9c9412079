import { listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { Manifest } from '../kubernetes/manifests.ts';

/** Which controller reads an Ingress: only its own annotations have an effect. */
export type IngressController = 'ingress-nginx' | 'aws-load-balancer' | 'other';

export const nginxPrefix = 'nginx.ingress.kubernetes.io/';
export const awsPrefix = 'alb.ingress.kubernetes.io/';

/** An annotation as written; numbers and booleans without quotes are mistakes that some tools let through. */
export const annotationOf = ({ annotations }: Manifest, name: string): string => {
  const value = annotations[name];
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : textOf(value);
};

const known: Readonly<Record<string, IngressController>> = {
  'k8s.io/ingress-nginx': 'ingress-nginx',
  'ingress.k8s.aws/alb': 'aws-load-balancer',
};

export const classOf = (ingress: Manifest): string =>
  textOf(ingress.spec.ingressClassName) || annotationOf(ingress, 'kubernetes.io/ingress.class');

const isAnnotated = ({ annotations }: Manifest, prefix: string): boolean =>
  Object.keys(annotations).some((name) => name.startsWith(prefix));

/** By its IngressClass, then by the usual names of classes, then, without any class, by the annotations it carries. */
export const controllerOf = (ingress: Manifest, classes: readonly Manifest[]): IngressController => {
  const written = classOf(ingress);
  const object = written
    ? classes.find(({ name }) => name === written)
    : classes.find((one) => annotationOf(one, 'ingressclass.kubernetes.io/is-default-class') === 'true');
  if (object) return known[textOf(object.spec.controller)] ?? 'other';
  if (/nginx/.test(written)) return 'ingress-nginx';
  if (/^alb$|aws|(?:^|-)alb(?:-|$)/.test(written)) return 'aws-load-balancer';
  if (written) return 'other';
  if (isAnnotated(ingress, nginxPrefix)) return 'ingress-nginx';
  return isAnnotated(ingress, awsPrefix) ? 'aws-load-balancer' : 'other';
};

/** Hosts with a certificate; an entry without hosts holds for all of the Ingress. */
export const hasTls = (ingress: Manifest, host: string | undefined): boolean =>
  listOf(ingress.spec.tls).some((entry) => {
    const hosts = listOf(mappingAt({ entry }, 'entry').hosts).map((one) => textOf(one).toLowerCase());
    if (hosts.length === 0) return true;
    return host !== undefined && (hosts.includes(host) || hosts.includes(host.replace(/^[^.]+/, '*')));
  });

/** The controller's own settings for all Ingresses; empty where its ConfigMap is not among the files. */
export interface NginxSettings {
  readonly data: Mapping;
  readonly map?: Manifest;
}

export const nginxSettings = (manifests: readonly Manifest[]): NginxSettings => {
  const map = manifests.find(
    ({ kind, name }) =>
      kind === 'ConfigMap' && /nginx/.test(name) && /controller$|configuration$|config$/.test(name),
  );
  return map ? { data: mappingAt(map.object, 'data'), map } : { data: {} };
};
