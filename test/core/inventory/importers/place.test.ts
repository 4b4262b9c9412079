import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hostOf, placeOf } from '../../../../core/inventory/importers/place.ts';

const nothing = { secret: () => undefined };

describe('hostOf', () => {
  test.each([
    ['API.Bank.Example', 'api.bank.example'],
    ['api.bank.example:8443', 'api.bank.example'],
    ['api.bank.example.', 'api.bank.example'],
    ['*.bank.example', '*.bank.example'],
    ['käse.example', 'xn--kse-qla.example'],
    ['192.0.2.7', '192.0.2.7'],
    ['[2001:db8::1]:443', '[2001:db8::1]'],
  ])('%s is %s', (written, host) => expect(hostOf(written)).toBe(host));

  test.each([
    '',
    'localhost',
    'app.localhost:3000',
    '127.0.0.1',
    '0.0.0.0',
    '[::1]:8080',
    '{host}',
    '{{host}}',
    '8080',
    'a b',
    'x@y',
    '*',
  ])('%j names no host', (written) => expect(hostOf(written)).toBeUndefined());
});

describe('placeOf', () => {
  test.each([
    ['https://api.bank.example/v1/pay?x=1#y', { host: 'api.bank.example', path: '/v1/pay' }],
    ['//api.bank.example/v1', { host: 'api.bank.example', path: '/v1' }],
    ['api.bank.example:8443/v1', { host: 'api.bank.example', path: '/v1' }],
    ['api.bank.example', { host: 'api.bank.example', path: '' }],
    ['wss://api.bank.example', { host: 'api.bank.example', path: '' }],
    ['https://{tenant}.bank.example/{version}/x', { path: '/{version}/x' }],
    ['http://localhost:8080/x', { path: '/x' }],
    ['/only/a/path?q', { path: '/only/a/path' }],
  ])('%s', (written, place) => expect(placeOf(written, nothing)).toEqual(place));

  test.each(['', 'a word', 'mailto:someone@bank.example', 'payments'])('%j is no place', (written) =>
    expect(placeOf(written, nothing)?.host).toBeUndefined(),
  );

  test('what opens the place is taken, and never part of it', () => {
    const password = fc.stringMatching(/^[A-Za-z]{3}[0-9]{4}[A-Za-z0-9]{4,12}$/);
    const name = fc.constantFrom('token', 'access_token', 'api_key', 'sig', 'X-Amz-Security-Token');
    fc.assert(
      fc.property(password, password, name, (secret, token, parameter) => {
        fc.pre(secret !== token);
        const taken: unknown[] = [];
        const url = `https://user:${secret}@api.bank.example/pay?page=2&${parameter}=${token}`;
        const place = placeOf(url, { secret: (value) => void taken.push(value) });
        expect(place).toEqual({ host: 'api.bank.example', path: '/pay' });
        expect(taken).toEqual(expect.arrayContaining([secret, token]));
      }),
    );
  });

  test('never throws, and a path begins with a slash or is empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const place = placeOf(text, nothing);
        if (place) expect(place.path).toMatch(/^(?:\/|$)/);
        if (place?.host) expect(place.host).toBe(place.host.toLowerCase());
      }),
    );
  });
});
