import { describe, expect, test } from '@jest/globals';
import { CookieJar } from '../../../local/demo-approver/cookie-jar.ts';

const url = (text: string) => new URL(text);
const now = Date.parse('2026-11-24T09:00:00Z');

const jarWith = (at: string, ...cookies: string[]) => {
  const jar = new CookieJar();
  jar.store(url(at), cookies, now);
  return jar;
};

describe('CookieJar', () => {
  test('sends a cookie back to its host, whatever the port', () => {
    const jar = jarWith('http://127.0.0.1:8000/a', 'sid=1; Path=/; HttpOnly');
    expect(jar.header(url('http://127.0.0.1:9000/b'), now)).toBe('sid=1');
    expect(jar.header(url('http://localhost:8000/b'), now)).toBe('');
  });

  test('sends Secure cookies in the clear to loopback addresses only', () => {
    const jar = jarWith('http://localhost:8000/', '__Host-s=1; Path=/; Secure');
    expect(jar.header(url('http://localhost:8000/'), now)).toBe('__Host-s=1');
    const far = jarWith('https://bank.test/', '__Host-s=1; Path=/; Secure');
    expect(far.header(url('https://bank.test/'), now)).toBe('__Host-s=1');
    expect(far.header(url('http://bank.test/'), now)).toBe('');
  });

  test('keeps cookies to their path, the longest first', () => {
    const jar = jarWith('http://127.0.0.1/', 'a=1; Path=/', 'b=2; Path=/sign-in/7');
    expect(jar.header(url('http://127.0.0.1/sign-in/7'), now)).toBe('b=2; a=1');
    expect(jar.header(url('http://127.0.0.1/sign-in/7/next'), now)).toBe('b=2; a=1');
    expect(jar.header(url('http://127.0.0.1/sign-in/78'), now)).toBe('a=1');
  });

  test('takes the folder of the page for a cookie without a path', () => {
    const jar = jarWith('http://127.0.0.1/a/b', 'c=1');
    expect(jar.header(url('http://127.0.0.1/a/x'), now)).toBe('c=1');
    expect(jar.header(url('http://127.0.0.1/b'), now)).toBe('');
  });

  test('replaces a cookie, forgets one that is ended, and drops one that is over', () => {
    const jar = jarWith('http://127.0.0.1/', 's=1; Path=/', 't=1; Path=/; Max-Age=60');
    jar.store(url('http://127.0.0.1/'), ['s=2; Path=/'], now);
    expect(jar.header(url('http://127.0.0.1/'), now)).toBe('t=1; s=2');
    expect(jar.header(url('http://127.0.0.1/'), now + 61_000)).toBe('s=2');
    jar.store(url('http://127.0.0.1/'), ['s=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], now);
    expect(jar.header(url('http://127.0.0.1/'), now + 61_000)).toBe('');
    jar.store(url('http://127.0.0.1/'), ['t=; Path=/; Max-Age=0'], now);
    expect(jar.header(url('http://127.0.0.1/'), now)).toBe('');
  });

  test('overlooks what is no cookie', () => {
    expect(jarWith('http://127.0.0.1/', '', '=x', 'novalue').header(url('http://127.0.0.1/'), now)).toBe('');
  });
});
