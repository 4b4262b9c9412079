import { functionArn, isFunctionArn } from '../collectors/arn.ts';

/**
 * Other ARNs of the same thing: a stage is its API, a version or alias of a function is the function. In order, the
 * ARN itself first.
 */
export const sameThing = (resource: string): readonly string[] => {
  if (isFunctionArn(resource)) return [...new Set([resource, functionArn(resource)])];
  const api = /^(arn:[^:]+:apigateway:[^:]*::\/(?:restapis|apis)\/[^/]+)\/stages\//.exec(resource)?.[1];
  return api ? [resource, api] : [resource];
};

/**
 * ARNs of what a resource is a part of. What is said of the whole (a web ACL on a load balancer) holds for each part;
 * parts of one whole are not one thing.
 */
export const wholesOf = (resource: string): readonly string[] => {
  const rule =
    /^(arn:[^:]+:elasticloadbalancing:[^:]*:\d*:)listener-rule\/((?:app|net)\/[^/]+\/[^/]+)\/([^/]+)\//.exec(
      resource,
    );
  if (rule) {
    const [, prefix = '', balancer = '', listener = ''] = rule;
    return [`${prefix}listener/${balancer}/${listener}`, `${prefix}loadbalancer/${balancer}`];
  }
  const lattice = /^(arn:[^:]+:vpc-lattice:[^:]*:\d*:service\/[^/]+)\//.exec(resource)?.[1];
  return lattice ? [lattice] : [];
};

/** `arn:aws:apigateway:eu-west-1::/restapis/a1b2/stages/live` → Region and id. */
export const gatewayOfArn = (
  resource: string,
): { readonly region: string; readonly id: string } | undefined => {
  const parts = /^arn:[^:]+:apigateway:([^:]*)::\/(?:restapis|apis)\/([^/]+)/.exec(resource);
  const executeApi = /^arn:[^:]+:execute-api:([^:]*):\d*:([a-z0-9]+)/.exec(resource);
  const [, region = '', id = ''] = parts ?? executeApi ?? [];
  return id ? { region, id } : undefined;
};

/** Target groups stand between a listener and what it really hands requests to. */
export const isTargetGroup = (resource: string): boolean =>
  /^arn:[^:]+:elasticloadbalancing:[^:]*:\d*:targetgroup\//.test(resource);
