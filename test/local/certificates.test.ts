import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { integer, oid, sequence } from '../../local/certificates/der.ts';
import { certificates } from '../../local/certificates.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gatehouse-certificates-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const status = (port: number, servername: string, ca: Buffer): Promise<number | string> =>
  new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, servername, ca, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });

describe('certificates', () => {
  test('a client that trusts the authority reaches the backends by their names, and no others', async () => {
    const paths = certificates(home);
    const [ca, cert, key] = [paths.ca, paths.cert, paths.key].map((path) => readFileSync(path));
    const server = createServer({ cert, key }, (_, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      expect(await status(port, 'localhost', ca as Buffer)).toBe(200);
      expect(await status(port, 'payments.demo-bank.test', ca as Buffer)).toBe(200);
      expect(await status(port, 'example.org', ca as Buffer)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
      expect(await status(port, 'localhost', cert as Buffer)).not.toBe(200);
    } finally {
      server.close();
    }
  });

  test('say what they are', () => {
    const paths = certificates(home);
    const ca = new X509Certificate(readFileSync(paths.ca));
    const cert = new X509Certificate(readFileSync(paths.cert));
    expect([ca.ca, cert.ca]).toEqual([true, false]);
    expect(cert.checkIssued(ca)).toBe(true);
    expect(cert.verify(ca.publicKey)).toBe(true);
    expect(cert.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(readFileSync(paths.bundle, 'utf8').startsWith(readFileSync(paths.ca, 'utf8'))).toBe(true);
  });

  test('are made once', () => {
    const first = readFileSync(certificates(home).cert, 'utf8');
    expect(readFileSync(certificates(home).cert, 'utf8')).toBe(first);
  });

  test('are made again when one of the files is gone', () => {
    rmSync(certificates(home).key);
    const paths = certificates(home);
    const cert = new X509Certificate(readFileSync(paths.cert));
    expect(cert.verify(new X509Certificate(readFileSync(paths.ca)).publicKey)).toBe(true);
    expect(readFileSync(paths.key, 'utf8')).toContain('PRIVATE KEY');
  });
});

describe('DER', () => {
  test('writes object identifiers in base 128', () => {
    expect(oid('1.2.840.10045.4.3.2').toString('hex')).toBe('06082a8648ce3d040302');
  });

  test('writes the length of any content', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), (size) => {
        const encoded = sequence(Buffer.alloc(size));
        const first = encoded[1] as number;
        const digits = first < 0x80 ? 0 : first & 0x7f;
        const length = digits === 0 ? first : encoded.readUIntBE(2, digits);
        return length === size && encoded.length === 2 + digits + size;
      }),
      { numRuns: 50 },
    );
  });

  test('keeps numbers positive', () => {
    expect(integer(Buffer.from([0x80])).toString('hex')).toBe('02020080');
    expect(integer(Buffer.from([0x7f])).toString('hex')).toBe('02017f');
  });
});
