import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { readJson, writeJson } from '../json-file.ts';
import { until } from './waiting.ts';

/** Below the range from which the systems that matter take ports for outgoing connections (from 32768 up). */
const lowest = 20_000;
const count = 12_000;

/** A process that was just killed may hold its port until its last thread is gone. */
const releaseMs = 1500;

/** Whether nobody listens on this loopback port. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });

const firstGuess = (home: string, name: string): number =>
  lowest + (createHash('sha256').update(`${home}\0${name}`).digest().readUInt32BE(0) % count);

/**
 * The loopback port of `name` in this home: chosen once and remembered, so that addresses that were written down
 * (in a deployed function, in a browser's bookmark) stay right. Chosen anew only when `ours` does not run and
 * somebody else listens there.
 */
export const portOf = async (home: string, name: string, ours: boolean): Promise<number> => {
  const file = join(home, 'ports.json');
  const ports = readJson<Record<string, number>>(file, {});
  const remembered = ports[name];
  if (remembered && (ours || (await until(() => isFree(remembered), releaseMs)))) return remembered;

  const taken = new Set(Object.values(ports));
  let port = firstGuess(home, name);
  while (taken.has(port) || !(await isFree(port))) port = lowest + ((port - lowest + 1) % count);
  writeJson(file, { ...readJson<Record<string, number>>(file, {}), [name]: port });
  return port;
};
