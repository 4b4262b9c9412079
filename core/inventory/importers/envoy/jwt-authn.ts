import { proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';
import type { ServedRequests } from '../served-requests.ts';
import type { RouteFilter } from './http-filters.ts';
import { type Demand, namedDemand } from './jwt-rules.ts';
import { type EnvoyMatch, isTaken, matchCoverage } from './route-match.ts';

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
  if (own) return [namedDemand(filter.config, own)];
  const met: Met[] = [];
  for (const { match, demand, proof } of filter.jwtRules) {
    const coverage = matchCoverage(match, served);
    if (coverage === 'none' || (coverage === 'some' && isTaken(match, earlier))) continue;
    met.push({ demand, proof: proof() });
    if (coverage === 'all') return met;
  }
  return [...met, { demand: 'none', proof: proofOf(filter.config) }];
};

/** Every rule is held against every route: no proxy needs more. */
const maxRules = 1_000;

/**
 * Whether a token is demanded and verified on a route.
 * @param earlier Matches of the routes that are tried before it.
 */
export const jwtControl = (
  filter: RouteFilter,
  served: ServedRequests,
  earlier: readonly EnvoyMatch[],
): RouteControl => {
  if (filter.jwtRules.length > maxRules) {
    const disarmedBy = 'There are too many rules to hold every one against every route.';
    return { control: 'jwt', effective: 'unknown', proof: proofOf(filter.config), disarmedBy };
  }
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
