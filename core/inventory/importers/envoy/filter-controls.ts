import type { GatewayControl } from '../../../gateway/controls.ts';
import { type ConfigNode, hasAt, isTrueAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';
import { forSome } from '../route-controls.ts';
import type { ServedRequests } from '../served-requests.ts';
import type { RouteFilter } from './http-filters.ts';
import { jwtControl } from './jwt-authn.ts';
import { rbacControls } from './rbac.ts';
import type { EnvoyMatch } from './route-match.ts';

type Judgement = Pick<RouteControl, 'effective' | 'disarmedBy'>;
const yes: Judgement = { effective: 'yes' };

const denominators: Readonly<Record<string, number>> = {
  HUNDRED: 100,
  TEN_THOUSAND: 10_000,
  MILLION: 1_000_000,
};

/** Share of the requests, 0–1. @returns undefined when it is not said. */
const fractionAt = (node: ConfigNode, name: string): number | undefined => {
  const value = nodeAt(node, name, 'default_value');
  const fraction = hasAt(value) ? value : nodeAt(node, name);
  if (!hasAt(fraction)) return undefined;
  const numerator = Number(textAt(fraction, 'numerator') || '0');
  return numerator / (denominators[textAt(fraction, 'denominator') || 'HUNDRED'] ?? 100);
};

const shareJudgement = (share: number, name: string): Judgement => {
  if (share >= 1) return yes;
  const disarmedBy = `${name} is ${Math.round(share * 100)} % of the requests.`;
  return share > 0 ? { effective: 'conditional', disarmedBy } : { effective: 'no', disarmedBy };
};

const authorizerJudgement = (filter: RouteFilter): Judgement => {
  if (isTrueAt(filter.config, 'failure_mode_allow'))
    return {
      effective: 'conditional',
      disarmedBy: 'Requests pass while the authorizer is down: failure_mode_allow.',
    };
  if (hasAt(filter.config, 'filter_enabled_metadata'))
    return { effective: 'unknown', disarmedBy: 'Metadata of the request decides: filter_enabled_metadata.' };
  return shareJudgement(fractionAt(filter.config, 'filter_enabled') ?? 1, 'filter_enabled');
};

/** Both shares are 0 unless they are written. */
const localLimitJudgement = (filter: RouteFilter): Judgement => {
  const config = filter.own ?? filter.config;
  if (!hasAt(config, 'token_bucket'))
    return { effective: 'no', disarmedBy: 'No token bucket holds for this route.' };
  const enabled = shareJudgement(fractionAt(config, 'filter_enabled') ?? 0, 'filter_enabled');
  if (enabled.effective !== 'yes') return enabled;
  return shareJudgement(fractionAt(config, 'filter_enforced') ?? 0, 'filter_enforced');
};

const globalLimitJudgement = (filter: RouteFilter, levels: readonly ConfigNode[]): Judgement => {
  const actions = [
    ...levels.flatMap((level) => [
      ...itemsAt(level, 'rate_limits'),
      ...itemsAt(level, 'route', 'rate_limits'),
    ]),
    ...(filter.own ? itemsAt(filter.own, 'rate_limits') : []),
    ...itemsAt(filter.config, 'rate_limits'),
  ];
  if (actions.length === 0)
    return {
      effective: 'no',
      disarmedBy: 'Neither the route nor its virtual host has rate_limits, so that nothing is counted.',
    };
  for (const name of ['filter_enabled', 'filter_enforced']) {
    const judgement = shareJudgement(fractionAt(filter.config, name) ?? 1, name);
    if (judgement.effective !== 'yes') return judgement;
  }
  return { effective: 'unknown', disarmedBy: 'The limits stand in the rate limit service.' };
};

const signInJudgement = (filter: RouteFilter): Judgement =>
  [nodeAt(filter.config, 'config'), filter.config].some(
    (node) => itemsAt(node, 'pass_through_matcher').length > 0,
  )
    ? { effective: 'conditional', disarmedBy: 'Requests that pass_through_matcher fits skip the sign-in.' }
    : yes;

const concurrencyJudgement = (filter: RouteFilter): Judgement =>
  hasAt(filter.config, 'enabled') && !isTrueAt(filter.config, 'enabled', 'default_value')
    ? { effective: 'no', disarmedBy: 'It is switched off: enabled.default_value is false.' }
    : yes;

interface Judged {
  readonly control: GatewayControl;
  readonly judge: (filter: RouteFilter, levels: readonly ConfigNode[]) => Judgement;
}

const always = (): Judgement => yes;

const judged: Readonly<Record<string, Judged>> = {
  ext_authz: { control: 'custom-authorizer', judge: authorizerJudgement },
  local_ratelimit: { control: 'rate-limit', judge: localLimitJudgement },
  ratelimit: { control: 'rate-limit', judge: globalLimitJudgement },
  basic_auth: { control: 'basic', judge: always },
  api_key_auth: { control: 'api-key', judge: always },
  oauth2: { control: 'oidc', judge: signInJudgement },
  buffer: { control: 'payload-limit', judge: always },
  adaptive_concurrency: { control: 'concurrency-limit', judge: concurrencyJudgement },
};

const switchedOff = 'The filter is switched off for this route.';

/** Programs in a filter can be a firewall; what they block is not seen. */
const programControls = (filter: RouteFilter): readonly RouteControl[] =>
  ['wasm', 'golang', 'dynamic_modules', 'ext_proc'].includes(filter.kind) &&
  /waf|coraza|modsecurity/i.test(JSON.stringify(filter.config.value))
    ? [
        {
          control: 'waf',
          effective: 'unknown',
          proof: proofOf(filter.config),
          disarmedBy: filter.disabled
            ? switchedOff
            : 'What the program blocks stands in its own configuration.',
        },
      ]
    : [];

/**
 * What the HTTP filters ask on a route.
 * @param levels The route, its virtual host and its route table.
 * @param earlier Matches of the routes that are tried before it.
 */
export const filterControls = (
  filters: readonly RouteFilter[],
  levels: readonly ConfigNode[],
  served: ServedRequests,
  earlier: readonly EnvoyMatch[],
): readonly RouteControl[] =>
  filters.flatMap((filter): readonly RouteControl[] => {
    if (filter.kind === 'rbac') return rbacControls(filter, served);
    const rule = judged[filter.kind];
    const found: RouteControl | undefined =
      filter.kind === 'jwt_authn'
        ? jwtControl(filter, served, earlier)
        : rule && { control: rule.control, proof: proofOf(filter.config), ...rule.judge(filter, levels) };
    if (!found) return programControls(filter);
    if (filter.disabled) return [{ ...found, effective: 'no', disarmedBy: switchedOff }];
    return filter.divided
      ? forSome([found], 'Some of the weighted clusters have a configuration of their own.')
      : [found];
  });
