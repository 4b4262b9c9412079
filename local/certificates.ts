import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { issue } from './certificates/certificate.ts';

/** Paths of PEM files. */
export interface Certificates {
  /** The local authority: what a client must trust. Its key was thrown away. */
  readonly ca: string;
  /** The server certificate of the demo bank's backends. */
  readonly cert: string;
  readonly key: string;
  /** The local authority and the public ones: for clients that take one bundle only. */
  readonly bundle: string;
}

const day = 86_400_000;

const pathsIn = (folder: string): Certificates => ({
  ca: join(folder, 'ca.pem'),
  cert: join(folder, 'server.pem'),
  key: join(folder, 'server-key.pem'),
  bundle: join(folder, 'bundle.pem'),
});

const areGood = (paths: Certificates, now: number): boolean =>
  Object.values(paths).every((path) => existsSync(path)) &&
  Date.parse(new X509Certificate(readFileSync(paths.cert)).validTo) > now + 7 * day;

/**
 * The certificates of a home, made once: an authority that exists for one signature only, and a server
 * certificate for loopback and `*.demo-bank.test`. Made anew a week before they end.
 */
export const certificates = (home: string): Certificates => {
  const folder = join(home, 'certificates');
  const now = Date.now();
  if (areGood(pathsIn(folder), now)) return pathsIn(folder);

  const from = new Date(now - day);
  const until = new Date(now + 398 * day);
  const authority = issue({ subject: 'Gatehouse local authority', names: [], from, until });
  const names = ['localhost', '127.0.0.1', 'demo-bank.test', '*.demo-bank.test'];
  const server = issue({ subject: 'localhost', names, from, until, authority });

  const draft = `${folder}.${process.pid}.new`;
  mkdirSync(draft, { recursive: true });
  const files = pathsIn(draft);
  writeFileSync(files.ca, authority.certificate);
  writeFileSync(files.cert, server.certificate);
  writeFileSync(files.key, server.key, { mode: 0o600 });
  writeFileSync(files.bundle, [authority.certificate, ...rootCertificates].join('\n'));
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  return pathsIn(folder);
};
