/**
 * The front door as a process of its own: `node main.ts <upstream> <port> <portal port>`. Listens on loopback
 * only; ends with SIGTERM.
 */
import { FrontDoor } from './front-door.ts';
import { portalDoor } from './portal-door.ts';
import { Upstream } from './upstream.ts';

const [upstreamUrl = '', port, portalPort] = process.argv.slice(2);
const upstream = new Upstream(upstreamUrl);
const servers = [
  new FrontDoor(upstream).server().listen(Number(port), '127.0.0.1'),
  portalDoor(upstream).listen(Number(portalPort), '127.0.0.1'),
];

process.once('SIGTERM', () => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  setImmediate(() => process.exit(0));
});
