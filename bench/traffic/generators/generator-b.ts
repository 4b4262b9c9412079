/**
 * Generator B: sessions and journeys. A caller takes a thing, stays with it for a while, walks to what lies under it
 * and comes back; things are in fashion and out of it; most callers use a part of the interface only. Nothing of it
 * is shared with A but the plumbing.
 */
import { type Operation, type Spec, slugOf } from '../corpus.ts';
import { type Random, randomOf, weighted } from '../random.ts';
import { type Case, collected } from '../traffic.ts';
import { commonNouns, interfaceWords } from '../words.ts';
import { plantedIn } from './planted.ts';
import { routerOf } from './router.ts';
import { makerOf, type StyleB } from './values-b.ts';

export interface OptionsB {
  readonly seed: string;
  /** Every parameter whose style is open gets this one. */
  readonly style?: StyleB;
  readonly requests?: number;
  /** Largest pool of values. */
  readonly pool?: number;
}

/** What a host says to a path it does not have. */
type Fallback = 'not-found' | 'not-found' | 'forbidden' | 'ok' | 'redirect';

const statusOf: Readonly<Record<Fallback, number>> = {
  'not-found': 404,
  forbidden: 403,
  ok: 200,
  redirect: 302,
};

const probes = (
  '.env.production wp-admin/setup-config.php .svn/entries manager/html remote/login telescope/requests ' +
  'debug/default/view v2/_catalog ecp/Current/exporttool api/.env index.php/login geoserver/web ' +
  'sdk/vimServiceVersions.xml .well-known/security.txt robots.txt favicon.ico ads.txt jenkins/login s3.sql.gz'
).split(' ');

const prefixOf = (operation: Operation): string => operation.template.split('{')[0] as string;

const misspelled = (path: string, random: Random): string => {
  const at = 2 + random.int(Math.max(1, path.length - 3));
  return path[at] === '/' ? `${path}s` : path.slice(0, at) + path.slice(at + 1);
};

export const generatorB = (
  spec: Spec,
  { seed, style, requests: wanted, pool: largest = 4000 }: OptionsB,
): Case => {
  const random = randomOf(`B ${seed} ${spec.name}`);
  const host = `${slugOf(spec)}.b.test`;
  const planted = plantedIn(spec, 3, random);
  const coverage = 0.3 + 0.7 * random.next();
  const used = spec.operations.filter(() => random.chance(coverage));
  const operations = [...(used.length < 3 ? spec.operations : used), ...planted];
  const route = routerOf([...spec.operations, ...planted]);
  const fallback: Fallback = random.chance(0.75)
    ? 'not-found'
    : random.pick(['forbidden', 'forbidden', 'ok', 'redirect']);
  const requests = wanted ?? Math.round(1500 * 10 ** (1.3 * random.next()));
  const people = 3 + random.int(1 + Math.round(requests / 30));
  const ownership = random.pick([0, 0.5, 0.95]);
  const fashion = random.pick([0, 0.5, 0.9]);

  const pools = new Map<string, readonly string[]>();
  const poolOf = (operation: Operation, name: string): { key: string; pool: readonly string[] } => {
    const parameter = operation.parameters[name] ?? { type: 'string' };
    // The same name under another parent is often another thing.
    const key = `${prefixOf(operation).length % 2} ${name} ${parameter.type}`;
    let pool = pools.get(key);
    if (!pool) {
      const own = randomOf(`B ${seed} ${spec.name} ${key}`);
      const make = makerOf(name, parameter, own, style);
      const size = Math.min(largest, Math.round(2 * 10 ** (own.next() * 3.3)));
      pool = parameter.values ?? [...new Set(Array.from({ length: size }, () => make(own)))];
      pools.set(key, pool);
    }
    return { key, pool };
  };

  // Geometric popularity with a long tail of equals, unlike Zipf's.
  const drawOperation = weighted(
    operations.map((_, index) => 0.02 + 0.93 ** ((index * 7919) % operations.length)),
  );
  const byPrefix = Map.groupBy(operations, prefixOf);
  const log = collected();
  let sent = 0;
  let clock = 0;

  const send = (operation: Operation, held: Map<string, string>, caller: string): void => {
    sent++;
    clock++;
    const path = operation.template.replace(/\{([^{}]*)\}/g, (_, name: string) => {
      const { key, pool } = poolOf(operation, name);
      const kept = held.get(key);
      if (kept !== undefined) return kept;
      const fresh = random.chance(ownership)
        ? (Number(caller.slice(7)) * 31 + random.int(1 + Math.floor(pool.length / people))) % pool.length
        : random.chance(fashion)
          ? (Math.floor(clock / 400) * 17 + random.int(6)) % pool.length
          : random.int(pool.length);
      const value = pool[fresh] as string;
      held.set(key, value);
      return value;
    });
    const chance = random.next();
    const status =
      chance < 0.02
        ? 404
        : chance < 0.03
          ? 401
          : chance < 0.035
            ? 409
            : chance < 0.04
              ? 503
              : chance < 0.1 && operation.method === 'GET'
                ? 304
                : operation.method === 'DELETE'
                  ? 204
                  : 200;
    log.add({
      method: operation.method,
      path,
      status,
      caller,
      authenticated: status !== 401,
      operation: route(operation.method, path) ?? operation,
    });
    const slip = random.next();
    if (slip < 0.004)
      log.add({
        method: operation.method,
        path: misspelled(path, random),
        status: statusOf[fallback],
        caller,
        authenticated: true,
      });
    else if (slip < 0.03)
      log.add({ method: 'OPTIONS', path, status: 200, caller: `${caller}-browser`, authenticated: false });
  };

  while (sent < requests) {
    const caller = `person-${Math.floor(people * random.next() ** 2)}`;
    const held = new Map<string, string>();
    let at = operations[drawOperation(random)] as Operation;
    const length = 1 + Math.floor(-Math.log(1 - random.next()) * 6);
    for (let step = 0; step < length && sent < requests; step++) {
      send(at, held, caller);
      const near = byPrefix.get(prefixOf(at)) ?? [];
      at = random.chance(0.65) ? random.pick(near) : (operations[drawOperation(random)] as Operation);
      if (random.chance(0.25)) held.clear();
    }
  }
  // Scanners come in bursts: one address, many paths, a second each; some guess with an interface's own words.
  const guesses = interfaceWords();
  const bursts = 1 + random.int(4);
  for (let burst = 0; burst < bursts; burst++) {
    const caller = `burst-${burst}`;
    const rotating = random.chance(0.3);
    const count = Math.round(requests * 0.01 * (0.5 + 2 * random.next()));
    for (let n = 0; n < count; n++) {
      const path = random.chance(0.5)
        ? random.pick(probes)
        : random.chance(0.5)
          ? `api/${random.pick(guesses)}`
          : `${random.pick(commonNouns)}/${random.pick(guesses)}`;
      const method = random.chance(0.9) ? 'GET' : 'POST';
      if (route(method, `/${path}`)) continue;
      log.add({
        method,
        path: `/${path}`,
        status: statusOf[fallback],
        caller: rotating ? `${caller}-${n}` : caller,
        authenticated: false,
      });
    }
  }
  return log.finish(spec, host, new Set(planted), fallback !== 'not-found', random.chance(0.5));
};
