/**
 * The bank's issuer as a process of its own: `node main.ts <home> <port>`. Listens on loopback only; ends with
 * SIGTERM.
 */
import { join } from 'node:path';
import { issuerKeys } from './keys.ts';
import { issuerProvider } from './provider.ts';
import { issuerServer } from './server.ts';

const [home = '', port] = process.argv.slice(2);
const file = join(home, 'issuer.json');
const provider = issuerProvider(`http://127.0.0.1:${port}`, file, issuerKeys(home));
const server = issuerServer(provider, file).listen(Number(port), '127.0.0.1');

process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  setImmediate(() => process.exit(0));
});
