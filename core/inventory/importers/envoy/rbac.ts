import { isMapping } from '../../../documentation/mapping.ts';
import type { GatewayControl } from '../../../gateway/controls.ts';
import { type ConfigNode, entriesAt, hasAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';
import { everyone } from '../networks.ts';
import { anyCoverage, type Coverage } from '../request-paths.ts';
import type { ServedRequests } from '../served-requests.ts';
import type { RouteFilter } from './http-filters.ts';
import { permissionCoverage } from './route-match.ts';

const asks = ['ip-allow-list', 'consumer-acl', 'scopes'] as const satisfies readonly GatewayControl[];
type Ask = (typeof asks)[number];

const maxDepth = 20;

const network = (node: ConfigNode): string =>
  `${textAt(node, 'address_prefix')}/${textAt(node, 'prefix_len') || '0'}`;
const sources = ['source_ip', 'remote_ip', 'direct_remote_ip'];

/** What a caller must show to be this principal. */
const principalAsks = (principal: ConfigNode, depth = 0): readonly Ask[] => {
  if (depth > maxDepth) return [];
  const inner = (node: ConfigNode): readonly Ask[] => principalAsks(node, depth + 1);
  if (hasAt(principal, 'and_ids')) return itemsAt(principal, 'and_ids', 'ids').flatMap(inner);
  if (hasAt(principal, 'or_ids')) {
    const all = itemsAt(principal, 'or_ids', 'ids').map(inner);
    return asks.filter((ask) => all.length > 0 && all.every((one) => one.includes(ask)));
  }
  const source = sources.find((name) => hasAt(principal, name));
  if (source) return everyone(network(nodeAt(principal, source))) ? [] : ['ip-allow-list'];
  if (hasAt(principal, 'authenticated', 'principal_name')) return ['consumer-acl'];
  const metadata = ['metadata', 'sourced_metadata'].map((name) => textAt(principal, name, 'filter'));
  return metadata.some((filter) => filter.includes('jwt_authn')) ? ['scopes'] : [];
};

interface Policy {
  readonly coverage: Coverage;
  readonly principals: readonly ConfigNode[];
  readonly proof: string;
}

const policiesFor = (rules: ConfigNode, served: ServedRequests): readonly Policy[] =>
  entriesAt(rules, 'policies')
    .map(([, policy]) => ({
      coverage: anyCoverage(itemsAt(policy, 'permissions').map((one) => permissionCoverage(one, served))),
      principals: itemsAt(policy, 'principals'),
      proof: proofOf(policy),
    }))
    .filter(({ coverage }) => coverage !== 'none');

const allowed = (policies: readonly Policy[], ask: Ask): RouteControl['effective'] | undefined => {
  const ways = policies.flatMap(({ principals }) =>
    principals.map((one) => principalAsks(one).includes(ask)),
  );
  if (!ways.includes(true)) return undefined;
  return ways.includes(false) ? 'conditional' : 'yes';
};

/** Whoever is not of a network is refused. */
const denied = (policies: readonly Policy[], ask: Ask): RouteControl['effective'] | undefined => {
  const refusing = policies.filter(({ principals }) =>
    principals.some((one) => hasAt(one, 'not_id') && principalAsks(nodeAt(one, 'not_id')).includes(ask)),
  );
  if (refusing.length === 0) return undefined;
  return refusing.some(({ coverage }) => coverage === 'all') ? 'yes' : 'conditional';
};

/** Every policy is held against every route: no proxy needs more. */
const maxPolicies = 500;

const ruleControls = (
  rules: ConfigNode,
  served: ServedRequests,
  disarmed?: string,
): readonly RouteControl[] => {
  if (entriesAt(rules, 'policies').length > maxPolicies) {
    const disarmedBy = 'There are too many policies to hold every one against every route.';
    return [{ control: 'consumer-acl', effective: 'unknown', proof: proofOf(rules), disarmedBy }];
  }
  const policies = policiesFor(rules, served);
  const action = textAt(rules, 'action') || 'ALLOW';
  const judge = action === 'DENY' || action === '1' ? denied : allowed;
  const logsOnly =
    action === 'LOG' || action === '2' ? 'The action is LOG, which refuses nobody.' : undefined;
  return asks.flatMap((control): readonly RouteControl[] => {
    const effective = judge(policies, control);
    if (!effective) return [];
    const proof = policies[0]?.proof ?? proofOf(rules);
    const off = disarmed ?? logsOnly;
    if (off) return [{ control, effective: 'no', proof, disarmedBy: off }];
    if (effective === 'yes') return [{ control, effective, proof }];
    return [{ control, effective, proof, disarmedBy: 'Some policies let requests through without it.' }];
  });
};

/** What the role-based filter asks on a route. Shadow rules are only counted. */
export const rbacControls = (filter: RouteFilter, served: ServedRequests): readonly RouteControl[] => {
  const ofRoute = filter.own ? nodeAt(filter.own, 'rbac') : undefined;
  const config = filter.own && isMapping(filter.own.value) ? ofRoute : filter.config;
  const shadow = 'The rules are shadow rules, which are counted and refuse nobody.';
  const active = config && !filter.disabled ? config : undefined;
  if (!active || !hasAt(active)) {
    const off = 'The filter is switched off for this route.';
    return ruleControls(nodeAt(filter.config, 'rules'), served, off);
  }
  if (hasAt(active, 'matcher'))
    return [
      {
        control: 'consumer-acl',
        effective: 'unknown',
        proof: proofOf(nodeAt(active, 'matcher')),
        disarmedBy: 'The rules are a matcher tree, which is not judged.',
      },
    ];
  if (hasAt(active, 'rules')) return ruleControls(nodeAt(active, 'rules'), served);
  return ruleControls(nodeAt(active, 'shadow_rules'), served, shadow);
};
