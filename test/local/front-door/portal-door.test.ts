import { describe, expect, test } from '@jest/globals';
import { splitCookies } from '../../../local/front-door/portal-door.ts';

const cookies = (value: string) =>
  splitCookies({
    status: 200,
    headers: ['Set-Cookie', value, 'Content-Type', 'text/html'],
    body: Buffer.from(''),
  }).headers.filter((_, index, all) => all[index - 1] === 'Set-Cookie');

describe('splitCookies', () => {
  test('keeps one cookie whole, its date included', () => {
    const one = 'a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT; HttpOnly';
    expect(cookies(one)).toEqual([one]);
  });

  test('parts cookies that were joined', () => {
    expect(cookies('a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT, __Host-b=2; Secure,c=3')).toEqual([
      'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT',
      '__Host-b=2; Secure',
      'c=3',
    ]);
  });

  test('leaves other headers alone', () => {
    const reply = { status: 200, headers: ['Vary', 'a=1, b=2'], body: Buffer.from('') };
    expect(splitCookies(reply)).toEqual(reply);
  });
});
