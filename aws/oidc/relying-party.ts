import * as client from 'openid-client';

export interface RelyingPartySettings {
  readonly issuer: string;
  readonly clientId: string;
  /** `<portal>/signed-in`. */
  readonly redirectUri: string;
}

export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** Seconds since the epoch. */
  readonly authTime: number;
  readonly amr: readonly string[];
}

const isLoopback = (issuer: URL): boolean =>
  issuer.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname);

/**
 * The portal as an OpenID Connect client: authorization code flow with PKCE, a public client without a secret.
 * Plain HTTP is taken from an issuer on loopback only.
 */
export const relyingParty = ({ issuer, clientId, redirectUri }: RelyingPartySettings) => {
  let discovered: Promise<client.Configuration> | undefined;
  const configuration = (): Promise<client.Configuration> => {
    const url = new URL(issuer);
    const execute = isLoopback(url) ? [client.allowInsecureRequests] : [];
    discovered ??= client
      .discovery(url, clientId, undefined, client.None(), { execute })
      .catch((error: unknown) => {
        // An issuer that did not answer once may answer the next time.
        discovered = undefined;
        throw error;
      });
    return discovered;
  };
  return {
    newAttempt: (): Attempt => ({
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    }),
    async authorizationUrl({ state, nonce, codeVerifier }: Attempt): Promise<string> {
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return url.href;
    },
    /** @throws the library's error when the answer is not the one of this attempt */
    async identity(query: string, { state, nonce, codeVerifier }: Attempt): Promise<Identity> {
      const tokens = await client.authorizationCodeGrant(
        await configuration(),
        new URL(`${redirectUri}?${query}`),
        {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        },
      );
      const claims = tokens.claims();
      if (!claims) throw new Error('The identity provider gave no ID token.');
      const { iss, sub, name, email, auth_time: authTime, iat, amr } = claims;
      return {
        issuer: iss,
        subject: sub,
        name: String(name ?? email ?? sub),
        authTime: typeof authTime === 'number' ? authTime : iat,
        amr: Array.isArray(amr) ? amr.map(String) : [],
      };
    },
  };
};
