import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PortalPorts } from '../../lambdas/portal/ports.ts';
import { memoryRelyingParty } from './memory/relying-party.ts';
import { httpRequest, portalWorld } from './portal-world.ts';
import { issuer, type RiskWorld, riskWorld } from './risk-world.ts';

const bodyOf = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length > 0 ? Buffer.concat(chunks).toString('utf8') : undefined;
};

/**
 * The portal over memory on a port of its own, as API Gateway would serve it, with an identity provider that signs in
 * whoever `subject` names.
 */
export const portalServer = async (change: Partial<PortalPorts> = {}, world: RiskWorld = riskWorld()) => {
  let send: Awaited<ReturnType<typeof portalWorld>>['send'] | undefined;
  const who = { subject: 'rita' };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', origin);
    if (url.pathname === '/identity-provider') {
      const location = `/signed-in?code=${who.subject}&state=${url.searchParams.get('state')}`;
      return void response.writeHead(303, { location }).end();
    }
    const body = await bodyOf(request);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const cookies = request.headers.cookie?.split('; ');
    const answer = await send?.(
      httpRequest(request.method ?? 'GET', request.url ?? '/', {
        headers,
        ...(cookies ? { cookies } : {}),
        ...(body === undefined ? {} : { body }),
      }),
    );
    const set = answer?.cookies ? { 'set-cookie': answer.cookies } : {};
    response.writeHead(answer?.statusCode ?? 500, { ...(answer?.headers as Record<string, string>), ...set });
    response.end(answer?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const built = await portalWorld(
    { portalUrl: origin, relyingParty: memoryRelyingParty(issuer, `${origin}/identity-provider`), ...change },
    world,
  );
  send = built.send;
  return {
    ...built,
    origin,
    /** Who the identity provider signs in next. */
    who,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
