import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Certificates } from '../certificates.ts';
import { nodeBinary, repository } from '../home.ts';
import type { ProcessSpec } from '../supervisor/supervisor.ts';

export interface EmulatorOptions {
  readonly home: string;
  /** The interpreter that has the emulator. */
  readonly python: string;
  readonly port: number;
  /** Where functions reach AWS: the front door. */
  readonly endpoint: string;
  readonly certificates: Certificates;
  /** Whether signatures and policies are evaluated. */
  readonly auth: boolean;
}

/**
 * How to run the emulator. Its environment is written out in full because the functions inherit it: `node` is
 * the first on `PATH`, the endpoint is the front door, and a bundle with the local authority makes https
 * integrations of the demo bank verify. State is kept in the home and saved when it ends (SIGTERM).
 */
export const emulatorProcess = (options: EmulatorOptions): ProcessSpec => {
  const state = (name: string): string => {
    const folder = join(options.home, 'aws', name);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const scratch = state('tmp');
  // The emulator's worker scripts are CommonJS; below a checkout they would inherit its `"type": "module"`.
  writeFileSync(join(scratch, 'package.json'), '{ "type": "commonjs" }\n');
  return {
    command: options.python,
    args: ['-m', 'ministack'],
    env: {
      PATH: [dirname(nodeBinary()), process.env.PATH ?? '/usr/bin:/bin'].join(delimiter),
      NODE_PATH: join(repository, 'node_modules'),
      HOME: state('home'),
      TMPDIR: scratch,
      LANG: 'C.UTF-8',
      PYTHONUNBUFFERED: '1',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(options.port),
      LOG_LEVEL: process.env.GATEHOUSE_EMULATOR_LOG_LEVEL ?? 'WARNING',
      AUTH: String(options.auth),
      PERSIST_STATE: '1',
      STATE_DIR: state('state'),
      S3_PERSIST: '1',
      S3_DATA_DIR: state('s3'),
      // Listeners that nothing here needs.
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      AWS_ENDPOINT_URL: options.endpoint,
      SSL_CERT_FILE: options.certificates.bundle,
      NODE_EXTRA_CA_CERTS: options.certificates.ca,
    },
  };
};

/** Answers when the emulator is up. */
export const healthPath = '/_localstack/health';
