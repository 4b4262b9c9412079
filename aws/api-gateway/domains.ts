import { GetBasePathMappingsCommand, GetDomainNamesCommand } from '@aws-sdk/client-api-gateway';
import { GetApiMappingsCommand } from '@aws-sdk/client-apigatewayv2';
import { type DomainMapping, known, type Reading, unread } from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { allPages } from './pages.ts';
import type { Trail } from './readings.ts';

/** A mapping with the API it leads to. */
export type MappedApi = DomainMapping & { readonly apiId: string };

type Target = Pick<MappedApi, 'apiId' | 'basePath' | 'stage'>;

const root = '(none)';

const domainNames = ({ rest }: GatewayClients) =>
  allPages(async (position) => {
    const page = await rest.send(new GetDomainNamesCommand({ limit: 500, position }));
    return { items: page.items, next: page.position };
  });

const basePathMappings = async (
  { rest }: GatewayClients,
  domainName: string,
  /** Private custom domains have an id beside their name. */
  domainNameId: string | undefined,
): Promise<Target[]> => {
  const all = await allPages(async (position) => {
    const page = await rest.send(
      new GetBasePathMappingsCommand({ domainName, domainNameId, limit: 500, position }),
    );
    return { items: page.items, next: page.position };
  });
  return all.map(({ restApiId = '', basePath, stage = '' }) => ({
    apiId: restApiId,
    basePath: basePath || root,
    stage,
  }));
};

const apiMappings = async ({ http }: GatewayClients, DomainName: string): Promise<Target[]> => {
  const all = await allPages(async (NextToken) => {
    const page = await http.send(new GetApiMappingsCommand({ DomainName, NextToken }));
    return { items: page.Items, next: page.NextToken };
  });
  return all.map(({ ApiId = '', ApiMappingKey, Stage = '' }) => ({
    apiId: ApiId,
    basePath: ApiMappingKey || root,
    stage: Stage,
  }));
};

/**
 * Every mapping of every custom domain of the account and Region; one that cannot be read makes the whole unread,
 * because it may lead to any API. Both versions of the control plane are asked: mappings of several path segments
 * and those to HTTP APIs are told by version 2, the newer TLS policies by version 1.
 */
export const readDomains = async (
  clients: GatewayClients,
  trail: Trail,
): Promise<Reading<readonly MappedApi[]>> => {
  const domains = await trail.read('GetDomainNames', () => domainNames(clients));
  if (!domains.known) return domains;
  const mapped: MappedApi[] = [];
  for (const domain of domains.value) {
    const { domainName = '', domainNameId, securityPolicy, mutualTlsAuthentication } = domain;
    if (domain.routingMode?.startsWith('ROUTING_RULE'))
      return unread('UNSUPPORTED', `${domainName} leads to APIs by routing rules, which are not read.`);
    const first = await trail.read('GetBasePathMappings', () =>
      basePathMappings(clients, domainName, domainNameId),
    );
    if (!first.known) return unread(first.reason, `${domainName}: ${first.message}`);
    const second = await trail.read('GetApiMappings', () => apiMappings(clients, domainName));
    // An endpoint that does not know version 2 has no mappings of it either; private domains are not part of it.
    const absent = !second.known && (second.reason === 'UNSUPPORTED' || domainNameId !== undefined);
    if (!second.known && !absent) return unread(second.reason, `${domainName}: ${second.message}`);
    const targets = new Map(
      [...(second.known ? second.value : []), ...first.value].map((target) => [target.basePath, target]),
    );
    for (const target of targets.values())
      mapped.push({
        domainName,
        ...(securityPolicy ? { securityPolicy } : {}),
        mutualTls: Boolean(mutualTlsAuthentication?.truststoreUri),
        ...target,
      });
  }
  return known(mapped);
};
