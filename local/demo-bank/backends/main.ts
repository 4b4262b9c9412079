/**
 * The demo bank's services as one process: `node main.ts <home>`. Each listens on a loopback port that is remembered
 * in the home; `<home>/backends.json` says where, once all of them listen. Ends with SIGTERM.
 */
import { once } from 'node:events';
import { writeJson } from '../../json-file.ts';
import { portOf } from '../../supervisor/ports.ts';
import { backendServers } from './all.ts';
import { type BackendsFile, backendsFile } from './where.ts';

const [home = ''] = process.argv.slice(2);
const servers = backendServers(home);
const urls: Record<string, string> = {};
for (const { name, transport, server } of servers) {
  const port = await portOf(home, `backend-${name}`, false);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  urls[name] = `${transport === 'http' ? 'http' : 'https'}://127.0.0.1:${port}`;
}
writeJson(backendsFile(home), { pid: process.pid, urls } satisfies BackendsFile);

process.once('SIGTERM', () => {
  for (const { server } of servers) {
    server.close();
    server.closeAllConnections();
  }
  setImmediate(() => process.exit(0));
});
