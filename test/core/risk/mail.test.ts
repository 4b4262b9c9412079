import { describe, expect, test } from '@jest/globals';
import { type MailEvent, reviewMail } from '../../../core/risk/mail.ts';
import { requestText, theException } from '../../support/risk-world.ts';

const link = 'https://portal.bank.test/r/AAAAAAAAAAAAAAAAAAAAAA-1-tmglnk.BBBBBBBBBBBBBBBBBBBBBB';
const facts = {
  exceptionId: theException,
  apiName: 'Files <Host & Host>',
  tier: 'MEDIUM' as const,
  lapseAt: '2026-12-08T08:00:00.000Z',
  link,
};
const events: readonly MailEvent[] = ['ROUND_OPENED', 'REMINDER', 'DECIDED', 'LAPSED'];

describe('mail-golden-per-state', () => {
  test.each(events)('%s', (event) => {
    const { subject, text } = reviewMail(event, facts);
    expect({ subject, text }).toMatchSnapshot();
  });
});

describe.each(events)('%s', (event) => {
  const mail = reviewMail(event, facts);

  test('mail-has-exactly-one-link', () => {
    expect(mail.text.match(/https?:\/\//g)).toHaveLength(1);
    expect(mail.text).toContain(link);
    expect(mail.html.match(/href=/g)).toHaveLength(1);
    expect(mail.html).toContain(`href="${link}"`);
  });

  test('loads nothing: no picture, no script, no style sheet, no form', () => {
    expect(mail.html).not.toMatch(/<(img|script|link|iframe|form|button)\b|url\(/i);
  });

  test('says case, tier and due date in the subject', () => {
    for (const part of [theException, 'MEDIUM', 'due 2026-12-08 08:00 UTC'])
      expect(mail.subject).toContain(part);
    expect(mail.subject).not.toContain('Files');
  });

  test('says nothing confidential', () => {
    for (const secret of ['justification', 'GAP-1', 'CTL-1', 'Fintech', 'olga', 'APPROVE', 'REJECT'])
      expect(mail.text + mail.html + mail.subject).not.toContain(secret);
    expect(requestText).toContain('GAP-1');
  });

  test('shows a name as text, whatever it holds', () => {
    expect(mail.html).not.toContain('<Host');
    expect(mail.html).toContain('Files &lt;Host &amp; Host');
  });
});
