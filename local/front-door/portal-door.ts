import { createServer, type Server } from 'node:http';
import { type Reply, readCall, send } from './http.ts';
import type { Json } from './rest-api/definition.ts';
import { RootClient } from './root-client.ts';
import type { Upstream } from './upstream.ts';

const portalName = 'gatehouse-portal';
const freshMs = 2000;

const plain = (status: number, text: string): Reply => ({
  status,
  headers: ['Content-Type', 'text/plain; charset=utf-8', 'Retry-After', '5'],
  body: Buffer.from(`${text}\n`),
});

/** The emulator joins several `Set-Cookie` values into one header; the comma of `Expires` is no border. */
export const splitCookies = (reply: Reply): Reply => {
  const headers: string[] = [];
  for (let i = 0; i < reply.headers.length; i += 2) {
    const name = reply.headers[i] as string;
    const value = reply.headers[i + 1] as string;
    const values = name.toLowerCase() === 'set-cookie' ? value.split(/,\s*(?=[^;,=\s]+=)/) : [value];
    for (const one of values) headers.push(name, one);
  }
  return { ...reply, headers };
};

/**
 * The portal at the root of an address of its own, as a bank serves it under its own domain: the HTTP API named
 * `gatehouse-portal`, whatever its id is after the last deployment.
 */
export const portalDoor = (upstream: Upstream): Server => {
  const root = new RootClient(upstream);
  let known: { at: number; apiId: string | undefined } = { at: 0, apiId: undefined };

  const portalId = async (): Promise<string | undefined> => {
    if (known.apiId && Date.now() - known.at < freshMs) return known.apiId;
    const { value } = await root.ask('GET', '/v2/apis?maxResults=500');
    const apis = (value.items ?? []) as Json[];
    const portal = apis.filter(({ name }) => name === portalName).at(-1);
    known = { at: Date.now(), apiId: portal && String(portal.apiId) };
    return known.apiId;
  };

  return createServer(async (request, response) => {
    try {
      const call = await readCall(request);
      const apiId = await portalId();
      if (!apiId)
        return send(response, plain(503, 'The portal is not deployed yet. `npm start` deploys it.'));
      const target = `/_aws/execute-api/${apiId}/$default${call.target}`;
      const reply = splitCookies(await upstream.exchange({ ...call, target }));
      send(response, reply, call.method === 'HEAD');
    } catch {
      send(response, plain(503, 'The local AWS does not answer. `npm start` starts it.'));
    }
  });
};
