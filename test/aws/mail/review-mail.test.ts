import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { sesMailer } from '../../../aws/mail/review-mail.ts';

test('one message to one person, as text and as HTML, without anything that tracks', async () => {
  process.env.MAIL_FROM = 'gatehouse@bank.test';
  const ses = mockClient(SESv2Client);
  ses.on(SendEmailCommand).resolves({});
  await sesMailer().send({ to: 'rita@bank.test', subject: 'S', text: 'T', html: '<p>H</p>' });
  expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input).toEqual({
    FromEmailAddress: 'gatehouse@bank.test',
    Destination: { ToAddresses: ['rita@bank.test'] },
    Content: {
      Simple: {
        Subject: { Data: 'S', Charset: 'UTF-8' },
        Body: { Text: { Data: 'T', Charset: 'UTF-8' }, Html: { Data: '<p>H</p>', Charset: 'UTF-8' } },
      },
    },
  });
});
