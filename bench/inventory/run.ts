/**
 * `node bench/inventory/run.ts`: what it takes to resolve and write the catalogue of a large bank, and to do it again
 * when nothing has changed. Reading and writing go through the AWS SDK to a table that counts; resolution runs in a
 * process of its own with a bounded heap.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cycleKeys } from '../../core/inventory/cycle-keys.ts';
import { putObserved } from '../../core/inventory/observed-store.ts';
import { estate } from './estate.ts';
import { fileDocuments } from './file-documents.ts';
import { countingTable } from './table.ts';

const size = {
  apis: Number(process.env.BENCH_APIS ?? 10_000),
  endpoints: Number(process.env.BENCH_ENDPOINTS ?? 200_000),
  accounts: 50,
};
const heapMb = Number(process.env.BENCH_HEAP_MB ?? 240);
/** USD for a million request units of an on-demand table, us-east-1; an assumption, to be checked against the price list. */
const price = { write: 0.625, read: 0.125 };

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
const documents = fileDocuments(folder);
const bank = estate(size);
const cycles = ['cycle-1', 'cycle-2'];
for (const cycle of cycles) {
  const keys = cycleKeys(cycle);
  for (const n of bank.gateways) {
    const api = bank.gateway(n);
    await documents.putJson(keys.gateway(api), api);
  }
  const claims = bank.claims();
  const declared = {
    observedAt: bank.observedAt,
    documents: bank.documents(),
    claims,
    partners: [],
    unread: [],
    coverage: [],
  };
  await documents.putJson(keys.declarations, declared);
  await putObserved(cycle, bank.numbers.flatMap(bank.seen), documents);
}

const table = await countingTable();
const run = async (cycle: string) => {
  const script = fileURLToPath(new URL('cycle.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=4', script, folder, cycle],
    {
      env: {
        ...process.env,
        GOVERNANCE_TABLE: 'governance',
        EVIDENCE_BUCKET: 'evidence',
        AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'bench',
        AWS_SECRET_ACCESS_KEY: 'bench',
      },
      maxBuffer: 1024 * 1024,
    },
  );
  return { cycle, ...JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}'), units: table.taken() };
};

const row = (...cells: (string | number)[]) =>
  console.log(cells.map((cell, index) => String(cell).padEnd(index === 0 ? 34 : 14)).join(''));
const shown = (value: number, digits = 1) => value.toLocaleString('en-GB', { maximumFractionDigits: digits });
try {
  const first = await run('cycle-1');
  const second = await run('cycle-2');
  const both = [first, second];
  const cost = ({ units }: typeof first) => (units.write * price.write + units.read * price.read) / 1e6;
  console.log(
    `Catalogue of ${shown(first.counts.apisFound)} APIs and ${shown(first.counts.endpoints)} endpoints in ${size.accounts} accounts, heap bounded to ${heapMb} MB`,
  );
  console.log(
    `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${new Date().toISOString().slice(0, 10)}\n`,
  );
  row('', 'first cycle', 'unchanged');
  row('read, resolve, keep (s)', ...both.map(({ resolved }) => shown(resolved)));
  row('with the writes (s)', ...both.map(({ whole }) => shown(whole)));
  row('processor time of it (s)', ...both.map(({ cpu }) => shown(cpu)));
  row('peak resident memory (MB)', ...both.map(({ peakRssMb }) => shown(peakRssMb, 0)));
  row('records written', ...both.map(({ written }) => shown(written)));
  row('DynamoDB requests', ...both.map(({ units }) => shown(units.requests)));
  row('write request units', ...both.map(({ units }) => shown(units.write)));
  row('read request units', ...both.map(({ units }) => shown(units.read)));
  row('cost of the requests (USD)', ...both.map((one) => cost(one).toFixed(4)));
  console.log(
    `\nPrices assumed: ${price.write} USD for a million write request units, ${price.read} for a million read request units (on demand, us-east-1).`,
  );
  console.log(
    'Does not show: the way to the real table, objects in S3 (records over 100 KB), other machines.',
  );
} finally {
  await table.close();
  rmSync(folder, { recursive: true, force: true });
}
