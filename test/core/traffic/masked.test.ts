import { describe, expect, test } from '@jest/globals';
import { masked } from '../../../core/traffic/masked.ts';

describe('a shown piece of a log line', () => {
  test.each([
    ['GET /customers/ada@bank.test/x', 'GET /customers/<mail>/x'],
    ['card 4111 1111 1111 1111 ok', 'card <number> ok'],
    ['pan=4111111111111111', 'pan=<number>'],
    ['/iban/SE4550000000058398257466', '/iban/<token>'],
    ['Authorization: Bearer eyJhbGciOi.eyJzdWIi.c2ln', 'Authorization: Bearer <credential>'],
    ['key AKIAIOSFODNN7EXAMPLE.', 'key <token>'],
    ['status 200 in 2026', 'status 200 in 2026'],
  ])('%j is shown as %j', (line, shown) => {
    expect(masked(line)).toBe(shown);
  });

  test('is short and has no control characters', () => {
    const shown = masked(`\u001b[31m${'word '.repeat(500)}`);
    expect(shown.length).toBeLessThanOrEqual(160);
    expect(shown).not.toMatch(/\p{Cc}/u);
  });
});
