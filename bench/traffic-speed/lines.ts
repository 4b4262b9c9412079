/** A small deterministic generator (mulberry32). */
const random = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export type SpeedFormat = 'api-gateway-json' | 'alb' | 'combined';

const nouns = [
  'accounts',
  'payments',
  'cards',
  'loans',
  'consents',
  'standing-orders',
  'beneficiaries',
  'limits',
];
const leaves = ['transactions', 'balances', 'status', 'schedule', 'documents', 'events'];

/**
 * Lines as a bank's gateway and load balancer write them: five hosts, 96 templates, callers of five partners, one line
 * in twenty a scanner's.
 * @param distinct how many different paths there are, as far as the count of lines allows
 */
export function* speedLines(format: SpeedFormat, count: number, distinct: number): Generator<string> {
  const next = random(7);
  const whole = (below: number): number => Math.floor(next() * below);
  const hex = (length: number): string => {
    let text = '';
    while (text.length < length) text += whole(0x1000_0000).toString(16).padStart(7, '0');
    return text.slice(0, length);
  };
  for (let n = 0; n < count; n++) {
    // Every path comes early once, then any of them again.
    const value = n < distinct ? n : whole(distinct);
    const noun = nouns[value % nouns.length] as string;
    const leaf = leaves[(value >> 3) % leaves.length] as string;
    const host = `${noun}.api${value % 5}.example-bank.test`;
    const scanner = next() < 0.05;
    const id = `${(value * 2_654_435_761) % 4_294_967_296}`.padStart(10, '1');
    const path = scanner ? `/.${hex(6)}/wp-login.php` : `/v1/${noun}/${id}/${leaf}`;
    const status = scanner ? 404 : [200, 200, 200, 201, 401, 503][whole(6)];
    const method = value % 7 === 0 ? 'POST' : 'GET';
    const at = 1_790_000_000_000 + n * 40;
    const ip = `203.0.113.${whole(250)}`;
    const iso = new Date(at).toISOString();
    const uuid = `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
    if (format === 'combined')
      yield `${ip} - - [24/Nov/2026:02:08:${String(n % 60).padStart(2, '0')} +0000] "${method} ${path}?page=${n % 9} HTTP/1.1" ${status} ${whole(9000)} "-" "Mozilla/5.0 (compatible; partner-client/${whole(9)}.2)"`;
    else if (format === 'alb')
      yield `https ${iso.replace('Z', '000Z')} app/example-bank-public/50dc6c495c0c9188 ${ip}:${10_000 + whole(50_000)} 10.0.${whole(9)}.${whole(250)}:8080 0.00${whole(9)} 0.0${whole(90)} 0.000 ${status} ${status} ${whole(900)} ${whole(9000)} "${method} https://${host}:443${path} HTTP/1.1" "partner-client/${whole(9)}.2 (linux)" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/example/73e2d6bc24d8a067 "Root=1-${hex(8)}-${hex(24)}" "${host}" "arn:aws:acm:eu-central-1:111122223333:certificate/${uuid}" 1 ${iso.replace('Z', '000Z')} "forward" "-" "-" "10.0.0.1:8080" "${status}" "-" "-" TID_${hex(32)}`;
    else
      yield JSON.stringify({
        requestId: uuid,
        extendedRequestId: `${hex(10)}=`,
        apiId: `a1b2c3d4e${value % 5}`,
        stage: 'live',
        domainName: host,
        httpMethod: method,
        path,
        resourcePath: '/{proxy+}',
        protocol: 'HTTP/1.1',
        status: String(status),
        requestTime: '24/Nov/2026:02:08:00 +0000',
        requestTimeEpoch: String(at),
        responseLength: String(whole(9000)),
        responseLatency: String(whole(900)),
        integrationLatency: String(whole(800)),
        ip,
        userAgent: `Mozilla/5.0 (compatible; partner-client/${whole(9)}.2; +https://partner.example)`,
        caller: '-',
        user: '-',
        principalId: `partner-${whole(5)}`,
        wafStatus: '-',
      });
  }
}
