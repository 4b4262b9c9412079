/** A small deterministic generator (mulberry32). */
const random = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

/** 24 endpoints of three hosts; `{}` is a value. */
const endpoints = ['accounts.bank.test', 'payments.bank.test', 'cards.bank.test'].flatMap((host, index) => {
  const name = ['accounts', 'payments', 'cards'][index];
  return [
    `GET /v1/${name}`,
    `POST /v1/${name}`,
    `GET /v1/${name}/{}`,
    `DELETE /v1/${name}/{}`,
    `GET /v1/${name}/{}/history`,
    `GET /v1/${name}/{}/history/{}`,
    `PUT /v1/${name}/{}/limits`,
    `GET /v1/${name}/summary`,
  ].map((endpoint) => ({ host, endpoint }));
});

/** API Gateway access-log lines: values are numbers, UUIDs and mixed references; one in twenty is a scanner's 404. */
export function* seededLog(count: number): Generator<string> {
  const next = random(42);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
  const hex = (length: number) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join('');
  const value = () =>
    pick([
      () => String(Math.floor(next() * 1e7)),
      () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
      () => `REF${Math.floor(next() * 1e6)}X${hex(6)}`,
    ])();
  for (let n = 0; n < count; n++) {
    const { host, endpoint } = pick(endpoints);
    const scanner = next() < 0.05;
    const [method = 'GET', template = '/'] = endpoint.split(' ');
    const path = scanner ? `/.${hex(6)}/${hex(4)}.php` : template.replace(/\{\}/g, value);
    yield JSON.stringify({
      requestId: hex(16),
      requestTimeEpoch: 1_790_000_000_000 + n * 40,
      domainName: host,
      httpMethod: method,
      path,
      resourcePath: '/{proxy+}',
      status: String(scanner ? 404 : pick([200, 200, 200, 201, 204, 401, 503])),
      sourceIp: `10.0.${Math.floor(next() * 4)}.${Math.floor(next() * 250)}`,
      principalId: `partner-${Math.floor(next() * 5)}`,
    });
  }
}
