import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { mailPage } from '../../../local/front-door/mail-page.ts';

let server: Server | undefined;

/** An emulator that has sent these mails. */
const upstream = async (mails: readonly object[]): Promise<string> => {
  server = createServer((_request, response) =>
    response.end(JSON.stringify({ messages: { '000000000000': mails } })),
  );
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

afterEach(() => {
  server?.close();
});

const mail = (subject: string, Timestamp: number) => ({
  To: ['rhea@demo-bank.test'],
  Subject: subject,
  BodyText: 'Please decide.\n\nReview: http://127.0.0.1:1/r/abc.def\n',
  Timestamp,
});

test('shows the newest mail first, with its link to click', async () => {
  const { status, body } = await mailPage(
    await upstream([mail('Older mail', 1_790_000_000), mail('Newer mail', 1_790_000_100)]),
  );
  const text = body.toString();
  expect(status).toBe(200);
  expect(text.indexOf('Newer mail')).toBeLessThan(text.indexOf('Older mail'));
  expect(text).toContain('<a href="http://127.0.0.1:1/r/abc.def"');
});

test('what a mail says is text, never markup', async () => {
  const { body } = await mailPage(await upstream([mail('<script>alert(1)</script>', 1_790_000_000)]));
  expect(body.toString()).not.toContain('<script>');
});

test('an empty mailbox says so', async () => {
  expect((await mailPage(await upstream([]))).body.toString()).toContain('No mail was sent yet.');
});
