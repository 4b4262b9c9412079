import {
  GetAccountCommand,
  GetClientCertificatesCommand,
  GetUsagePlansCommand,
  GetVpcLinksCommand,
  type UsagePlan,
} from '@aws-sdk/client-api-gateway';
import { GetVpcLinksCommand as GetVpcLinksV2Command } from '@aws-sdk/client-apigatewayv2';
import type { AccountUsagePlan, GatewayAccount, GatewayVpcLink } from '../../core/gateway/gateway-account.ts';
import { known } from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { defined } from './defined.ts';
import { readDomains } from './domains.ts';
import { httpPages, restPages } from './pages.ts';
import { mapReading, type Trail } from './readings.ts';
import type { GatewayPlace } from './rest-settings.ts';

export const readAccountSettings = async (
  { rest }: GatewayClients,
  region: string,
  trail: Trail,
): Promise<GatewayAccount['settings']> =>
  mapReading(
    await trail.read(
      'GetAccount',
      () => rest.send(new GetAccountCommand({})),
      `arn:aws:apigateway:${region}::/account`,
    ),
    ({ throttleSettings, cloudwatchRoleArn }) =>
      known({
        ...(throttleSettings ? { throttle: defined({ ...throttleSettings }) } : {}),
        ...defined({ cloudwatchRoleArn }),
      }),
  );

const planOf = ({ id = '', name = '', apiStages = [], throttle, quota }: UsagePlan): AccountUsagePlan => ({
  id,
  name,
  apis: apiStages.map(({ apiId = '', stage = '', throttle: methods = {} }) => ({
    apiId,
    stage,
    methodThrottles: Object.fromEntries(
      Object.entries(methods).map(([method, limits]) => [method, defined({ ...limits })]),
    ),
  })),
  ...(throttle ? { throttle: defined({ ...throttle }) } : {}),
  ...(quota?.limit !== undefined ? { quota: { limit: quota.limit, period: quota.period ?? '' } } : {}),
});

/** Links of both versions; an endpoint that does not know one version has no links of it. */
const readVpcLinks = async (
  { rest, http }: GatewayClients,
  region: string,
  trail: Trail,
): Promise<GatewayAccount['vpcLinks']> => {
  const about = `arn:aws:apigateway:${region}::/vpclinks`;
  const first = await trail.read(
    'GetVpcLinks',
    () => restPages((page) => rest.send(new GetVpcLinksCommand(page))),
    about,
  );
  const second = await trail.read(
    'GetVpcLinks',
    () => httpPages((page) => http.send(new GetVpcLinksV2Command(page))),
    about,
  );
  const missing = [first, second].find((one) => !one.known && one.reason !== 'UNSUPPORTED');
  if (missing && !missing.known) return missing;
  if (!first.known && !second.known) return first;
  const links: GatewayVpcLink[] = [];
  for (const { id = '', name = '', status = '', targetArns = [] } of first.known ? first.value : [])
    links.push({ id, name, version: 1, status, targetArns, subnetIds: [], securityGroupIds: [] });
  for (const link of second.known ? second.value : [])
    links.push({
      id: link.VpcLinkId ?? '',
      name: link.Name ?? '',
      version: 2,
      status: link.VpcLinkStatus ?? '',
      targetArns: [],
      subnetIds: link.SubnetIds ?? [],
      securityGroupIds: link.SecurityGroupIds ?? [],
    });
  return known(links);
};

/** What all APIs of the account and Region share: seven calls, and two or three for each custom domain. */
export const readAccount = async (
  clients: GatewayClients,
  { account, region }: GatewayPlace,
  trail: Trail,
): Promise<GatewayAccount> => ({
  account,
  region,
  settings: await readAccountSettings(clients, region, trail),
  domains: await readDomains(clients, region, trail),
  usagePlans: mapReading(
    await trail.read(
      'GetUsagePlans',
      () => restPages((page) => clients.rest.send(new GetUsagePlansCommand(page))),
      `arn:aws:apigateway:${region}::/usageplans`,
    ),
    (plans) => known(plans.map(planOf)),
  ),
  vpcLinks: await readVpcLinks(clients, region, trail),
  clientCertificates: mapReading(
    await trail.read(
      'GetClientCertificates',
      () => restPages((page) => clients.rest.send(new GetClientCertificatesCommand(page))),
      `arn:aws:apigateway:${region}::/clientcertificates`,
    ),
    (certificates) =>
      known(
        certificates.map(({ clientCertificateId = '', createdDate, expirationDate }) => ({
          id: clientCertificateId,
          ...defined({ createdAt: createdDate?.toISOString(), expiresAt: expirationDate?.toISOString() }),
        })),
      ),
  ),
  observedAt: trail.startedAt,
  calls: trail.calls,
});
