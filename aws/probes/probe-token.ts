import * as z from 'zod';
import type { ProbeTokens } from '../../core/migration/ports.ts';

export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

const discovery = z.object({ issuer: z.string(), token_endpoint: z.string() });
const answer = z.object({ access_token: z.string().min(1) });

const isLoopback = (hostname: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/** @throws TokenRefused for an address to which a secret must not be sent */
const assertSafe = (address: string): URL => {
  const url = new URL(address);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw new TokenRefused(`${url.origin} is not reached over TLS; no secret is sent there.`);
};

/** Milliseconds. */
const timeout = 10_000;

export interface ProbeClient {
  readonly issuer: string;
  readonly clientId: string;
  /** Read when a token is needed, so that a rotated secret takes effect. */
  readonly secret: () => Promise<string>;
  /** Resource server that the token is for. */
  readonly audience: string;
}

const form = (fields: Record<string, string>): URLSearchParams => new URLSearchParams(fields);

const encoded = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');

/** Access tokens of the probe's own client, by client credentials (RFC 6749, section 4.4). */
export const clientCredentials = (
  { issuer, clientId, secret, audience }: ProbeClient,
  fetching: typeof fetch = fetch,
): ProbeTokens => ({
  async token() {
    const wellKnown = assertSafe(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const metadata = await fetching(wellKnown, { signal: AbortSignal.timeout(timeout), redirect: 'error' });
    if (!metadata.ok)
      throw new TokenRefused(`The issuer answers ${metadata.status} for its discovery document.`);
    const known = discovery.parse(await metadata.json());
    if (known.issuer.replace(/\/$/, '') !== issuer.replace(/\/$/, ''))
      throw new TokenRefused('The discovery document is of another issuer.');
    const response = await fetching(assertSafe(known.token_endpoint), {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        // RFC 6749, section 2.3.1: both parts are form-encoded first.
        authorization: `Basic ${Buffer.from(`${encoded(clientId)}:${encoded(await secret())}`).toString('base64')}`,
      },
      // `resource` is RFC 8707, which takes absolute URIs only; `audience` is what other issuers call it.
      body: form({
        grant_type: 'client_credentials',
        ...(URL.canParse(audience) ? { resource: audience } : {}),
        audience,
      }),
    });
    if (!response.ok)
      throw new TokenRefused(`The issuer answers ${response.status} to the probe's client ${clientId}.`);
    return answer.parse(await response.json()).access_token;
  },
});
