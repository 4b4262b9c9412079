import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issue } from '../../certificates/certificate.ts';

/** PEM texts: what a partner needs to speak to the host-to-host service, and whom the service trusts. */
export interface ClientCertificate {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

const day = 86_400_000;
const files = { authority: 'authority.pem', certificate: 'partner.pem', key: 'partner-key.pem' } as const;

/**
 * The client certificate by which the demo bank's contracted partner is known at the host-to-host service; made once
 * in a home by an authority that signs nothing else.
 */
export const clientCertificate = (home: string, now = new Date()): ClientCertificate => {
  const folder = join(home, 'client-certificates');
  if (!existsSync(folder)) {
    const from = new Date(now.getTime() - day);
    const until = new Date(now.getTime() + 730 * day);
    const authority = issue({ subject: 'Demo bank partner authority', names: [], from, until });
    const partner = issue({ subject: 'fjord-pay', names: [], from, until, authority, usage: 'client' });
    const draft = `${folder}.${process.pid}.new`;
    mkdirSync(draft, { recursive: true });
    writeFileSync(join(draft, files.authority), authority.certificate);
    writeFileSync(join(draft, files.certificate), partner.certificate);
    writeFileSync(join(draft, files.key), partner.key, { mode: 0o600 });
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  }
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return {
    authority: read(files.authority),
    certificate: read(files.certificate),
    key: read(files.key),
  };
};
