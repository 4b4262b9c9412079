import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { HttpAnswer, HttpProbe, Prober } from '../../core/migration/ports.ts';

/** Bytes of an answer that are looked at. */
const maxBody = 16_384;
/** Milliseconds, longer than the gateway waits for a backend at most. */
const timeout = 35_000;

const lowerCased = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), String(value)]],
    ),
  );

const send = (probe: HttpProbe, connectTo: URL | undefined): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const url = new URL(probe.url);
    // Like curl --connect-to: another address, the same name.
    const door = connectTo ?? url;
    const request = door.protocol === 'http:' ? plainRequest : tlsRequest;
    const outgoing = request(
      {
        protocol: door.protocol,
        host: door.hostname,
        port: door.port || (door.protocol === 'http:' ? 80 : 443),
        ...(door.protocol === 'https:' ? { servername: url.hostname } : {}),
        method: probe.method,
        path: url.pathname + url.search,
        headers: {
          ...probe.headers,
          host: url.host,
          ...(probe.body === undefined ? {} : { 'content-length': Buffer.byteLength(probe.body) }),
        },
        agent: false,
        timeout,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const finish = () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: lowerCased(incoming.headers),
            body: Buffer.concat(chunks).subarray(0, maxBody).toString('utf8'),
          });
        incoming.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size < maxBody) return;
          finish();
          incoming.destroy();
        });
        incoming.on('end', finish);
        incoming.on('error', reject);
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer in ${timeout} ms`)));
    outgoing.on('error', reject);
    outgoing.end(probe.body);
  });

/**
 * Sends probes by HTTP. Follows no redirect, reads a bounded part of the body, opens a connection per probe.
 * @param connectTo `http://host:port` to connect to instead of the probed name, which stays in the Host header
 */
export const httpProber = (connectTo?: string): Prober => {
  const door = connectTo ? new URL(connectTo) : undefined;
  return {
    async send(probe) {
      try {
        return await send(probe, door);
      } catch (error) {
        const { code, message } = error as { code?: string; message?: string };
        return { status: 'UNREACHABLE', reason: code ?? message ?? 'connection failed' };
      }
    },
  };
};
