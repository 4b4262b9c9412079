import { describe, expect, test } from '@jest/globals';
import { clientCredentials, TokenRefused } from '../../../aws/probes/probe-token.ts';

const client = (issuer: string) => ({
  issuer,
  clientId: 'probe:1',
  secret: async () => 's e+c',
  audience: 'gateway',
});

/** An issuer that answers as configured and keeps what it was asked. */
const issuerAt = (
  issuer: string,
  { tokenEndpoint = `${issuer}/token`, named = issuer, status = 200 } = {},
) => {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const fetching = (async (url: URL, init?: RequestInit) => {
    asked.push({ url: String(url), init });
    return String(url).endsWith('openid-configuration')
      ? Response.json({ issuer: named, token_endpoint: tokenEndpoint })
      : Response.json({ access_token: 'at', token_type: 'Bearer' }, { status });
  }) as typeof fetch;
  return { asked, tokens: clientCredentials(client(issuer), fetching) };
};

describe('clientCredentials', () => {
  test('asks for a token for the gateway with the form-encoded credentials', async () => {
    const { tokens, asked } = issuerAt('https://login.bank.example');
    expect(await tokens.token()).toBe('at');
    const { url, init } = asked[1] as (typeof asked)[number];
    expect(url).toBe('https://login.bank.example/token');
    expect(String(init?.body)).toBe('grant_type=client_credentials&audience=gateway');
    const [, basic = ''] = new Headers(init?.headers).get('authorization')?.split(' ') ?? [];
    expect(Buffer.from(basic, 'base64').toString()).toBe('probe%3A1:s+e%2Bc');
  });

  test('plain HTTP is for loopback issuers only', async () => {
    expect(await issuerAt('http://127.0.0.1:4000').tokens.token()).toBe('at');
    for (const { tokens, asked } of [
      issuerAt('http://login.bank.example'),
      issuerAt('https://login.bank.example', { tokenEndpoint: 'http://login.bank.example/token' }),
      issuerAt('http://127.0.0.1.evil.example'),
    ]) {
      await expect(tokens.token()).rejects.toThrow(TokenRefused);
      expect(asked.filter(({ init }) => init?.method === 'POST')).toEqual([]);
    }
  });

  test('another issuer’s discovery document and a refusal are said without the secret', async () => {
    await expect(
      issuerAt('https://a.example', { named: 'https://b.example' }).tokens.token(),
    ).rejects.toThrow('of another issuer');
    const refused = issuerAt('https://a.example', { status: 401 }).tokens.token();
    await expect(refused).rejects.toThrow('answers 401 to the probe');
    await expect(refused).rejects.not.toThrow('s e+c');
  });
});
