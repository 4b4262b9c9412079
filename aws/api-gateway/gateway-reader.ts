import { GetAccountCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { type DomainMapping, known, type Reading } from '../../core/gateway/gateway-api.ts';
import type { Clock, GatewayReader } from '../../core/ports.ts';
import { systemClock } from '../clock.ts';
import { dynamoTokenBucket } from '../dynamodb/token-bucket.ts';
import { type ClientOptions, gatewayClients } from './clients.ts';
import { type MappedApi, readDomains } from './domains.ts';
import { readHttpApi } from './http-api.ts';
import { allPages } from './pages.ts';
import { type Trail, trail } from './readings.ts';
import { readRestApi } from './rest-api.ts';

export interface GatewayReaderOptions extends Partial<ClientOptions> {
  readonly clock?: Clock;
}

/** The configuration of another account was asked for without a role in it. */
export class AccountNotReachable extends Error {
  override readonly name = 'AccountNotReachable';
}

/** The account that a deployed function runs in; every function is given the machines' ARNs. */
const ownAccount = (): string | undefined =>
  process.env.GOVERNANCE_CYCLE_MACHINE_ARN?.split(':')[4] || undefined;

/**
 * Reads one account and Region of API Gateway, one call after the other. Domains are read once per reader.
 * Without options: the credentials of the environment, and the deployment's own token bucket.
 */
export const gatewayReader = (
  account: string,
  region: string,
  options: GatewayReaderOptions = {},
): GatewayReader => {
  const clock = options.clock ?? systemClock;
  const clients = gatewayClients(account, region, {
    ...options,
    quota: options.quota ?? dynamoTokenBucket(clock),
  });
  const place = { account, region };

  // With no role in the other account the environment's credentials would answer with this account's APIs.
  const checkAccount = (): void => {
    const own = ownAccount();
    if (own && own !== account && !options.credentials)
      throw new AccountNotReachable(
        `${account} is not the account this runs in (${own}) and no role in it is known.`,
      );
  };

  let domains: Promise<{ mapped: Reading<readonly MappedApi[]>; trail: Trail }> | undefined;
  const domainsOf = async (gatewayId: string, own: Trail): Promise<Reading<readonly DomainMapping[]>> => {
    domains ??= (async () => {
      const read = trail(clock);
      return { mapped: await readDomains(clients, read), trail: read };
    })();
    const { mapped, trail: evidence } = await domains;
    own.calls.push(...evidence.calls);
    if (!mapped.known) return mapped;
    return known(
      mapped.value.filter(({ apiId }) => apiId === gatewayId).map(({ apiId: _, ...mapping }) => mapping),
    );
  };

  return {
    account,
    region,
    async listRestApis() {
      checkAccount();
      const all = await allPages(async (position) => {
        const page = await clients.rest.send(new GetRestApisCommand({ limit: 500, position }));
        return { items: page.items, next: page.position };
      });
      return all.map(({ id = '', name = '' }) => ({ id, name }));
    },
    async listHttpApis() {
      checkAccount();
      const all = await allPages(async (NextToken) => {
        const page = await clients.http.send(new GetApisCommand({ NextToken }));
        return { items: page.Items, next: page.NextToken };
      });
      return all
        .filter(({ ProtocolType }) => ProtocolType === 'HTTP')
        .map(({ ApiId = '', Name = '' }) => ({ id: ApiId, name: Name }));
    },
    async readRestApi(id) {
      checkAccount();
      const own = trail(clock);
      return readRestApi(clients, place, id, own, () => domainsOf(id, own));
    },
    async readHttpApi(id) {
      checkAccount();
      const own = trail(clock);
      return readHttpApi(clients, place, id, own, () => domainsOf(id, own));
    },
    async accountThrottle() {
      checkAccount();
      const answer = await trail(clock).read('GetAccount', () =>
        clients.rest.send(new GetAccountCommand({})),
      );
      const settings = answer.known ? answer.value.throttleSettings : undefined;
      if (settings?.rateLimit === undefined || settings.burstLimit === undefined) return undefined;
      return { rateLimit: settings.rateLimit, burstLimit: settings.burstLimit };
    },
  };
};
