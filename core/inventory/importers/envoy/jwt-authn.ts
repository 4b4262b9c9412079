import { type ConfigNode, entriesAt, hasAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';
import type { ServedRequests } from '../served-requests.ts';
import type { RouteFilter } from './http-filters.ts';
import { type EnvoyMatch, isTaken, matchCoverage, readMatch } from './route-match.ts';

/** Whether a requirement lets a request pass without a token. */
type Demand = 'required' | 'optional' | 'none';

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

interface Met {
  readonly demand: Demand;
  readonly proof: string;
}

/**
 * The first rule that fits decides; behind the last, and for a rule without a requirement, no token is asked for. A
 * rule for what a route further up takes away is never met: `/health` beside `/`.
 */
const rulesFor = (
  filter: RouteFilter,
  served: ServedRequests,
  earlier: readonly EnvoyMatch[],
): readonly Met[] => {
  const own = filter.own && textAt(filter.own, 'requirement_name');
  if (own) {
    const requirement = namedRequirement(filter.config, own);
    return [
      { demand: requirement ? demandOf(requirement) : 'none', proof: proofOf(requirement ?? filter.config) },
    ];
  }
  const met: Met[] = [];
  for (const rule of itemsAt(filter.config, 'rules')) {
    const match = nodeAt(rule, 'match');
    const coverage = matchCoverage(match, served);
    if (coverage === 'none' || (coverage === 'some' && isTaken(readMatch(match), earlier))) continue;
    const name = textAt(rule, 'requirement_name');
    const requirement = name ? namedRequirement(filter.config, name) : nodeAt(rule, 'requires');
    met.push({ demand: requirement ? demandOf(requirement) : 'none', proof: proofOf(rule) });
    if (coverage === 'all') return met;
  }
  return [...met, { demand: 'none', proof: proofOf(filter.config) }];
};

/**
 * Whether a token is demanded and verified on a route.
 * @param earlier Matches of the routes that are tried before it.
 */
export const jwtControl = (
  filter: RouteFilter,
  served: ServedRequests,
  earlier: readonly EnvoyMatch[],
): RouteControl => {
  const met = rulesFor(filter, served, earlier);
  const required = met.find(({ demand }) => demand === 'required');
  const optional = met.find(({ demand }) => demand === 'optional');
  if (required && met.every(({ demand }) => demand === 'required'))
    return { control: 'jwt', effective: 'yes', proof: required.proof };
  if (required) {
    const disarmedBy = 'Some requests to the route meet a rule that asks for no token, or no rule.';
    return { control: 'jwt', effective: 'conditional', proof: required.proof, disarmedBy };
  }
  if (optional) {
    const disarmedBy =
      'A request without a token passes: the requirement is met by allow_missing or by no check.';
    return { control: 'jwt', effective: 'no', proof: optional.proof, disarmedBy };
  }
  const disarmedBy = 'No rule of the filter asks for a token on this route.';
  return { control: 'jwt', effective: 'no', proof: met[0]?.proof ?? proofOf(filter.config), disarmedBy };
};
