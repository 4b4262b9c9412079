import { readFileSync } from 'node:fs';
import { createServer as plainServer, type Server } from 'node:http';
import { createServer as tlsServer } from 'node:https';
import { certificates } from '../../certificates.ts';
import { accountsBackend } from './accounts.ts';
import type { Backend } from './backend.ts';
import { cardsBackend } from './cards.ts';
import { clientCertificate } from './client-certificates.ts';
import { consentsBackend } from './consents.ts';
import { fxRatesBackend } from './fx-rates.ts';
import { h2hFilesBackend } from './h2h-files.ts';
import { backendListener } from './listener.ts';
import { loansLegacyBackend } from './loans-legacy.ts';
import { paymentsBackend } from './payments.ts';

/** How a backend is reached: in the clear, over TLS, or over TLS with a client certificate. */
export type Transport = 'http' | 'https' | 'mtls';

export interface BackendServer {
  readonly name: string;
  readonly transport: Transport;
  /** Not listening yet. */
  readonly server: Server;
}

/** The transports differ because the bank's estate does. */
const backends = (clock: () => Date): readonly (readonly [Backend, Transport])[] => [
  [accountsBackend(clock), 'https'],
  [paymentsBackend(), 'https'],
  [consentsBackend(), 'http'],
  [cardsBackend(), 'https'],
  [fxRatesBackend(), 'https'],
  [loansLegacyBackend(), 'https'],
  [h2hFilesBackend(), 'mtls'],
];

/** All services of the demo bank, with the certificates of a home. */
export const backendServers = (home: string, clock = () => new Date()): readonly BackendServer[] => {
  const paths = certificates(home);
  const tls = { cert: readFileSync(paths.cert), key: readFileSync(paths.key) };
  return backends(clock).map(([backend, transport]) => {
    const listener = backendListener(backend);
    const server =
      transport === 'http'
        ? plainServer(listener)
        : transport === 'https'
          ? tlsServer(tls, listener)
          : tlsServer(
              { ...tls, ca: clientCertificate(home).authority, requestCert: true, rejectUnauthorized: true },
              listener,
            );
    return { name: backend.name, transport, server };
  });
};
