import type { Random } from './random.ts';

/** Somebody who calls. */
export interface Caller {
  /** OAuth client of a partner; absent for what nobody has a contract with. */
  readonly clientId?: string;
  readonly addresses: readonly string[];
  readonly userAgent: string;
  /** Share of the traffic. */
  readonly weight: number;
}

/** Addresses are of the ranges for documentation (RFC 5737). */
export const partners: readonly Caller[] = [
  {
    clientId: 'fjord-pay',
    addresses: ['203.0.113.10', '203.0.113.11'],
    userAgent: 'fjordpay-connector/4.2',
    weight: 9,
  },
  { clientId: 'klarblick', addresses: ['203.0.113.40'], userAgent: 'okhttp/5.1.0', weight: 6 },
  {
    clientId: 'pennywise-ledger',
    addresses: ['198.51.100.21', '198.51.100.22'],
    userAgent: 'python-httpx/0.28.1',
    weight: 5,
  },
  { clientId: 'harbourstone', addresses: ['198.51.100.77'], userAgent: 'Apache-HttpClient/5.4', weight: 3 },
  { clientId: 'mosaic-lending', addresses: ['192.0.2.150'], userAgent: 'Go-http-client/2.0', weight: 1 },
];

/** The bank's own batch host and branch network. */
export const batchHost: Caller = { addresses: ['192.0.2.5'], userAgent: 'curl/8.11.0', weight: 1 };
export const branches: readonly Caller[] = ['192.0.2.31', '192.0.2.32', '192.0.2.33'].map((address) => ({
  addresses: [address],
  userAgent: 'BranchDesktop/11.4',
  weight: 1,
}));
export const scanners: readonly Caller[] = [
  { addresses: ['203.0.113.201'], userAgent: 'Mozilla/5.0 zgrab/0.x', weight: 1 },
  { addresses: ['198.51.100.240'], userAgent: 'masscan/1.3', weight: 1 },
];

/** What scanners ask for; the services answer 404. */
export const scannedPaths = [
  '/.env',
  '/.git/config',
  '/wp-login.php',
  '/actuator/health',
  '/phpmyadmin/index.php',
  '/api/v1/pods',
  '/server-status',
  '/backup.zip',
];

/** Kinds of variables in the paths below, with values as the bank's systems write them. */
const values: Readonly<Record<string, (random: Random) => string>> = {
  accountId: (random) => `acc-${random.whole(20_000, 48_000)}`,
  paymentId: (random) => `pay-${random.whole(100_000, 180_000)}`,
  consentId: (random) => `cns-${random.hex(8)}`,
  cardId: (random) => `crd-${random.whole(5000, 9000)}`,
  customerId: (random) => `cus-${random.whole(80_000_000, 99_000_000)}`,
  loanId: (random) => String(random.whole(300_000, 310_000)),
  pair: (random) => random.pick(['EURUSD', 'EURGBP', 'EURSEK', 'EURNOK']),
};

/** `/v1/accounts/{accountId}` with values in place of its variables. */
export const filledPath = (template: string, random: Random): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name]?.(random) ?? whole);

/** A moment of the day: quiet at night, busiest before noon and in the afternoon. Milliseconds since midnight. */
export const momentOfDay = (random: Random): number => {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const busy = (hour: number): number => (hour < 6 ? 1 : hour < 8 ? 4 : hour < 18 ? 10 : hour < 22 ? 5 : 2);
  return random.pick(hours, busy) * 3_600_000 + random.whole(0, 3_600_000);
};

/** Answers of a healthy service, with the failures that every service has. */
export const usualStatus = (random: Random, success: number): number => {
  const draw = random.next();
  return draw < 0.965 ? success : draw < 0.98 ? 404 : draw < 0.988 ? 400 : draw < 0.994 ? 429 : 503;
};
