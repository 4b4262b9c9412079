import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Mailer } from '../../core/risk/ports.ts';
import { setting } from '../settings.ts';

/**
 * Mail by SES v2, one message a person. No configuration set: click tracking would rewrite the link, and a tracking
 * pixel would report who reads.
 */
export const sesMailer = (): Mailer => {
  const from = setting('MAIL_FROM');
  const client = new SESv2Client({});
  const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    async send({ to, subject, text, html }) {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: [to] },
          Content: { Simple: { Subject: part(subject), Body: { Text: part(text), Html: part(html) } } },
        }),
      );
    },
  };
};
