import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { relyingParty } from '../../../aws/oidc/relying-party.ts';
import type { RelyingParty } from '../../../lambdas/portal/ports.ts';
import { type DemoDecision, decideAsDemoApprover } from '../../../local/demo-approver/decide.ts';
import { issuerKeys } from '../../../local/issuer/keys.ts';
import { issuerProvider } from '../../../local/issuer/provider.ts';
import { issuerServer } from '../../../local/issuer/server.ts';
import { writeJson } from '../../../local/json-file.ts';
import type { LocalMail } from '../../../local/mailbox.ts';
import { portalServer } from '../../support/portal-server.ts';
import { person, theException } from '../../support/risk-world.ts';

const people = ['rita', 'sven', 'olga', 'nora'].map((subject) => ({
  subject,
  name: subject,
  mail: `${subject}@bank.test`,
}));

/** The portal's own client of the issuer; the review's people are known by another name of that issuer. */
const lazyRelyingParty = (issuerUrl: () => string, portalOrigin: () => string): RelyingParty => {
  let client: ReturnType<typeof relyingParty> | undefined;
  const made = () => {
    client ??= relyingParty({
      issuer: issuerUrl(),
      clientId: 'gatehouse-portal',
      redirectUri: `${portalOrigin()}/signed-in`,
    });
    return client;
  };
  return {
    newAttempt: () => made().newAttempt(),
    authorizationUrl: (attempt) => made().authorizationUrl(attempt),
    signedIn: async (query, attempt) => {
      const { subject, name, authTime, amr } = await made().identity(query, attempt);
      return { person: person(subject), name, authTime, amr };
    },
  };
};

let home = '';
let portal: Awaited<ReturnType<typeof portalServer>>;
let identity: Server;
let before: LocalMail[] = [];

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'gatehouse-approver-'));
  const file = join(home, 'issuer.json');
  identity = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => identity.once('listening', resolve));
  const issuerUrl = `http://127.0.0.1:${(identity.address() as AddressInfo).port}`;
  const served = issuerServer(issuerProvider(issuerUrl, file, issuerKeys(home)), file);
  identity.on('request', (request, response) => void served.emit('request', request, response));
  portal = await portalServer({
    relyingParty: lazyRelyingParty(
      () => issuerUrl,
      () => portal.origin,
    ),
  });
  writeJson(file, { portalUrl: portal.origin, stakeholders: people });
  before = [];
});
afterEach(async () => {
  await portal.close();
  identity.closeAllConnections();
  await new Promise((resolve) => identity.close(resolve));
  rmSync(home, { recursive: true });
});

const mails = (): LocalMail[] => [
  ...before,
  ...portal.world.mailer.sent.map(({ to, subject, text, html }) => ({
    to: [to],
    subject,
    text,
    html: html.replaceAll('https://portal.bank.test', portal.origin),
    at: '2026-11-24T08:00:00Z',
  })),
];

const decision = (subject: string, more: Partial<DemoDecision> = {}): DemoDecision => ({
  portalUrl: portal.origin,
  mailbox: { read: async () => mails() },
  person: { subject, name: subject, mail: `${subject}@bank.test` },
  choice: 'APPROVE',
  rationale: 'The controls hold and the date is short enough.',
  ...more,
});

const review = async () => (await portal.world.reviews.read(theException))?.review;

describe('decideAsDemoApprover', () => {
  test('approves through mail, sign-in and form, and brings the receipt', async () => {
    const said: string[] = [];
    const { receipt, url } = await decideAsDemoApprover(
      decision('rita', { report: (line) => said.push(line) }),
    );
    const after = await review();
    expect(after?.state).toBe('CONDITIONAL');
    const vote = after?.seats.flatMap((seat) => (seat.state === 'DECIDED' ? [seat.vote] : []))[0];
    expect(vote).toMatchObject({ receipt, rationale: 'The controls hold and the date is short enough.' });
    expect(new URL(url).pathname).toBe(`/reviews/${theException}`);
    expect(said).toHaveLength(4);
    expect(said.join(' ')).not.toContain('/r/');
  });

  test('rejects as well', async () => {
    await decideAsDemoApprover(decision('sven', { choice: 'REJECT' }));
    expect((await review())?.state).toBe('REJECTED');
  });

  test('says what the page says when somebody else was faster', async () => {
    await decideAsDemoApprover(decision('rita'));
    await expect(decideAsDemoApprover(decision('sven'))).rejects.toThrow(
      /APPROVE is not on the page .*Approved by rita/,
    );
  });

  test('says what the page says when the rationale is too short, and decides nothing', async () => {
    await expect(
      decideAsDemoApprover(decision('rita', { choice: 'REJECT', rationale: 'No.' })),
    ).rejects.toThrow(/receipt is not on the page .*\(422\).*Write why/);
    expect((await review())?.state).toBe('IN_REVIEW');
  });

  test('does not follow a link that leads elsewhere', async () => {
    const mailbox = {
      read: async () =>
        mails().map((mail) => ({ ...mail, html: mail.html.replaceAll(portal.origin, 'http://127.0.0.1:1') })),
    };
    await expect(decideAsDemoApprover(decision('rita', { mailbox }))).rejects.toThrow('not to the portal');
  });

  test('says when no mail comes, and takes no mail that asks for nothing', async () => {
    await expect(decideAsDemoApprover(decision('nora', { withinMs: 1 }))).rejects.toThrow(
      'No mail with a Review link came to nora@bank.test.',
    );
    const html = `<a href="${portal.origin}/r/x">See the decision</a>`;
    before = [{ to: ['nora@bank.test'], subject: '', text: '', html, at: '' }];
    await expect(decideAsDemoApprover(decision('nora', { withinMs: 1 }))).rejects.toThrow('No mail');
  });
});
