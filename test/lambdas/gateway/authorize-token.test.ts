import { beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { authorize, type TokenRules } from '../../../lambdas/gateway/authorize-token.ts';

const issuer = 'https://login.bank.example';
let rules: TokenRules;
type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
let key: PrivateKey;
let otherKey: PrivateKey;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  key = pair.privateKey;
  otherKey = (await generateKeyPair('RS256')).privateKey;
  rules = {
    issuer,
    audience: 'gateway',
    keys: createLocalJWKSet({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256' }] }),
  };
});

const now = Math.floor(Date.now() / 1000);
const token = (claims: JWTPayload = {}, signer = key) =>
  new SignJWT({ iss: issuer, aud: 'gateway', client_id: 'fintech-1', exp: now + 300, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .sign(signer);

const ask = (authorizationToken: string) =>
  authorize(
    {
      type: 'TOKEN',
      authorizationToken,
      methodArn: 'arn:aws:execute-api:eu-central-1:111122223333:abc123/live/GET/accounts/1',
    },
    rules,
  );

describe('authorize', () => {
  test('lets a good token call its stage, and tells nothing but the client', async () => {
    expect(await ask(`Bearer ${await token()}`)).toEqual({
      principalId: 'fintech-1',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'execute-api:Invoke',
            Resource: 'arn:aws:execute-api:eu-central-1:111122223333:abc123/live/*',
          },
        ],
      },
      context: { clientId: 'fintech-1' },
    });
  });

  test.each<[string, () => Promise<string> | string]>([
    ['nothing', () => ''],
    ['garbage', () => 'Bearer garbage'],
    ['another scheme', async () => `Basic ${await token()}`],
    ['an expired token', () => token({ exp: now - 60 })],
    ['a token without an end', () => token({ exp: undefined } as never)],
    ['another audience', () => token({ aud: 'portal' })],
    ['another issuer', () => token({ iss: 'https://evil.example' })],
    ['a token that is not valid yet', () => token({ nbf: now + 600 })],
    ['another key', () => token({}, otherKey)],
    [
      'no signature',
      async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await token()).split('.')[1]}.`,
    ],
    [
      'a changed claim',
      async () => {
        const [head, , signature] = (await token()).split('.');
        return `${head}.${Buffer.from(JSON.stringify({ iss: issuer, aud: 'gateway', exp: now + 300, client_id: 'admin' })).toString('base64url')}.${signature}`;
      },
    ],
    [
      'a shared secret',
      async () =>
        new SignJWT({ iss: issuer, aud: 'gateway', exp: now + 300 })
          .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
          .sign(new TextEncoder().encode('x'.repeat(32))),
    ],
  ])('refuses %s with 401', async (_, make) => {
    const made = await make();
    await expect(ask(/^(Bearer|Basic|$)/.test(made) ? made : `Bearer ${made}`)).rejects.toThrow(
      /^Unauthorized$/,
    );
  });
});
