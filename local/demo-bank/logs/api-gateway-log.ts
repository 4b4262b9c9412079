import type { AccessLogField } from '../gateways/access-log.ts';
import { domainName } from '../gateways/estate.ts';
import type { Random } from './random.ts';
import {
  batchHost,
  type Caller,
  filledPath,
  momentOfDay,
  partners,
  scannedPaths,
  scanners,
  usualStatus,
} from './traffic.ts';

/** API → its id in API Gateway. */
export type ApiIds = Readonly<Record<string, string>>;

/** One kind of call that partners make. */
interface Route {
  readonly api: 'payments' | 'consents' | 'accounts' | 'cards' | 'fx-rates';
  readonly method: string;
  readonly template: string;
  readonly status: number;
  readonly weight: number;
  readonly clients: readonly string[];
}

const accountClients = ['fjord-pay', 'klarblick', 'pennywise-ledger', 'mosaic-lending'];
const route = (
  api: Route['api'],
  method: string,
  template: string,
  weight: number,
  clients: readonly string[],
  status = 200,
): Route => ({ api, method, template, weight, clients, status });

/** What partners call. The last three of accounts stand in no document: its catch-all hides them. */
const routes: readonly Route[] = [
  route('payments', 'POST', '/v1/payments', 12, ['fjord-pay', 'harbourstone'], 201),
  route('payments', 'GET', '/v1/payments/{paymentId}', 16, ['fjord-pay', 'harbourstone']),
  route('payments', 'GET', '/v1/payments', 4, ['fjord-pay', 'harbourstone']),
  route('consents', 'POST', '/v1/consents', 2, accountClients.slice(0, 3), 201),
  route('consents', 'GET', '/v1/consents/{consentId}', 5, accountClients.slice(0, 3)),
  route('consents', 'GET', '/v1/consents/{consentId}/status', 9, accountClients.slice(0, 3)),
  route('cards', 'GET', '/v1/cards', 2, ['pennywise-ledger']),
  route('cards', 'GET', '/v1/cards/{cardId}', 3, ['pennywise-ledger']),
  route('fx-rates', 'GET', '/v1/rates', 3, ['klarblick', 'harbourstone']),
  route('fx-rates', 'GET', '/v1/rates/{pair}', 5, ['klarblick', 'harbourstone']),
  route('accounts', 'GET', '/v1/accounts', 14, accountClients),
  route('accounts', 'GET', '/v1/accounts/{accountId}', 20, accountClients),
  route('accounts', 'GET', '/v1/accounts/{accountId}/transactions', 26, accountClients),
  route('accounts', 'POST', '/v1/accounts/{accountId}/statement-requests', 2, accountClients, 202),
  route('accounts', 'GET', '/v1/accounts/{accountId}/standing-orders', 3, accountClients),
  route('accounts', 'GET', '/v1/customers/{customerId}/profile', 1, ['pennywise-ledger', 'mosaic-lending']),
];

/** Their stages, and whether an authorizer tells who calls. */
const stages: Readonly<Record<Route['api'], { stage: string; knowsCaller: boolean; catchAll?: string }>> = {
  payments: { stage: 'live', knowsCaller: true },
  consents: { stage: 'live', knowsCaller: true },
  accounts: { stage: 'prod', knowsCaller: false, catchAll: '/{proxy+}' },
  cards: { stage: 'live', knowsCaller: false },
  'fx-rates': { stage: '$default', knowsCaller: false },
};

/** Served without asking who calls. */
const openRoute = '/v1/consents/{consentId}/status';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `$context.requestTime`: common log format, in UTC. */
const requestTime = (at: Date): string => {
  const [year, month, dayOfMonth] = at.toISOString().slice(0, 10).split('-');
  return `${dayOfMonth}/${months[Number(month) - 1]}/${year}:${at.toISOString().slice(11, 19)} +0000`;
};

interface Call {
  readonly at: Date;
  readonly api: Route['api'];
  readonly method: string;
  readonly path: string;
  readonly template: string;
  readonly status: number;
  readonly caller: Caller;
}

const line = (call: Call, apiIds: ApiIds, random: Random): string => {
  const { stage, knowsCaller, catchAll } = stages[call.api];
  const apiId = apiIds[call.api] ?? '';
  const isHttpApi = call.api === 'fx-rates';
  const isRefused = [401, 403].includes(call.status);
  const hasPrincipal = knowsCaller && !isRefused && call.template !== openRoute;
  const fields: Record<AccessLogField, string> = {
    requestId: `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`,
    requestTime: requestTime(call.at),
    apiId,
    stage,
    domainName: isHttpApi ? `${apiId}.execute-api.us-east-1.amazonaws.com` : domainName,
    httpMethod: call.method,
    path: isHttpApi ? call.path : `/${call.api}${call.path}`,
    resourcePath: isHttpApi ? '-' : (catchAll ?? call.template),
    status: String(call.status),
    protocol: 'HTTP/1.1',
    responseLength: String(isRefused ? 26 : random.whole(90, 4200)),
    responseLatency: String(random.whole(8, 240)),
    sourceIp: random.pick(call.caller.addresses),
    userAgent: call.caller.userAgent,
    principalId: hasPrincipal ? (call.caller.clientId ?? '-') : '-',
  };
  return JSON.stringify(isHttpApi ? { ...fields, routeKey: `${call.method} ${call.template}` } : fields);
};

const partnerCall = (day: Date, random: Random, logged: readonly Route[]): Call => {
  const { api, method, template, status, clients } = random.pick(logged, (one) => one.weight);
  const caller = random.pick(
    partners.filter(({ clientId = '' }) => clients.includes(clientId)),
    (one) => one.weight,
  );
  // A forgotten renewal of a token, now and then.
  const refused = stages[api].knowsCaller && template !== openRoute && random.next() < 0.01;
  return {
    at: new Date(day.getTime() + momentOfDay(random)),
    api,
    method,
    path: filledPath(template, random),
    template,
    status: refused ? 401 : usualStatus(random, status),
    caller,
  };
};

/** The nightly export that the bank's own batch host starts. Nobody documented it. */
const nightlyExport = (day: Date): Call => ({
  at: new Date(day.getTime() + 2.5 * 3_600_000),
  api: 'accounts',
  method: 'POST',
  path: '/internal/export-jobs',
  template: '/internal/export-jobs',
  status: 202,
  caller: batchHost,
});

const scans = (day: Date, random: Random): Call[] =>
  scannedPaths.map((path) => ({
    at: new Date(day.getTime() + random.whole(0, 86_400_000)),
    api: 'accounts',
    method: 'GET',
    path,
    template: path,
    status: 404,
    caller: random.pick(scanners),
  }));

/**
 * One day of the bank's API Gateway access log, sorted by time.
 * @param day midnight, UTC
 * @param accountsLogged whether the stage of `accounts` still writes a log
 */
export const apiGatewayLog = (
  day: Date,
  lines: number,
  apiIds: ApiIds,
  random: Random,
  accountsLogged: boolean,
): string[] => {
  const logged = routes.filter(({ api }) => accountsLogged || api !== 'accounts');
  const own = accountsLogged ? [nightlyExport(day), ...scans(day, random)] : [];
  const calls = [...own, ...Array.from({ length: lines }, () => partnerCall(day, random, logged))];
  return calls.sort((a, b) => a.at.getTime() - b.at.getTime()).map((call) => line(call, apiIds, random));
};
