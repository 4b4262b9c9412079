/**
 * `node bench/traffic-speed/run.ts [--quick]`: from bytes of a log to the mergeable state, beside `JSON.parse` of the
 * same lines in the same run. Bundled as the Lambda functions are; every measurement is a process of its own, and the
 * two are taken in turn so that both meet the same machine. A processor second is the measure where the machine is
 * shared, wall time stands beside it.
 */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { type SpeedFormat, speedLines } from './lines.ts';

interface Measured {
  readonly lines: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rssMb: number;
}

const quick = process.argv.includes('--quick');
const lines = quick ? 300_000 : 1_000_000;
const rounds = 3;
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-traffic-speed-'));

const written = (format: SpeedFormat, count: number, distinct: number): string => {
  const file = join(folder, `${format}-${distinct}.log`);
  const descriptor = openSync(file, 'w');
  let held: string[] = [];
  for (const line of speedLines(format, count, distinct)) {
    held.push(line);
    if (held.length < 5_000) continue;
    writeSync(descriptor, `${held.join('\n')}\n`);
    held = [];
  }
  if (held.length > 0) writeSync(descriptor, `${held.join('\n')}\n`);
  closeSync(descriptor);
  return file;
};

const child = join(folder, 'child.mjs');
await build({
  entryPoints: [join(import.meta.dirname, 'child.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  outfile: child,
  logLevel: 'error',
});

/** @param flags of the runtime, such as the size of the young generation */
const measure = (
  what: string,
  format: string,
  file: string,
  times = 1,
  flags: readonly string[] = [],
): Measured =>
  JSON.parse(
    execFileSync(process.execPath, [...flags, child, what, format, file, String(times)], {
      encoding: 'utf8',
    }),
  ) as Measured;

const speed = ({ lines: count, cpuSeconds }: Measured): number => count / cpuSeconds / 1e6;
const best = (runs: readonly Measured[]): Measured =>
  runs.toSorted((a, b) => speed(b) - speed(a))[0] as Measured;
const row = (...cells: (string | number)[]): void =>
  console.log(
    cells
      .map((cell, index) => String(cell).padEnd(index === 0 ? 34 : 18))
      .join('')
      .trimEnd(),
  );
const cells = (one: Measured): (string | number)[] => [
  speed(one).toFixed(2),
  (one.lines / one.seconds / 1e6).toFixed(2),
  one.rssMb,
];

console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}, ${new Date().toISOString().slice(0, 10)}; best of ${rounds}\n`,
);
try {
  const api = written('api-gateway-json', lines, 70_000);
  const alb = written('alb', lines, 70_000);
  const bytes = (file: string): number => Math.round(statSync(file).size / lines);
  const packed = `${api}.gz`;
  // Members of 64 MB, as a delivery stream concatenates them.
  const whole = readFileSync(api);
  const members: Buffer[] = [];
  for (let at = 0; at < whole.length; at += 64 * 1024 * 1024)
    members.push(gzipSync(whole.subarray(at, at + 64 * 1024 * 1024), { level: 6 }));
  writeFileSync(packed, Buffer.concat(members));

  const runs = {
    parse: [] as Measured[],
    api: [] as Measured[],
    alb: [] as Measured[],
    gzip: [] as Measured[],
  };
  for (let round = 0; round < rounds; round++) {
    runs.parse.push(measure('json-parse', '', api));
    runs.api.push(measure('ours', 'api-gateway-json', api));
    runs.alb.push(measure('ours', 'alb', alb));
    runs.gzip.push(measure('gzip', 'api-gateway-json', packed));
  }
  const ratios = runs.api
    .map((one, index) => speed(one) / speed(runs.parse[index] as Measured))
    .sort((a, b) => a - b);
  console.log(
    `ratio ours / JSON.parse of the same lines: ${(ratios[Math.floor(ratios.length / 2)] ?? 0).toFixed(2)} × (median of ${rounds} pairs)\n`,
  );
  row('', 'M lines/cpu s', 'M lines/s', 'peak RSS MB');
  row(`API Gateway JSON (${bytes(api)} B)`, ...cells(best(runs.api)));
  row(`ALB (${bytes(alb)} B)`, ...cells(best(runs.alb)));
  row('API Gateway JSON, gzip', ...cells(best(runs.gzip)));
  row('JSON.parse, four members, a Map', ...cells(best(runs.parse)));
  const large = written('api-gateway-json', quick ? 200_000 : 1_000_000, quick ? 200_000 : 1_000_000);
  row(
    `${quick ? '2 × 10^6' : '10^7'} lines, ${quick ? '2 × 10^5' : '10^6'} paths`,
    ...cells(measure('ours', 'api-gateway-json', large, 10, ['--max-semi-space-size=2'])),
  );
  console.log(
    '\nThe last row with --max-semi-space-size=2, which costs no speed and saves 25 MB of young generation.',
  );
  console.log('Does not show: the inference (bench/traffic), fetching from S3, a quiet machine.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
