import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { nodeBinary, repository } from './home.ts';
import { readJson, writeJson } from './json-file.ts';

export interface DeployOptions {
  readonly home: string;
  /** The AWS environment: endpoint, keys, region, and what the app reads. */
  readonly environment: Readonly<Record<string, string>>;
  /** CDK context, `name=value`. */
  readonly context?: readonly string[];
  /** The folder with `cdk.json`; the checkout itself unless told. */
  readonly app?: string;
  /** Deployed only when all of them are there; asked of CloudFormation. */
  readonly stackExists: (name: string) => Promise<boolean>;
  readonly report?: (line: string) => void;
}

/** Stack → output → value, as `cdk deploy --outputs-file` writes them. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Deployed {
  readonly hash: string;
  readonly outputs: Outputs;
}

const cdk = join(repository, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** Runs the CDK's own command line. @throws Error with its last lines. */
const runCdk = async (options: DeployOptions, args: readonly string[]): Promise<void> => {
  mkdirSync(join(options.home, 'logs'), { recursive: true });
  const log = createWriteStream(join(options.home, 'logs', 'deploy.log'), { flags: 'a' });
  const child = spawn(nodeBinary(), [cdk, ...args], {
    cwd: options.app ?? repository,
    env: {
      PATH: [dirname(nodeBinary()), process.env.PATH ?? ''].join(delimiter),
      HOME: process.env.HOME ?? options.home,
      ...options.environment,
      CI: 'true',
      NO_COLOR: '1',
      FORCE_COLOR: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const last: string[] = [];
  const follow = async (stream: NodeJS.ReadableStream) => {
    for await (const line of createInterface({ input: stream })) {
      log.write(`${line}\n`);
      last.push(line);
      if (last.length > 30) last.shift();
      options.report?.(line);
    }
  };
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  await Promise.all([follow(child.stdout), follow(child.stderr)]);
  const status = await code;
  log.end();
  if (status !== 0) throw new Error(`cdk ${args[0]} failed (status ${status}):\n${last.join('\n')}`);
};

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** What would be deployed: templates and manifest; the names of assets in them hold the hashes of their content. */
const assemblyHash = (assembly: string, endpoint: string): string => {
  const hash = createHash('sha256').update(endpoint);
  const told = filesIn(assembly).filter((path) => /(\.template|\.assets|manifest)\.json$/.test(path));
  for (const path of told.sort()) hash.update(path.slice(assembly.length)).update(readFileSync(path));
  return hash.digest('hex');
};

const stacksIn = (assembly: string): string[] => {
  const { artifacts } = readJson<{
    artifacts: Record<string, { type: string; properties?: { stackName?: string } }>;
  }>(join(assembly, 'manifest.json'), { artifacts: {} });
  return Object.entries(artifacts)
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([id, { properties }]) => properties?.stackName ?? id);
};

const allExist = async (names: readonly string[], exists: DeployOptions['stackExists']): Promise<boolean> =>
  names.length > 0 && (await Promise.all(names.map(exists))).every(Boolean);

/**
 * Deploys all stacks with the CDK, as a user would; only synthesises when what comes of it is deployed already.
 * @returns the stacks' outputs, and whether anything was done.
 * @throws Error with the CDK's last lines; the rest is in `<home>/logs/deploy.log`.
 */
export const deploy = async (options: DeployOptions): Promise<{ outputs: Outputs; changed: boolean }> => {
  const assembly = join(options.home, 'cdk.out');
  const outputsFile = join(options.home, 'outputs.json');
  const deployedFile = join(options.home, 'deployed.json');
  const context = (options.context ?? []).flatMap((value) => ['-c', value]);
  await runCdk(options, ['synth', '--quiet', '--output', assembly, ...context]);

  const endpoint = options.environment.AWS_ENDPOINT_URL ?? '';
  const hash = assemblyHash(assembly, endpoint);
  const before = readJson<Deployed | undefined>(deployedFile, undefined);
  if (before?.hash === hash && (await allExist(stacksIn(assembly), options.stackExists)))
    return { outputs: before.outputs, changed: false };

  if (!(await options.stackExists('CDKToolkit')))
    await runCdk(options, [
      'bootstrap',
      `aws://${options.environment.CDK_DEFAULT_ACCOUNT}/${options.environment.AWS_REGION}`,
    ]);
  const quiet = ['--require-approval', 'never', '--progress', 'events', '--outputs-file', outputsFile];
  await runCdk(options, ['deploy', '--all', '--app', assembly, ...quiet]);
  const outputs = existsSync(outputsFile) ? readJson<Outputs>(outputsFile, {}) : {};
  writeJson(deployedFile, { hash, outputs } satisfies Deployed);
  return { outputs, changed: true };
};
