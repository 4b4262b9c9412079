import {
  type DomainName,
  GetBasePathMappingsCommand,
  GetDomainNameAccessAssociationsCommand,
  GetDomainNamesCommand,
} from '@aws-sdk/client-api-gateway';
import { GetApiMappingsCommand } from '@aws-sdk/client-apigatewayv2';
import type { GatewayDomain, MappedApi } from '../../core/gateway/gateway-account.ts';
import { known, type Reading } from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { defined } from './defined.ts';
import { httpPages, restPages } from './pages.ts';
import type { Trail } from './readings.ts';
import { rootPath, routingRules, type Target } from './routing-rules.ts';

const basePathMappings = async (
  { rest }: GatewayClients,
  domainName: string,
  domainNameId: string | undefined,
): Promise<Target[]> => {
  const all = await restPages((page) =>
    rest.send(new GetBasePathMappingsCommand({ domainName, domainNameId, ...page })),
  );
  return all.map(({ restApiId = '', basePath, stage = '' }) => ({
    apiId: restApiId,
    basePath: basePath || rootPath,
    stage,
  }));
};

const apiMappings = async ({ http }: GatewayClients, DomainName: string): Promise<Target[]> => {
  const all = await httpPages((page) => http.send(new GetApiMappingsCommand({ DomainName, ...page })));
  return all.map(({ ApiId = '', ApiMappingKey, Stage = '' }) => ({
    apiId: ApiId,
    basePath: ApiMappingKey || rootPath,
    stage: Stage,
  }));
};

/**
 * Both versions of the control plane are asked: mappings of several path segments and those to HTTP APIs are told by
 * version 2, which knows nothing of private domains.
 */
const mappedTargets = async (
  clients: GatewayClients,
  { domainName = '', domainNameId }: DomainName,
  about: string,
  trail: Trail,
): Promise<Reading<Target[]>> => {
  const first = await trail.read(
    'GetBasePathMappings',
    () => basePathMappings(clients, domainName, domainNameId),
    about,
  );
  if (!first.known || domainNameId) return first;
  const second = await trail.read('GetApiMappings', () => apiMappings(clients, domainName), about);
  // An endpoint that does not know version 2 has no mappings of it either.
  if (!second.known) return second.reason === 'UNSUPPORTED' ? first : second;
  const byPath = [...second.value, ...first.value].map((target) => [target.basePath, target] as const);
  return known([...new Map(byPath).values()]);
};

const targetsOf = async (
  clients: GatewayClients,
  domain: DomainName,
  about: string,
  trail: Trail,
): Promise<Reading<Target[]>> => {
  const mode = domain.routingMode ?? 'BASE_PATH_MAPPING_ONLY';
  const rules: Reading<Target[]> = mode.startsWith('ROUTING_RULE')
    ? await trail.read('ListRoutingRules', () => routingRules(clients, domain), about)
    : known([]);
  if (!rules.known || mode === 'ROUTING_RULE_ONLY') return rules;
  const mapped = await mappedTargets(clients, domain, about, trail);
  return mapped.known ? known([...rules.value, ...mapped.value]) : mapped;
};

/** VPC endpoints by the ARN of the private domain that they may reach. */
const accessAssociations = async ({ rest }: GatewayClients): Promise<Map<string, string[]>> => {
  const all = await restPages((page) => rest.send(new GetDomainNameAccessAssociationsCommand(page)));
  const byDomain = new Map<string, string[]>();
  for (const { domainNameArn = '', accessAssociationSource = '' } of all)
    byDomain.set(domainNameArn, [...(byDomain.get(domainNameArn) ?? []), accessAssociationSource]);
  return byDomain;
};

/** Every custom domain of the account and Region with all that it leads to. */
export const readDomains = async (
  clients: GatewayClients,
  region: string,
  trail: Trail,
): Promise<Reading<readonly GatewayDomain[]>> => {
  const root = `arn:aws:apigateway:${region}::/domainnames`;
  const names = await trail.read(
    'GetDomainNames',
    () => restPages((page) => clients.rest.send(new GetDomainNamesCommand(page))),
    root,
  );
  if (!names.known) return names;
  const access: Reading<Map<string, string[]>> = names.value.some(({ domainNameId }) => domainNameId)
    ? await trail.read('GetDomainNameAccessAssociations', () => accessAssociations(clients), root)
    : known(new Map());
  const domains: GatewayDomain[] = [];
  for (const domain of names.value) {
    const { domainName = '', securityPolicy, mutualTlsAuthentication } = domain;
    const mutualTls = Boolean(mutualTlsAuthentication?.truststoreUri);
    const hosts = [domain.regionalDomainName, domain.distributionDomainName].flatMap((host) =>
      host ? [host.toLowerCase()] : [],
    );
    const targets = await targetsOf(clients, domain, `${root}/${domainName}`, trail);
    domains.push({
      name: domainName,
      mutualTls,
      ...defined({
        id: domain.domainNameId,
        endpointType: domain.endpointConfiguration?.types?.[0],
        securityPolicy,
        truststoreUri: mutualTlsAuthentication?.truststoreUri,
        certificateArn: domain.regionalCertificateArn ?? domain.certificateArn,
        routingMode: domain.routingMode,
      }),
      mappings: targets.known
        ? known(
            targets.value.map(
              (target): MappedApi => ({
                domainName,
                ...(securityPolicy ? { securityPolicy } : {}),
                mutualTls,
                ...(hosts.length > 0 ? { targets: hosts } : {}),
                ...target,
              }),
            ),
          )
        : targets,
      accessFrom: access.known ? known(access.value.get(domain.domainNameArn ?? '') ?? []) : access,
    });
  }
  return known(domains);
};
