/**
 * Generator A: independent draws. Operations and values by Zipf's law, pools of log-normal size, a style of value per
 * parameter, errors, scanners, junk suffixes, wrong methods, hosts that answer 200 to anything.
 */
import type { Operation, Spec } from '../corpus.ts';
import { slugOf } from '../corpus.ts';
import { type Random, randomOf, zipf } from '../random.ts';
import { type Case, collected } from '../traffic.ts';
import { plantedIn } from './planted.ts';
import { routerOf } from './router.ts';
import { impliedStyle, openStyles, type StyleA, valueA } from './values-a.ts';

export interface OptionsA {
  readonly seed: string;
  /** Every parameter whose style is open gets this one. */
  readonly style?: StyleA;
  /** Requests of the host; drawn between 5 000 and 40 000 when absent. */
  readonly requests?: number;
  /** Largest pool of values; 20 000 when absent. */
  readonly pool?: number;
}

const scannerPaths = (
  '/.env /wp-login.php /admin.php /phpmyadmin/index.php /.git/config /actuator/health /cgi-bin/test.cgi ' +
  '/solr/admin/info /vendor/phpunit/eval-stdin.php /boaform/admin /HNAP1 /config.json /server-status /backup.zip ' +
  '/api/jsonws/invoke /owa/auth/logon.aspx /.aws/credentials /xmlrpc.php /console/login /login.action'
).split(' ');
const junkSuffixes = ['.bak', '~', '/index.php', '.old', '%20', '/..%2f', '.swp', '/undefined', '/null'];
const wordCharacters = 'abcdefghijklmnopqrstuvwxyz0123456789';

interface Pool {
  readonly values: readonly string[];
  readonly draw: (random: Random) => number;
}

export const generatorA = (
  spec: Spec,
  { seed, style: forced, requests: wanted, pool: largest = 20_000 }: OptionsA,
): Case => {
  const random = randomOf(`A ${seed} ${spec.name}`);
  const host = `${slugOf(spec)}.a.test`;
  const planted = plantedIn(spec, 3, random);
  const operations = [...spec.operations, ...planted];
  const route = routerOf(operations);
  const catchAll = random.chance(0.1);
  const requests = wanted ?? 5000 + random.int(35_000);
  const clients = 5 + random.int(200);
  const client = zipf(clients, 0.8);
  const pools = new Map<string, Pool>();
  const poolOf = (operation: Operation, name: string): Pool => {
    const parameter = operation.parameters[name] ?? { type: 'string' };
    const key = `${name} ${parameter.type} ${parameter.values?.join() ?? ''}`;
    let pool = pools.get(key);
    if (!pool) {
      const own = randomOf(`A ${seed} ${spec.name} ${key}`);
      const style = impliedStyle(name, parameter) ?? forced ?? own.pick(openStyles);
      const salt = own.int(1 << 20);
      const size = Math.min(
        largest,
        Math.round(Math.min(20_000, Math.max(3, Math.exp(4.5 + 1.8 * own.normal())))),
      );
      const values = parameter.values ?? [
        ...new Set(Array.from({ length: size }, () => valueA(style, salt, own))),
      ];
      pool = { values, draw: zipf(values.length, 0.6 + 0.6 * own.next()) };
      pools.set(key, pool);
    }
    return pool;
  };
  const filled = (operation: Operation): string =>
    operation.template.replace(/\{([^{}]*)\}/g, (_, name: string) => {
      const pool = poolOf(operation, name);
      return pool.values[pool.draw(random)] as string;
    });
  const order = operations.toSorted(() => random.next() - 0.5);
  const drawOperation = zipf(order.length, 1);
  const log = collected();
  const missing = () => (catchAll ? 200 : 404);
  for (let n = 0; n < requests; n++) {
    const caller = `client-${client(random)}`;
    const kind = random.next();
    if (kind < 0.03) {
      const path = random.chance(0.7)
        ? random.pick(scannerPaths)
        : `/${random.text(wordCharacters, 4 + random.int(10))}`;
      log.add({
        method: 'GET',
        path,
        status: missing(),
        caller: `scanner-${random.int(6)}`,
        authenticated: false,
      });
      continue;
    }
    const operation = order[drawOperation(random)] as Operation;
    const path = filled(operation);
    if (kind < 0.04) {
      log.add({
        method: operation.method,
        path: `${path}${random.pick(junkSuffixes)}`,
        status: missing(),
        caller,
        authenticated: true,
      });
      continue;
    }
    if (kind < 0.045) {
      const method = random.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']);
      if (!route(method, path)) {
        log.add({ method, path, status: catchAll ? 200 : 405, caller, authenticated: true });
        continue;
      }
    }
    if (kind < 0.065) {
      log.add({ method: 'OPTIONS', path, status: 204, caller, authenticated: false });
      continue;
    }
    const error = random.next();
    const status =
      error < 0.06
        ? random.pick([400, 401, 403, 404, 404, 422, 429])
        : error < 0.075
          ? random.pick([500, 502, 503])
          : operation.method === 'POST'
            ? 201
            : 200;
    const shape = random.next();
    log.add({
      method: operation.method,
      path: shape < 0.01 ? `${path}/` : shape < 0.015 ? path.replace('/', '//') : path,
      status,
      caller,
      authenticated: status !== 401,
      operation: route(operation.method, path) ?? operation,
    });
  }
  return log.finish(spec, host, new Set(planted), catchAll, random.chance(0.5));
};
