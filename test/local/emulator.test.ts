import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { emulatorProcess } from '../../local/emulator/emulator.ts';
import { findPython } from '../../local/emulator/python.ts';

const requirements = readFileSync('local/emulator/requirements.txt', 'utf8');

describe('requirements', () => {
  const entries = requirements
    .split(/\n(?=[a-z])/)
    .slice(1)
    .map((entry) => entry.trim());

  test('pin every package exactly, with hashes', () => {
    expect(entries.length).toBeGreaterThan(15);
    for (const entry of entries) {
      expect(entry).toMatch(/^[a-z0-9-]+==[0-9][^ ]*/);
      expect(entry).toMatch(/--hash=sha256:[0-9a-f]{64}/);
    }
  });

  test('hold the emulator and what makes its signatures real, and name no index', () => {
    expect(requirements).toMatch(/^ministack==1\.5\.33 /m);
    expect(requirements).toMatch(/^cryptography==/m);
    expect(requirements).not.toMatch(/https?:|index-url|trusted-host/);
  });
});

describe('findPython', () => {
  test('says what it found, and the two ways around it', () => {
    const find = () => findPython({ PYTHON: '/no/such/python' });
    expect(find).toThrow(/Python 3\.10 or newer \(\/no\/such\/python is not there\)/);
    expect(find).toThrow(/AWS_ENDPOINT_URL/);
    expect(find).toThrow(/real account/);
  });

  test('refuses a Python that is too old by its version', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-python-'));
    const old = join(folder, 'python');
    try {
      writeFileSync(old, '#!/bin/sh\necho 3.9\n');
      chmodSync(old, 0o755);
      expect(() => findPython({ PYTHON: old })).toThrow('python is 3.9');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('emulatorProcess', () => {
  test('inherits nothing but PATH, listens on loopback, keeps its state in the home', () => {
    const home = mkdtempSync(join(tmpdir(), 'gatehouse-emulator-'));
    process.env.SECRET_OF_THE_HOST = 'x';
    try {
      const { env } = emulatorProcess({
        home,
        python: 'python3',
        port: 4566,
        endpoint: 'http://127.0.0.1:4000',
        certificates: { ca: 'ca', cert: 'cert', key: 'key', bundle: 'bundle' },
        auth: true,
      });
      expect(env).not.toHaveProperty('SECRET_OF_THE_HOST');
      expect(env).toMatchObject({
        BIND_HOST: '127.0.0.1',
        AUTH: 'true',
        PERSIST_STATE: '1',
        S3_PERSIST: '1',
        IOT_MTLS_ENABLED: '0',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:4000',
        SSL_CERT_FILE: 'bundle',
      });
      expect(env.STATE_DIR?.startsWith(home)).toBe(true);
      expect(env.S3_DATA_DIR?.startsWith(home)).toBe(true);
      expect(env.PATH?.split(delimiter)[0]).toMatch(/node/);
    } finally {
      delete process.env.SECRET_OF_THE_HOST;
      rmSync(home, { recursive: true });
    }
  });
});
