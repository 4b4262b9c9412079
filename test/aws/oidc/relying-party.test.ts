import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { relyingParty } from '../../../aws/oidc/relying-party.ts';
import { bankRelyingParty } from '../../../lambdas/portal/bank-relying-party.ts';
import { SignInRefused } from '../../../lambdas/portal/ports.ts';
import { Browser } from '../../../local/demo-approver/browser.ts';
import { issuerKeys } from '../../../local/issuer/keys.ts';
import { issuerProvider } from '../../../local/issuer/provider.ts';
import { issuerServer } from '../../../local/issuer/server.ts';
import { writeJson } from '../../../local/json-file.ts';

/** Our client against a real OpenID provider on loopback. */
let home = '';
let provider: Server;
let portal: Server;
let issuer = '';
let portalUrl = '';

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'gatehouse-oidc-'));
  const file = join(home, 'issuer.json');
  provider = createServer();
  issuer = await listening(provider);
  portal = createServer((_, response) => response.end('<!doctype html>'));
  portalUrl = await listening(portal);
  writeJson(file, {
    portalUrl,
    stakeholders: [{ subject: 'rita', name: 'Rita Okafor', mail: 'rita@bank.test' }],
  });
  const served = issuerServer(issuerProvider(issuer, file, issuerKeys(home)), file);
  provider.on('request', (request, response) => void served.emit('request', request, response));
});

afterAll(async () => {
  for (const server of [provider, portal]) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  rmSync(home, { recursive: true });
});

const client = () =>
  relyingParty({ issuer, clientId: 'gatehouse-portal', redirectUri: `${portalUrl}/signed-in` });

/** Signs Rita in at the provider's own pages. @returns the query that the browser came back with */
const answerOf = async (authorizationUrl: string): Promise<string> => {
  const browser = new Browser();
  const page = await browser.open(authorizationUrl);
  const [form] = page.forms;
  if (!form) throw new Error('The provider shows no form.');
  const back = await browser.submit(page, form, { name: 'subject', value: 'rita' });
  return new URL(back.url).search.slice(1);
};

describe('the code flow', () => {
  test('asks with PKCE, state and nonce, and without a secret', async () => {
    const party = client();
    const attempt = party.newAttempt();
    const { searchParams } = new URL(await party.authorizationUrl(attempt));
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      state: attempt.state,
      nonce: attempt.nonce,
      redirect_uri: `${portalUrl}/signed-in`,
    });
    expect(searchParams.get('code_challenge')).not.toBe(attempt.codeVerifier);
    expect(String(searchParams)).not.toContain(attempt.codeVerifier);
  });

  test('ends with who signed in, by issuer and subject, and how', async () => {
    const party = client();
    const attempt = party.newAttempt();
    const identity = await party.identity(await answerOf(await party.authorizationUrl(attempt)), attempt);
    expect(identity).toMatchObject({ issuer, subject: 'rita', amr: ['pwd', 'mfa'] });
    expect(identity.authTime).toBeGreaterThan(1_700_000_000);
  });

  test.each(['state', 'nonce', 'codeVerifier'] as const)('with another %s is refused', async (part) => {
    const party = client();
    const attempt = party.newAttempt();
    const query = await answerOf(await party.authorizationUrl(attempt));
    await expect(party.identity(query, { ...attempt, [part]: party.newAttempt()[part] })).rejects.toThrow();
  });

  test('a code is good once', async () => {
    const party = client();
    const attempt = party.newAttempt();
    const query = await answerOf(await party.authorizationUrl(attempt));
    await party.identity(query, attempt);
    await expect(party.identity(query, attempt)).rejects.toThrow();
  });

  test('no two attempts are alike', () => {
    const attempts = Array.from({ length: 50 }, () => Object.values(client().newAttempt())).flat();
    expect(new Set(attempts).size).toBe(attempts.length);
  });
});

describe('an identity provider', () => {
  test('elsewhere is not asked over plain HTTP', async () => {
    const party = relyingParty({
      issuer: 'http://login.bank.example',
      clientId: 'x',
      redirectUri: `${portalUrl}/x`,
    });
    await expect(party.authorizationUrl(party.newAttempt())).rejects.toThrow(/HTTPS/i);
  });

  test('that did not answer is asked again the next time', async () => {
    let calls = 0;
    const flaky = createServer((_, response) => {
      calls += 1;
      response.writeHead(503).end();
    });
    const url = await listening(flaky);
    const party = relyingParty({ issuer: url, clientId: 'x', redirectUri: `${portalUrl}/x` });
    for (let time = 0; time < 2; time++)
      await expect(party.authorizationUrl(party.newAttempt())).rejects.toThrow();
    expect(calls).toBe(2);
    flaky.closeAllConnections();
    await new Promise((resolve) => flaky.close(resolve));
  });
});

test('as the portal sees it: a person by issuer and subject, and every other answer is a refusal', async () => {
  process.env.OIDC_ISSUER = issuer;
  process.env.OIDC_CLIENT_ID = 'gatehouse-portal';
  const party = bankRelyingParty(portalUrl);
  const attempt = { ...party.newAttempt(), returnTo: '/' };
  const query = await answerOf(await party.authorizationUrl(attempt));
  expect(await party.signedIn(query, attempt)).toMatchObject({
    person: `${issuer}|rita`,
    amr: ['pwd', 'mfa'],
  });
  await expect(party.signedIn(query, attempt)).rejects.toThrow(SignInRefused);
  await expect(party.signedIn('error=access_denied&state=x', attempt)).rejects.toThrow(SignInRefused);
});
