import type { MemberApiIds } from '../estate/create-estate.ts';
import type { Random } from './random.ts';
import { momentOfDay, partners } from './traffic.ts';

/** What is called in the bank's other accounts. What is not here is called by nobody. */
interface MemberCall {
  readonly api: string;
  readonly host: string | 'execute-api';
  readonly region: string;
  readonly stage: string;
  /** Base path of the domain, or the stage, as the client writes it. */
  readonly base: string;
  readonly method: string;
  readonly template: string;
  readonly status: number;
  readonly clients: readonly string[];
}

const call = (
  at: Pick<MemberCall, 'api' | 'host' | 'region' | 'stage' | 'base'>,
  method: string,
  template: string,
  status = 200,
  clients: readonly string[] = ['fjord-pay', 'klarblick', 'pennywise-ledger'],
): MemberCall => ({ ...at, method, template, status, clients });

const mapped = (api: string, host: string) => ({
  api,
  host,
  region: 'us-east-1',
  stage: 'live',
  base: `/${api}`,
});
const statements = mapped('statements', 'retail.demo-bank.test');
const standingOrders = mapped('standing-orders', 'retail.demo-bank.test');
const marketData = mapped('market-data', 'markets.demo-bank.test');
const sepa = {
  api: 'sepa-instant',
  host: 'execute-api',
  region: 'eu-central-1',
  stage: 'live',
  base: '/live',
} as const;
const alerts = {
  api: 'balance-alerts',
  host: 'execute-api',
  region: 'eu-central-1',
  stage: '$default',
  base: '',
} as const;

const calls: readonly MemberCall[] = [
  call(statements, 'GET', '/v1/statements'),
  call(statements, 'GET', '/v1/statements/{id}'),
  call(standingOrders, 'GET', '/v1/standing-orders', 200, ['pennywise-ledger', 'fjord-pay']),
  call(standingOrders, 'GET', '/v2/standing-orders'),
  call(standingOrders, 'POST', '/v2/standing-orders', 201),
  // The document promises 201; since a change in autumn the payment is only accepted.
  call(sepa, 'POST', '/v1/instant-payments', 202, ['fjord-pay', 'harbourstone']),
  call(sepa, 'GET', '/v1/instant-payments/{id}', 200, ['fjord-pay', 'harbourstone']),
  call(alerts, 'GET', '/v1/alerts'),
  call(marketData, 'GET', '/v1/instruments', 200, ['harbourstone', 'klarblick']),
  call(marketData, 'GET', '/v1/instruments/{id}/prices', 200, ['harbourstone', 'klarblick']),
];

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const requestTime = (at: Date): string => {
  const [year, month, day] = at.toISOString().slice(0, 10).split('-');
  return `${day}/${months[Number(month) - 1]}/${year}:${at.toISOString().slice(11, 19)} +0000`;
};

const filled = (template: string, random: Random): string =>
  template.replace('{id}', String(random.whole(100_000, 999_999)));

/**
 * One day of the other accounts' API Gateway logs, sorted by time: a few calls of each kind.
 * @param day midnight, UTC
 */
export const memberGatewayLog = (day: Date, apiIds: MemberApiIds, random: Random): string[] => {
  const all = calls.flatMap((one) =>
    Array.from({ length: 6 }, () => {
      const caller = random.pick(partners.filter(({ clientId = '' }) => one.clients.includes(clientId)));
      return { one, caller, at: new Date(day.getTime() + momentOfDay(random)) };
    }),
  );
  return all
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ one, caller, at }) => {
      const apiId = apiIds[one.api] ?? '';
      return JSON.stringify({
        requestId: `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`,
        requestTime: requestTime(at),
        apiId,
        stage: one.stage,
        domainName:
          one.host === 'execute-api' ? `${apiId}.execute-api.${one.region}.amazonaws.com` : one.host,
        httpMethod: one.method,
        path: `${one.base}${filled(one.template, random)}`,
        status: String(one.status),
        sourceIp: random.pick(caller.addresses),
        userAgent: caller.userAgent,
        principalId: caller.clientId,
      });
    });
};

/** Hosts behind the load balancers of the other accounts. */
const listened = [
  {
    balancer: 'retail-edge',
    host: 'limits.retail.demo-bank.test',
    method: 'GET',
    path: '/limits/v1/limits/{id}',
  },
  {
    balancer: 'retail-edge',
    host: 'offers.retail.demo-bank.test',
    method: 'GET',
    path: '/offers/v1/campaigns',
  },
  {
    balancer: 'markets-edge',
    host: 'broker.markets.demo-bank.test',
    method: 'POST',
    path: '/callbacks/fills',
  },
] as const;

/** One day of the other accounts' load balancer logs, sorted by time. */
export const memberBalancerLog = (day: Date, random: Random): string[] =>
  listened
    .flatMap((one) =>
      Array.from({ length: 8 }, () => ({
        one,
        caller: random.pick(partners),
        at: new Date(day.getTime() + momentOfDay(random)),
      })),
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ one, caller, at }) => {
      const time = `${at.toISOString().slice(0, 23)}000Z`;
      const client = `${random.pick(caller.addresses)}:${random.whole(30_000, 60_000)}`;
      const request = `"${one.method} https://${one.host}:443${filled(one.path, random)} HTTP/1.1"`;
      return `https ${time} app/${one.balancer}/50dc6c495c0c9188 ${client} 10.20.3.11:8443 0.001 0.020 0.000 200 200 320 910 ${request} "${caller.userAgent}" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.3 arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/${one.balancer}/0a1b2c3d4e5f6071 "Root=1-${random.hex(8)}-${random.hex(24)}" "${one.host}" "-" 10 ${time} "forward" "-" "-" "10.20.3.11:8443" "200" "-" "-"`;
    });
