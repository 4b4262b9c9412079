/**
 * `node bench/discovery/run.ts`: what a sweep of API Gateway costs a bank's control-plane quota. A generated estate
 * answers behind the AWS SDK; time is virtual, moved by the quota's waits and an assumed latency.
 */
import { cpus } from 'node:os';
import { defaultRatePerSecond } from '../../core/gateway/token-bucket.ts';
import { estate } from '../../test/support/gateway/estate.ts';
import {
  busiest,
  countByOperation,
  place,
  type SeenCall,
  startedAt,
  sweepWorld,
} from '../../test/support/gateway/sweep-world.ts';
import { testCredentials } from '../../test/support/gateway/wire.ts';
import { methodByMethod } from './method-by-method.ts';

const size = {
  restApis: Number(process.env.BENCH_APIS ?? 600),
  methodsPerApi: Number(process.env.BENCH_METHODS ?? 100),
  stagesPerApi: 3,
  canariesPerApi: 1,
  httpApis: 40,
  webSocketApis: 5,
  domains: 20,
};

interface Row {
  readonly name: string;
  readonly calls: number;
  readonly seconds: number;
  readonly most: number;
}

const world = sweepWorld(size);
const row = (name: string, calls: readonly SeenCall[], seconds: number): Row => ({
  name,
  calls: calls.length,
  seconds,
  most: busiest(calls, 1000),
});
const feed = (gatewayIds: readonly string[] = []) => ({
  changes: {
    trustedFrom: startedAt,
    marks: gatewayIds.map((gatewayId) => ({ ...place, gatewayId, at: world.clock.now().toISOString() })),
  },
});

const full = await world.cycle();
world.clock.advance(86_400);
const unchanged = await world.cycle(feed());
world.clock.advance(86_400);
const changed = [...world.bank.apis.keys()].slice(0, 10);
for (const id of changed) world.bank.deploy(id, 'prod', world.clock.now().getTime() / 1000);
const marks = feed(changed);
world.clock.advance(60);
const some = await world.cycle(marks);
world.clock.advance(86_400);
const unreported = await world.cycle();

const rival: SeenCall[] = [];
const bank = estate(size);
let operation = 0;
await methodByMethod({
  region: place.region,
  credentials: testCredentials,
  requestHandler: {
    handle(request: never) {
      // At the whole quota of ten calls a second, which leaves the bank's deployments none.
      rival.push({ operation: 'any', atMs: operation++ * 100 });
      return bank.requestHandler.handle(request);
    },
  } as never,
});

const rows = [
  row('full sweep', full.calls, full.seconds),
  row('nothing changed, change feed', unchanged.calls, unchanged.seconds),
  row(`${changed.length} APIs changed, change feed`, some.calls, some.seconds),
  row('nothing changed, no feed', unreported.calls, unreported.seconds),
  row('one call a method, at 10 a second', rival, rival.length / 10),
];

const print = (...cells: readonly (string | number)[]) =>
  console.log(cells.map((cell, index) => String(cell).padEnd(index === 0 ? 36 : 18)).join(''));

console.log(
  `Calls to API Gateway's control plane: ${size.restApis} REST APIs × ${size.methodsPerApi} methods, ${size.stagesPerApi} stages, ${size.canariesPerApi} canary; ${size.httpApis} HTTP and ${size.webSocketApis} WebSocket APIs; ${size.domains} domains`,
);
console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${new Date().toISOString().slice(0, 10)}; at most ${defaultRatePerSecond} calls a second, virtual time\n`,
);
console.log(`ratio rival / ours, full sweep: ${(rival.length / full.calls.length).toFixed(1)} × calls\n`);
print('', 'calls', 'virtual minutes', 'most in a second');
for (const { name, calls, seconds, most } of rows) print(name, calls, (seconds / 60).toFixed(1), most);
console.log('\nFull sweep by operation');
for (const [name, count] of Object.entries(countByOperation(full.calls)).sort((a, b) => b[1] - a[1]))
  print(`  ${name}`, count);
console.log(
  '\nDoes not show: throttling by calls of others, errors of the service, the time that storing takes, what a rival does with its answers.',
);
