import type { GatewayApi } from '../../gateway/gateway-api.ts';
import { isParameter, joinPath } from '../../traffic/path.ts';
import { isTargetGroup, sameThing } from './arns.ts';

/** The function itself, whatever version or alias is called; any other ARN as it is. */
const unversioned = (arn: string): string => sameThing(arn).at(-1) ?? arn;

/** `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/ARN/invocations` → ARN of the function. */
const invokedFunction = (uri: string): string | undefined =>
  /:lambda:path\/[^/]+\/functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1];

interface HttpTarget {
  readonly host: string;
  readonly segments: readonly string[];
}

const httpTarget = (uri: string): HttpTarget | undefined => {
  const parts = /^https?:\/\/([^/?#:@]+)(?::\d+)?(\/[^?#]*)?$/i.exec(uri);
  const host = parts?.[1]?.toLowerCase();
  // Stage variables and templates in a host name nothing that is known here.
  if (!host || /[${}]/.test(host)) return undefined;
  const segments = (parts?.[2] ?? '').split('/').filter((segment) => segment !== '');
  const open = segments.findIndex((segment) => isParameter(segment) || segment.includes('$'));
  return { host, segments: open < 0 ? segments : segments.slice(0, open) };
};

const commonStart = (paths: readonly (readonly string[])[]): readonly string[] => {
  const [first = [], ...others] = paths;
  const end = first.findIndex((segment, index) => others.some((path) => path[index] !== segment));
  return end < 0
    ? first.slice(0, Math.min(first.length, ...others.map(({ length }) => length)))
    : first.slice(0, end);
};

/**
 * What the operations of an API hand requests to: functions, listeners, and hosts with the base path that all calls to
 * it have in common. Operations that answer by themselves lead nowhere.
 * @returns undefined when one of them leads to something that cannot be told: then the list proves nothing.
 */
export const integrationTargets = (api: GatewayApi): readonly string[] | undefined => {
  if (!api.draft.known) return undefined;
  const targets = new Set<string>();
  const http = new Map<string, (readonly string[])[]>();
  for (const { integration, method } of api.draft.value) {
    if (!integration || integration.type === 'MOCK' || method === 'OPTIONS') continue;
    const { uri = '' } = integration;
    const invoked = invokedFunction(uri);
    const address = httpTarget(uri);
    if (invoked && !invoked.includes('${')) targets.add(unversioned(invoked));
    else if (address) http.set(address.host, [...(http.get(address.host) ?? []), address.segments]);
    else if (/^arn:[^$]+$/.test(uri)) targets.add(uri);
    else return undefined;
  }
  for (const [host, paths] of http) targets.add(`host:${host}${joinPath(...commonStart(paths))}`);
  return [...targets].sort();
};

/** What evidence says a thing leads to, without the target groups that stand before what is really reached. */
export const statedTargets = (leadsTo: readonly string[]): readonly string[] => {
  const named = [...new Set(leadsTo.map((target) => unversioned(target)))];
  const behind = named.filter((target) => !isTargetGroup(target));
  return (behind.length > 0 ? behind : named).sort();
};
