/**
 * Generator C, run only to report: neither the weights nor a threshold were chosen on it. A few machines call: jobs that
 * sweep all things of a kind in order, each once or twice, polls of the same few, retries; values have yet other habits.
 */
import { type Operation, type Spec, slugOf } from '../corpus.ts';
import { type Random, randomOf } from '../random.ts';
import { type Case, collected } from '../traffic.ts';
import { businessWords, commonNouns, firstNames, lastNames, places } from '../words.ts';
import { plantedIn } from './planted.ts';
import { routerOf } from './router.ts';

export interface OptionsC {
  readonly seed: string;
  readonly requests?: number;
}

type Maker = (random: Random, index: number) => string;

const capital = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const digits = '0123456789';
const hex = '0123456789abcdef';

const makers: readonly Maker[] = [
  (_, index) => String(index + 1),
  (random) => `7${random.text(digits, 17)}`,
  (random) => `${random.pick(firstNames)}.${random.pick(lastNames)}`,
  (random) => `${random.pick(businessWords)}-${random.pick(commonNouns)}`,
  (random) => random.pick(commonNouns),
  (random) => `${random.pick(places)}-${random.pick(['north', 'south', 'east', 'west', 'central'])}`,
  (random) => random.text(capital + digits, 17),
  (random) => `${random.text(capital, 2)}-${random.text(digits, 3)}-${random.text(capital, 2)}`,
  (random) => random.text(hex, 7),
  (random) => `${random.int(4)}.${random.int(20)}.${random.int(40)}`,
  (random) => `${random.pick(firstNames)}%20${random.pick(lastNames)}`,
  (random) => random.text(capital + digits, 8),
  (_, index) => `CUST-${String(index + 1).padStart(6, '0')}`,
  (random) => `${random.pick(lastNames)}_${random.text(digits, 2)}`,
  (random) =>
    `${random.text(hex, 8)}-${random.text(hex, 4)}-7${random.text(hex, 3)}-8${random.text(hex, 3)}-${random.text(hex, 12)}`,
  (random) =>
    `${random.pick(['team', 'org', 'app', 'run'])}-${random.text('abcdefghijklmnopqrstuvwxyz234567', 10)}`,
];

export const generatorC = (spec: Spec, { seed, requests: wanted }: OptionsC): Case => {
  const random = randomOf(`C ${seed} ${spec.name}`);
  const host = `${slugOf(spec)}.c.test`;
  const planted = plantedIn(spec, 3, random);
  const operations = [...spec.operations, ...planted];
  const route = routerOf(operations);
  const catchAll = random.chance(0.08);
  const requests = wanted ?? 1000 + random.int(20_000);
  const machines = 2 + random.int(6);
  const pools = new Map<string, readonly string[]>();
  const poolOf = (operation: Operation, name: string): readonly string[] => {
    const parameter = operation.parameters[name] ?? { type: 'string' };
    const key = `${name} ${parameter.type} ${parameter.format}`;
    let pool = pools.get(key);
    if (!pool) {
      const own = randomOf(`C ${seed} ${spec.name} ${key}`);
      const make =
        parameter.type === 'integer' || parameter.type === 'number'
          ? (makers[0] as Maker)
          : parameter.format === 'uuid'
            ? (makers[14] as Maker)
            : own.pick(makers.slice(1));
      const size = own.pick([2, 4, 8, 25, 100, 400, 1500]);
      pool = parameter.values ?? [...new Set(Array.from({ length: size }, (_, index) => make(own, index)))];
      pools.set(key, pool);
    }
    return pool;
  };
  const log = collected();
  let sent = 0;
  const call = (operation: Operation, at: number, caller: string): void => {
    const path = operation.template.replace(/\{([^{}]*)\}/g, (_, name: string) => {
      const pool = poolOf(operation, name);
      return pool[at % pool.length] as string;
    });
    const failed = random.chance(0.03);
    const tries = failed ? 2 : 1;
    for (let n = 0; n < tries; n++) {
      const status =
        n < tries - 1
          ? random.pick([500, 502, 504, 429])
          : random.chance(0.03)
            ? random.pick([404, 400, 409])
            : 200;
      log.add({
        method: operation.method,
        path,
        status,
        caller,
        authenticated: true,
        operation: route(operation.method, path) ?? operation,
      });
      sent++;
    }
  };
  while (sent < requests) {
    const caller = `machine-${random.int(machines)}`;
    const operation = random.pick(operations);
    if (random.chance(0.3)) {
      const length = 1 + random.int(Math.max(2, Math.floor(requests / 40)));
      const start = random.int(1000);
      for (let n = 0; n < length && sent < requests; n++) call(operation, start + n, caller);
    } else {
      const at = random.int(3);
      for (let n = 0; n < 5 && sent < requests; n++) call(operation, at, caller);
    }
  }
  const stray = [
    'old',
    'test',
    'backup',
    'login',
    'api/v9',
    'graphql',
    '.env',
    'admin/config.php',
    'shell.jsp',
    '.git/HEAD',
  ];
  for (let n = 0; n < requests / 50; n++) {
    const path = `/${random.pick(stray)}${random.chance(0.5) ? `/${random.text('abcdefghijkl', 6)}` : ''}`;
    if (!route('GET', path))
      log.add({
        method: 'GET',
        path,
        status: catchAll ? 200 : 404,
        caller: `10.9.${random.int(3)}.${random.int(4)}`,
        authenticated: false,
      });
  }
  return log.finish(spec, host, new Set(planted), catchAll, random.chance(0.5));
};
