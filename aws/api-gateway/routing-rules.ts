import type { DomainName } from '@aws-sdk/client-api-gateway';
import { ListRoutingRulesCommand, type RoutingRule } from '@aws-sdk/client-apigatewayv2';
import type { MappedApi } from '../../core/gateway/gateway-account.ts';
import type { GatewayClients } from './clients.ts';
import { allPages } from './pages.ts';

/** Where one path of a domain leads. */
export type Target = Pick<MappedApi, 'apiId' | 'basePath' | 'stage' | 'rule'>;

/** API Gateway's word for the root of a domain. */
export const rootPath = '(none)';

/** All conditions of a rule must hold; of one condition, any of its values. A rule without a path is for every path. */
const targetsOf = ({ Priority = 0, Conditions = [], Actions = [] }: RoutingRule): Target[] => {
  const paths = Conditions.flatMap(({ MatchBasePaths }) => MatchBasePaths?.AnyOf ?? []);
  const headers = Conditions.flatMap(({ MatchHeaders }) =>
    MatchHeaders
      ? [(MatchHeaders.AnyOf ?? []).map(({ Header, ValueGlob }) => `${Header}: ${ValueGlob}`)]
      : [],
  );
  return Actions.flatMap(({ InvokeApi }) =>
    (paths.length > 0 ? paths : [rootPath]).map((basePath) => ({
      apiId: InvokeApi?.ApiId ?? '',
      basePath,
      stage: InvokeApi?.Stage ?? '',
      rule: { priority: Priority, headers, stripBasePath: InvokeApi?.StripBasePath ?? false },
    })),
  );
};

/** What the routing rules of a domain lead to, in the order in which API Gateway tries them. */
export const routingRules = async (
  { http }: GatewayClients,
  { domainName, domainNameId }: DomainName,
): Promise<Target[]> => {
  const rules = await allPages(async (NextToken) => {
    const page = await http.send(
      new ListRoutingRulesCommand({
        DomainName: domainName,
        DomainNameId: domainNameId,
        MaxResults: 100,
        NextToken,
      }),
    );
    return { items: page.RoutingRules, next: page.NextToken };
  });
  return rules.toSorted((a, b) => (a.Priority ?? 0) - (b.Priority ?? 0)).flatMap(targetsOf);
};
