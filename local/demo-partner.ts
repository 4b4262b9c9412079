import { httpProber } from '../aws/probes/http-prober.ts';
import { clientCredentials } from '../aws/probes/probe-token.ts';
import type { HttpAnswer } from '../core/migration/ports.ts';

/** A partner's program: gets a token of the bank's issuer and calls APIs through the front door. */
export interface DemoPartner {
  /** An access token by client credentials. @throws when the issuer refuses the client. */
  readonly token: () => Promise<string>;
  /**
   * One call to `https://api.demo-bank.test/…`, sent to the local endpoint with the domain in the Host header.
   * `token` is left out of a call that nobody vouches for.
   * @throws Error when nobody answers.
   */
  readonly call: (request: {
    readonly url: string;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** Sent as JSON. */
    readonly body?: unknown;
    readonly token?: string;
  }) => Promise<HttpAnswer>;
}

export const demoPartner = (settings: {
  readonly issuerUrl: string;
  readonly endpoint: string;
  readonly clientId: string;
  readonly secret: string;
  readonly audience?: string;
}): DemoPartner => {
  const { issuerUrl, endpoint, clientId, secret } = settings;
  const tokens = clientCredentials({
    issuer: issuerUrl,
    clientId,
    secret: async () => secret,
    audience: settings.audience ?? 'gateway',
  });
  const prober = httpProber(endpoint);
  return {
    token: () => tokens.token(),
    call: async ({ url, method = 'GET', headers = {}, body, token }) => {
      const answer = await prober.send({
        url,
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (answer.status === 'UNREACHABLE') throw new Error(`Nobody answers at ${endpoint}: ${answer.reason}`);
      return answer;
    },
  };
};
