import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tokenOf } from '../../../../core/traffic/inference/token.ts';

describe('values that their form gives away', () => {
  test.each([
    ['4711', 'integer'],
    ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'uuid'],
    ['3F2504E04F8941D39A0C0305E82C3301', 'uuid'],
    ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'ulid'],
    ['507f1f77bcf86cd799439011', 'hex'],
    ['2026-08-16', 'date'],
    ['20260816', 'date'],
    ['16-08-2026', 'date'],
    ['2026-08-16T10:30:00Z', 'date-time'],
    ['jane@bank.example', 'email'],
    ['jane%40bank.example', 'email'],
    ['+447700900123', 'phone'],
    ['GB82WEST12345698765432', 'iban'],
    ['US0378331005', 'isin'],
    ['4111111111111111', 'card'],
    ['cus_8sJf2kQ9fLq1xP', 'prefixed'],
    ['INV-202311', 'reference'],
    ['V1StGXR8_Z5jdHi6BmyT0', 'token'],
    ['0ujsswThIGTUYm2K8FjOOfXtY1K', 'token'],
    ['1.25', 'decimal'],
  ])('%s is %s', (segment, type) => {
    expect(tokenOf(segment)).toBe(type);
  });
});

describe('names of resources stay words', () => {
  test.each([
    'accounts',
    'v2',
    'v1.1',
    'v1beta1',
    'oauth2',
    'getUserDetails',
    'standing-orders',
    'DomesticPaymentConsents',
    'well-known',
    'iban',
    's3',
    'ISO20022Messages',
    'paymentInitiationRequests',
  ])('%s', (segment) => {
    expect(tokenOf(segment)).toBeUndefined();
  });
});

test('any text has a type or none, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (segment) => {
      expect(['string', 'undefined']).toContain(typeof tokenOf(segment));
    }),
  );
});
