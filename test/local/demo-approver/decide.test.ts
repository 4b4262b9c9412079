import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type DemoDecision, decideAsDemoApprover } from '../../../local/demo-approver/decide.ts';
import { signInPage } from '../../../local/issuer/sign-in-page.ts';
import type { LocalMail } from '../../../local/mailbox.ts';
import { memoryRelyingParty } from '../../support/memory/relying-party.ts';
import { portalServer } from '../../support/portal-server.ts';
import { issuer, theException } from '../../support/risk-world.ts';

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
};

/** The issuer's own sign-in page; whoever is chosen comes back to the portal with a code. */
const signInServer = async (portalOrigin: () => string) => {
  const people = ['rita', 'sven', 'olga', 'nora'].map((subject) => ({
    subject,
    name: subject,
    mail: `${subject}@bank.test`,
  }));
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://issuer');
    if (request.method !== 'POST') {
      response.writeHead(200, {
        'content-type': 'text/html',
        'set-cookie': 'interaction=7; Path=/; HttpOnly',
      });
      return response.end(String(signInPage(request.url ?? '/', people)));
    }
    const subject = new URLSearchParams(await textOf(request)).get('subject');
    const isKnown = request.headers.cookie?.includes('interaction=7');
    const location = `${portalOrigin()}/signed-in?code=${subject}&state=${url.searchParams.get('state')}`;
    return response.writeHead(isKnown ? 303 : 400, { location }).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

let portal: Awaited<ReturnType<typeof portalServer>>;
let identity: Server;
let before: LocalMail[] = [];

beforeEach(async () => {
  const signIn = await signInServer(() => portal.origin);
  identity = signIn.server;
  portal = await portalServer({ relyingParty: memoryRelyingParty(issuer, `${signIn.origin}/authorize`) });
  before = [];
});
afterEach(async () => {
  await portal.close();
  identity.closeAllConnections();
  await new Promise((resolve) => identity.close(resolve));
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
      /APPROVE is not on the page .*Approved by Rita/,
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
