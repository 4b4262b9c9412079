import { GetRestApiCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { GetApiCommand, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { type GatewayAccount, withShared } from '../../core/gateway/gateway-account.ts';
import { apiArn, type GatewayApi, type ListedApi } from '../../core/gateway/gateway-api.ts';
import type { ApiFamily, ApiReadingOptions, Failing, SweepReader } from '../../core/gateway/sweep-ports.ts';
import type { Clock, GatewayReader } from '../../core/ports.ts';
import { systemClock } from '../clock.ts';
import { dynamoTokenBucket } from '../dynamodb/token-bucket.ts';
import { memberCredentials } from '../sts/member-role.ts';
import { readAccount, readAccountSettings } from './account.ts';
import { type ClientOptions, gatewayClients } from './clients.ts';
import { listedHttpApi, readHttpApi } from './http-api.ts';
import { httpPages, restPages } from './pages.ts';
import { trail } from './readings.ts';
import { readRestApi } from './rest-api.ts';
import { listedRestApi } from './rest-settings.ts';

export interface GatewayReaderOptions extends Partial<ClientOptions> {
  readonly clock?: Clock;
}

/**
 * Reads one account and Region of API Gateway, one call after the other. What all APIs share is read once per reader.
 * Without options: the role of the member account or the credentials of the environment, and the deployment's own
 * token bucket.
 */
export const gatewayReader = (
  account: string,
  region: string,
  options: GatewayReaderOptions = {},
): GatewayReader & SweepReader => {
  const clock = options.clock ?? systemClock;
  const counts: Record<string, number> = {};
  const credentials = options.credentials ?? memberCredentials(account);
  const clients = gatewayClients(account, region, {
    ...options,
    ...(credentials ? { credentials } : {}),
    quota: options.quota ?? dynamoTokenBucket(clock),
    onCall(operation) {
      counts[operation] = (counts[operation] ?? 0) + 1;
      options.onCall?.(operation);
    },
  });
  const place = { account, region };
  const spent = (): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

  const lists: Readonly<Record<ApiFamily, () => Promise<ListedApi[]>>> = {
    REST: async () => {
      const all = await restPages((page) => clients.rest.send(new GetRestApisCommand(page)));
      return all.map((api) => listedRestApi(place, api));
    },
    V2: async () => {
      const all = await httpPages((page) => clients.http.send(new GetApisCommand(page)));
      return all.map((api) => listedHttpApi(place, api));
    },
  };

  const readApi = async (listed: ListedApi, how: ApiReadingOptions = {}): Promise<Failing<GatewayApi>> => {
    const { allowance = Number.POSITIVE_INFINITY } = how;
    const before = spent();
    const own = trail(clock, { about: apiArn(listed), allows: () => spent() - before < allowance });
    const read = listed.kind === 'REST' ? readRestApi : readHttpApi;
    return { value: await read(clients, listed, own, how), failures: own.failures };
  };

  let shared: Promise<Failing<GatewayAccount>> | undefined;
  const sharedOnce = (): Promise<Failing<GatewayAccount>> => {
    const own = trail(clock);
    shared ??= readAccount(clients, place, own).then((value) => ({ value, failures: own.failures }));
    return shared;
  };

  /** One API by its id, whole, with what it shares with others. */
  const readOne = async (call: string, ask: () => Promise<ListedApi>): Promise<GatewayApi> => {
    const first = trail(clock);
    const { value: api } = await readApi(await first.must(call, ask));
    const { value: account } = await sharedOnce();
    return withShared({ ...api, calls: [...first.calls, ...api.calls] }, account);
  };

  const names = (apis: readonly ListedApi[]) => apis.map(({ gatewayId, name }) => ({ id: gatewayId, name }));

  return {
    account,
    region,
    listRestApis: async () => names(await lists.REST()),
    listHttpApis: async () => names(await lists.V2()),
    readRestApi: (restApiId) =>
      readOne('GetRestApi', async () =>
        listedRestApi(place, await clients.rest.send(new GetRestApiCommand({ restApiId }))),
      ),
    readHttpApi: (ApiId) =>
      readOne('GetApi', async () =>
        listedHttpApi(place, await clients.http.send(new GetApiCommand({ ApiId }))),
      ),
    async accountThrottle() {
      const settings = await readAccountSettings(clients, region, trail(clock));
      const { rateLimit, burstLimit } = (settings.known && settings.value.throttle) || {};
      return rateLimit === undefined || burstLimit === undefined ? undefined : { rateLimit, burstLimit };
    },
    async list(family) {
      const own = trail(clock);
      const value = await own.read(family === 'REST' ? 'GetRestApis' : 'GetApis', lists[family]);
      return { value, failures: own.failures };
    },
    readAccount: sharedOnce,
    readApi,
    calls: () => ({ ...counts }),
  };
};
