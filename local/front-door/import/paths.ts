import { resourcePaths } from '../rest-api/definition.ts';
import type { Findings } from './findings.ts';

/** Resources of one REST API ("Amazon API Gateway quotas"). */
const mostResources = 300;

const isVariable = (segment: string): boolean => /^\{[^{}]+\}$/.test(segment);
const isGreedy = (segment: string): boolean => /^\{[^{}]+\+\}$/.test(segment);
const nameOf = (segment: string): string => segment.slice(1, -1).replace(/\+$/, '');

const legalSegment = /^[A-Za-z0-9_\-.,:]+$/;
/** Not documented; measured on AWS. */
export const legalName = /^[a-zA-Z0-9:._$-]+$/;

const faultOfSegment = (segment: string): string | undefined => {
  if (isVariable(segment)) {
    return legalName.test(nameOf(segment)) ? undefined : `Invalid path parameter name: ${segment}`;
  }
  if (segment.includes('{') || segment.includes('}'))
    return `Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.`;
  return legalSegment.test(segment)
    ? undefined
    : `Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.`;
};

/** The names of a path's variables. */
export const pathVariables = (path: string): string[] => path.split('/').filter(isVariable).map(nameOf);

/** Reports every path that API Gateway cannot make a tree of resources from. */
export const checkPaths = (paths: readonly string[], findings: Findings): void => {
  const resources = resourcePaths(paths);
  // The root counts as well.
  if (resources.length + 1 > mostResources)
    findings.error(`Maximum number of resources for this API has been reached: ${mostResources}.`);

  const variableOf = new Map<string, string>();
  for (const resource of resources) {
    const cut = resource.lastIndexOf('/');
    const parent = resource.slice(0, cut);
    const segment = resource.slice(cut + 1);
    const refuse = (why: string) => findings.error(`Unable to create resource at path '${resource}': ${why}`);

    const fault = faultOfSegment(segment);
    if (fault) refuse(fault);
    if (isGreedy(parent.slice(parent.lastIndexOf('/') + 1)))
      refuse('Cannot create a child of a resource with a greedy path variable');
    if (!isVariable(segment)) continue;
    const sibling = variableOf.get(parent);
    if (sibling)
      refuse(
        `A sibling (${sibling}) of this resource already has a variable path part -- only one is allowed`,
      );
    else variableOf.set(parent, segment);
  }
};
