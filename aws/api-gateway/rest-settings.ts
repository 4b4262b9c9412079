import type { RestApi } from '@aws-sdk/client-api-gateway';
import { known, type ListedApi } from '../../core/gateway/gateway-api.ts';
import { defined } from './defined.ts';

/** Account and Region that are read. */
export interface GatewayPlace {
  readonly account: string;
  readonly region: string;
}

/** The answers escape the policy once more than JSON does. */
const unescapedPolicy = (policy: string): string => {
  try {
    return JSON.parse(`"${policy}"`) as string;
  } catch {
    return policy;
  }
};

/** What GetRestApis tells of one API; GetRestApi tells the same. */
export const listedRestApi = (place: GatewayPlace, api: RestApi): ListedApi => ({
  kind: 'REST',
  account: place.account,
  region: place.region,
  gatewayId: api.id ?? '',
  name: api.name ?? '',
  tags: api.tags ?? {},
  disableExecuteApiEndpoint: known(api.disableExecuteApiEndpoint ?? false),
  ...defined({
    description: api.description,
    version: api.version,
    createdAt: api.createdDate?.toISOString(),
    endpointType: api.endpointConfiguration?.types?.[0],
    vpcEndpointIds: api.endpointConfiguration?.vpcEndpointIds,
    ipAddressType: api.endpointConfiguration?.ipAddressType,
    securityPolicy: api.securityPolicy,
    endpointAccessMode: api.endpointAccessMode,
    apiKeySource: api.apiKeySource,
    resourcePolicy: api.policy && unescapedPolicy(api.policy),
  }),
});
