import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { convertFile } from '../../bin/convert-run.ts';
import { accountsDocument } from '../support/migration-world.ts';

let folder: string;
let out: string;
let said: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'convert-'));
  out = join(folder, 'out');
  said = '';
  const hear = (text: string | Uint8Array) => {
    said += String(text);
    return true;
  };
  jest.spyOn(process.stderr, 'write').mockImplementation(hear as never);
  jest.spyOn(process.stdout, 'write').mockImplementation(hear as never);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const spec = (text: string | Buffer, name = 'accounts.yaml') => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const written = (name: string) => JSON.parse(readFileSync(join(out, name), 'utf8')) as Record<string, never>;

describe('convert', () => {
  test('writes document, models and report, hardened', async () => {
    expect(await convertFile(spec(accountsDocument), { out, harden: true })).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['models.json', 'openapi.json', 'report.json']);
    expect(written('openapi.json').openapi).toBe('3.0.1');
    expect(JSON.stringify(written('openapi.json'))).toMatch(
      /https:\/\/\$\{stageVariables\.backend\}\/accounts/,
    );
    expect(written('report.json')).toMatchObject({ schemaVersion: 1, convertible: true, blocked: [] });
    expect(said).toContain('3 operations, 1 models');
  });

  test('without hardening, lists what an import would leave open', async () => {
    expect(await convertFile(spec(accountsDocument), { out, harden: false, quiet: true })).toBe(0);
    const { gaps } = written('report.json') as unknown as { gaps: { constraint: string }[] };
    expect(gaps.filter(({ constraint }) => constraint === 'authentication')).toHaveLength(3);
    expect(said).toBe('');
  });

  test('writes the same bytes each time, and reads .gz as it is', async () => {
    await convertFile(spec(accountsDocument), { out, harden: true });
    const first = readFileSync(join(out, 'openapi.json'));
    await convertFile(spec(gzipSync(accountsDocument), 'accounts.yaml.gz'), { out, harden: true });
    expect(readFileSync(join(out, 'openapi.json'))).toEqual(first);
  });

  test('refused: exit 3, a report and no document', async () => {
    expect(
      await convertFile(spec('openapi: 3.0.0\npaths: { /a~b: { get: {} } }'), { out, harden: true }),
    ).toBe(3);
    expect(readdirSync(out)).toEqual(['report.json']);
    expect(written('report.json')).toMatchObject({
      convertible: false,
      blocked: [expect.objectContaining({ rule: 'S10' })],
    });
    expect(said).toContain('Rename it');
  });

  test.each([
    ['a syntax error', 'openapi: 3.0.0\npaths: {]\n', /accounts\.yaml:2: Not valid YAML/],
    ['Swagger', 'swagger: "2.0"', /Convert it to OpenAPI 3\.0 first/],
  ])('unreadable: exit 2 for %s', async (_, text, message) => {
    expect(await convertFile(spec(text), { out, harden: true })).toBe(2);
    expect(said).toMatch(message);
  });

  test('exit 2 for a file that is not there', async () => {
    expect(await convertFile(join(folder, 'none.yaml'), { out, harden: true })).toBe(2);
    expect(said).toContain('There is no such file');
  });

  test('a backend without TLS is refused', async () => {
    expect(
      await convertFile(spec(accountsDocument), { out, harden: true, backend: 'http://b.example' }),
    ).toBe(3);
    expect(said).toContain('not reached over TLS');
  });
});
