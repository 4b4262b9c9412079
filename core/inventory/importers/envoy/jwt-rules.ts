import { type ConfigNode, entriesAt, hasAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import { type EnvoyMatch, readMatch } from './route-match.ts';

/** Whether a requirement lets a request pass without a token. */
export type Demand = 'required' | 'optional' | 'none';

const maxDepth = 20;

const demandOf = (requirement: ConfigNode, depth = 0): Demand => {
  if (!hasAt(requirement) || depth > maxDepth) return 'none';
  for (const name of ['allow_missing', 'allow_missing_or_failed', 'extract_only_without_validation'])
    if (hasAt(requirement, name)) return 'optional';
  if (textAt(requirement, 'provider_name') || hasAt(requirement, 'provider_and_audiences')) return 'required';
  for (const [name, of] of [
    ['requires_any', 'any'],
    ['requires_all', 'all'],
  ] as const) {
    if (!hasAt(requirement, name)) continue;
    const demands = itemsAt(requirement, name, 'requirements').map((one) => demandOf(one, depth + 1));
    if (demands.length === 0) return 'none';
    const isRequired = (demand: Demand): boolean => demand === 'required';
    return (of === 'any' ? demands.every(isRequired) : demands.some(isRequired)) ? 'required' : 'optional';
  }
  return 'none';
};

const namedRequirement = (filter: ConfigNode, name: string): ConfigNode | undefined =>
  entriesAt(filter, 'requirement_map').find(([key]) => key === name)?.[1];

/** What the named requirement of a filter demands; nothing, where there is none of that name. */
export const namedDemand = (
  filter: ConfigNode,
  name: string,
): { readonly demand: Demand; readonly proof: string } => {
  const requirement = namedRequirement(filter, name);
  return { demand: requirement ? demandOf(requirement) : 'none', proof: proofOf(requirement ?? filter) };
};

/** A rule of `jwt_authn`, read once for all the routes that it is held against. */
export interface JwtRule {
  readonly match: EnvoyMatch;
  readonly demand: Demand;
  readonly proof: () => string;
}

export const readJwtRules = (filter: ConfigNode): readonly JwtRule[] =>
  itemsAt(filter, 'rules').map((rule) => {
    const name = textAt(rule, 'requirement_name');
    const requirement = name ? namedRequirement(filter, name) : nodeAt(rule, 'requires');
    return {
      match: readMatch(nodeAt(rule, 'match')),
      demand: requirement ? demandOf(requirement) : 'none',
      proof: () => proofOf(rule),
    };
  });
