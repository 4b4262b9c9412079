import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Certificates, certificates } from './certificates.ts';
import { emulatorProcess, healthPath } from './emulator/emulator.ts';
import { virtualEnvironment } from './emulator/virtual-environment.ts';
import { nodeBinary, repository, resolveHome, sharedFolder } from './home.ts';
import { ownerOnly, readJson, writeJson } from './json-file.ts';
import { withLock } from './supervisor/lock.ts';
import { portOf } from './supervisor/ports.ts';
import { type ProcessSpec, type RunningProcess, Supervisor } from './supervisor/supervisor.ts';
import { answers, until } from './supervisor/waiting.ts';

export interface StartOptions {
  /** The folder of this system; `GATEHOUSE_HOME` or `.gatehouse` in the checkout unless told. */
  readonly home?: string;
  /** Evaluate signatures and policies. The stacks have to be deployed before, with it off. */
  readonly auth?: boolean;
  readonly report?: (line: string) => void;
}

/** The local AWS, running. */
export interface LocalAws {
  readonly home: string;
  /** Where every SDK call goes: the front door. */
  readonly endpoint: string;
  /** The emulator behind it, or the endpoint that the user named. */
  readonly emulatorUrl: string;
  readonly issuerUrl: string;
  readonly portalUrl: string;
  readonly certificates: Certificates;
  /** What the AWS SDK, the CDK and our own commands read. */
  readonly environment: () => Record<string, string>;
  /** Starts another process of this system (or finds it running), with `environment()` under its own. */
  readonly startProcess: (
    name: string,
    command: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<'reused' | 'started'>;
  /** The loopback port that belongs to a name in this home. */
  readonly port: (name: string) => Promise<number>;
}

const loopback = (port: number): string => `http://127.0.0.1:${port}`;

/** When the source of a process of ours changed last: a running one that is older is started anew. */
const versionOf = (folder: string): string =>
  String(
    Math.max(
      ...readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
    ),
  );

const ours = (folder: string, args: readonly string[]): ProcessSpec => ({
  command: nodeBinary(),
  args: [join(repository, 'local', folder, 'main.ts'), ...args],
  env: { PATH: process.env.PATH ?? '' },
  version: versionOf(join(repository, 'local', folder)),
});

const started = async (
  supervisor: Supervisor,
  name: string,
  spec: ProcessSpec,
  health: string,
): Promise<'reused' | 'started'> => {
  const outcome = await supervisor.ensure(name, spec);
  const isUp = async () => (await answers(health)) || !supervisor.isRunning(name);
  if (!(await until(isUp, 60_000)) || !supervisor.isRunning(name))
    throw new Error(
      `${name} did not come up. Its log, ${supervisor.logFile(name)}, ends with:\n${supervisor.logTail(name)}`,
    );
  return outcome;
};

/** What the issuer needs before the demo bank has written its people. */
const ensureIssuerFile = (home: string, portalUrl: string): void => {
  const file = join(home, 'issuer.json');
  writeJson(file, { stakeholders: [], clients: [], ...readJson<object>(file, {}), portalUrl }, ownerOnly);
};

const awsEnvironment = (endpoint: string): Record<string, string> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ENDPOINT_URL_S3: endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  CDK_DEFAULT_ACCOUNT: '000000000000',
  CDK_DEFAULT_REGION: 'us-east-1',
});

/** An endpoint that the user named; not the one of this very system, which their shell may still hold. */
const namedEndpoint = (own: string): string | undefined => {
  const named = process.env.AWS_ENDPOINT_URL?.replace(/\/$/, '');
  return named && named !== own ? named : undefined;
};

const startEmulator = async (
  supervisor: Supervisor,
  home: string,
  endpoint: string,
  certificate: Certificates,
  options: StartOptions,
): Promise<string> => {
  const report = options.report ?? (() => {});
  const python = await virtualEnvironment(sharedFolder, report);
  const port = await portOf(home, 'emulator', supervisor.isRunning('emulator'));
  const auth = options.auth ?? false;
  const spec = emulatorProcess({ home, python, port, endpoint, certificates: certificate, auth });
  const outcome = await started(supervisor, 'emulator', spec, `${loopback(port)}${healthPath}`);
  report(`AWS emulator ${outcome} (${auth ? 'policies are evaluated' : 'policies are not evaluated'})`);
  return loopback(port);
};

/**
 * Starts what does not run yet: emulator, front door with the portal's address, issuer. What a killed run left
 * behind is repaired. Of a second start nothing is left to do but to look.
 * @throws Error that says what did not come up, and what its log says.
 */
export const startLocalAws = (options: StartOptions = {}): Promise<LocalAws> => {
  const home = resolveHome(options.home);
  const report = options.report ?? (() => {});
  return withLock(home, async () => {
    const supervisor = new Supervisor(home);
    const certificate = certificates(home);
    const doorRuns = supervisor.isRunning('front-door');
    const doorPort = await portOf(home, 'front-door', doorRuns);
    const portalPort = await portOf(home, 'portal', doorRuns);
    const issuerPort = await portOf(home, 'issuer', supervisor.isRunning('issuer'));
    const endpoint = loopback(doorPort);
    const portalUrl = loopback(portalPort);
    ensureIssuerFile(home, portalUrl);

    const issuing = started(
      supervisor,
      'issuer',
      ours('issuer', [home, String(issuerPort)]),
      `${loopback(issuerPort)}/.well-known/openid-configuration`,
    );
    const named = namedEndpoint(endpoint);
    if (named) report(`AWS_ENDPOINT_URL names ${named}: no emulator is started`);
    const emulatorUrl = named ?? (await startEmulator(supervisor, home, endpoint, certificate, options));
    const door = ours('front-door', [emulatorUrl, String(doorPort), String(portalPort)]);
    report(`Front door ${await started(supervisor, 'front-door', door, `${endpoint}/_gatehouse/status`)}`);
    report(`Issuer ${await issuing}`);

    const environment = () => ({
      ...awsEnvironment(endpoint),
      GATEHOUSE_HOME: home,
      GATEHOUSE_LOCAL_ENDPOINT: endpoint,
      GATEHOUSE_PORTAL_URL: portalUrl,
      GATEHOUSE_ISSUER: loopback(issuerPort),
      NODE_EXTRA_CA_CERTS: certificate.ca,
    });
    return {
      home,
      endpoint,
      emulatorUrl,
      issuerUrl: loopback(issuerPort),
      portalUrl,
      certificates: certificate,
      environment,
      startProcess: (name, command, args, env = {}) =>
        supervisor.ensure(name, {
          command,
          args,
          env: { PATH: process.env.PATH ?? '', ...environment(), ...env },
        }),
      port: (name) => portOf(home, name, supervisor.isRunning(name)),
    };
  });
};

/** Ends all processes of a home; the emulator saves its state first. */
export const stopLocalAws = (home?: string): Promise<void> => {
  const folder = resolveHome(home);
  return withLock(folder, () => new Supervisor(folder).stopAll());
};

/** Ends all processes of a home and forgets everything in it, but for the installed emulator. */
export const resetLocalAws = async (home?: string): Promise<void> => {
  const folder = resolveHome(home);
  if (!existsSync(folder)) return;
  await withLock(folder, async () => {
    await new Supervisor(folder).stopAll(2000);
    for (const entry of readdirSync(folder))
      if (!entry.startsWith('venv-') && entry !== 'lock.json')
        rmSync(join(folder, entry), { recursive: true, force: true });
  });
};

export interface LocalStatus {
  readonly home: string;
  readonly processes: readonly RunningProcess[];
  /** Name → loopback port. */
  readonly ports: Readonly<Record<string, number>>;
}

/** What runs in a home now. */
export const localStatus = (home?: string): LocalStatus => {
  const folder = resolveHome(home);
  return {
    home: folder,
    processes: new Supervisor(folder).running(),
    ports: readJson<Record<string, number>>(join(folder, 'ports.json'), {}),
  };
};
