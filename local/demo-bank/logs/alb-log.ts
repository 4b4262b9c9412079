import type { Random } from './random.ts';
import {
  branches,
  type Caller,
  filledPath,
  momentOfDay,
  partners,
  scannedPaths,
  scanners,
  usualStatus,
} from './traffic.ts';

const host = 'loans-legacy.demo-bank.test';
const arn = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/loans-legacy/73e2d6bc24d8a067';
const certificate = 'arn:aws:acm:us-east-1:000000000000:certificate/9a1f3c52-77b0-4b0e-8d5e-2f3a6c1b0e44';

/** Nobody declared these: the old loan system behind a load balancer of its own. */
const routes = [
  { method: 'GET', template: '/loans/{loanId}/schedule', weight: 6, status: 200 },
  { method: 'POST', template: '/loans/simulations', weight: 3, status: 200 },
  { method: 'GET', template: '/customers/{customerId}/loans', weight: 4, status: 200 },
];

const mosaic = partners.filter(({ clientId }) => clientId === 'mosaic-lending');

/** An entry as Elastic Load Balancing writes it (user guide, "Access log entries"). */
const entry = (
  at: Date,
  method: string,
  path: string,
  status: number,
  caller: Caller,
  random: Random,
): string => {
  const time = `${at.toISOString().slice(0, 23)}${String(random.whole(0, 1000)).padStart(3, '0')}Z`;
  const target = `10.20.1.${random.whole(10, 14)}:8443`;
  const client = `${random.pick(caller.addresses)}:${random.whole(30_000, 60_000)}`;
  const seconds = (random.whole(4, 180) / 1000).toFixed(3);
  return [
    'https',
    time,
    'app/loans-legacy/50dc6c495c0c9188',
    client,
    target,
    '0.001',
    seconds,
    '0.000',
    status,
    status,
    random.whole(180, 900),
    random.whole(220, 3800),
    `"${method} https://${host}:443${path} HTTP/1.1"`,
    `"${caller.userAgent}"`,
    'ECDHE-RSA-AES128-GCM-SHA256',
    'TLSv1.2',
    arn,
    `"Root=1-${random.hex(8)}-${random.hex(24)}"`,
    `"${host}"`,
    `"${certificate}"`,
    '0',
    time,
    '"forward"',
    '"-"',
    '"-"',
    `"${target}"`,
    `"${status}"`,
    '"-"',
    '"-"',
  ].join(' ');
};

/**
 * One day of the load balancer's log, sorted by time.
 * @param day midnight, UTC
 */
export const albLog = (day: Date, lines: number, random: Random): string[] => {
  const entries = Array.from({ length: lines }, () => {
    const { method, template, status } = random.pick(routes, (one) => one.weight);
    const at = new Date(day.getTime() + momentOfDay(random));
    const caller = random.pick([...branches, ...mosaic], (one) => one.weight);
    const answer = usualStatus(random, status);
    return { at, text: entry(at, method, filledPath(template, random), answer, caller, random) };
  });
  const scans = scannedPaths.map((path) => {
    const at = new Date(day.getTime() + random.whole(0, 86_400_000));
    return { at, text: entry(at, 'GET', path, 404, random.pick(scanners), random) };
  });
  return [...entries, ...scans].sort((a, b) => a.at.getTime() - b.at.getTime()).map(({ text }) => text);
};
