/**
 * `npm run bench`: our readers beside what a team would write in an hour, in the same run on the same input.
 * The rivals are ours too, written from what the libraries document; they are named for what they do.
 */
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readTraffic } from '../core/traffic/collect.ts';
import { inferEndpoints } from '../core/traffic/endpoints.ts';
import { logFormats } from '../core/traffic/log-formats.ts';
import { routeMatcher } from '../core/traffic/routes.ts';
import { seededLog } from './seeded-log.ts';

const lines = Number(process.env.BENCH_LINES ?? 200_000);
const rounds = 3;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const timed = async (work: () => Promise<number>): Promise<{ seconds: number; endpoints: number }> => {
  const before = process.hrtime.bigint();
  const endpoints = await work();
  return { seconds: Number(process.hrtime.bigint() - before) / 1e9, endpoints };
};

const file = join(mkdtempSync(join(tmpdir(), 'gatehouse-bench-')), 'access.log');
const out = createWriteStream(file);
for (const line of seededLog(lines)) if (!out.write(`${line}\n`)) await once(out, 'drain');
out.end();
await once(out, 'finish');

const ours = () =>
  timed(async () => {
    const matcher = routeMatcher({ doors: [], routes: [] });
    const state = await readTraffic(createReadStream(file), logFormats['api-gateway-json'], matcher, file);
    return inferEndpoints(state).length;
  });

/** readline, JSON.parse, digits and UUIDs replaced by a regular expression, counted in a Map. */
const lineByLine = () =>
  timed(async () => {
    const counts = new Map<string, number>();
    for await (const line of createInterface({ input: createReadStream(file) })) {
      const { domainName, httpMethod, path, status } = JSON.parse(line) as Record<string, string>;
      if (Number(status) >= 400) continue;
      const template = path?.replace(/\/(\d+|[0-9a-f]{8}-[0-9a-f-]{27})(?=\/|$)/g, '/{}');
      const key = `${domainName} ${httpMethod} ${template}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts.size;
  });

const results = { ours: [] as number[], rival: [] as number[] };
let found = { ours: 0, rival: 0 };
for (let round = 0; round < rounds; round++) {
  const a = await ours();
  const b = await lineByLine();
  results.ours.push(a.seconds);
  results.rival.push(b.seconds);
  found = { ours: a.endpoints, rival: b.endpoints };
}
rmSync(file, { force: true });

const speed = (seconds: readonly number[]) => Math.round(lines / median(seconds));
const ratio = speed(results.ours) / speed(results.rival);
const row = (...cells: (string | number)[]) =>
  console.log(cells.map((cell, index) => String(cell).padEnd(index === 0 ? 38 : 16)).join(''));
console.log(`Endpoints from ${lines} API Gateway access-log lines, median of ${rounds} rounds`);
console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${new Date().toISOString().slice(0, 10)}\n`,
);
console.log(`ratio ours / rival: ${ratio.toFixed(2)} × lines per second\n`);
row('', 'lines/s', 'endpoints found');
row('ours', speed(results.ours), `${found.ours} of 24`);
row('readline + JSON.parse + regex', speed(results.rival), `${found.rival} of 24`);
console.log('\nDoes not show: compressed input, other formats, accuracy on real traffic, memory.');

console.log('\n');
await import('./inventory/run.ts');
