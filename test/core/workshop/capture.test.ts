import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { longestAnswer, readCapture } from '../../../core/workshop/capture.ts';

describe('the capture form', () => {
  test('needs one field; what is not said is absent or unsure', () => {
    expect(readCapture({ what: '  Card   limits ' })).toEqual({
      ok: true,
      capture: { what: 'Card limits', touches: [], sure: 'think', stillUsed: 'unsure' },
    });
  });

  test('reads all nine', () => {
    const fields = {
      what: 'Card limits',
      partner: 'Kestrel',
      direction: 'provided',
      where: 'api.bank.test/cards',
      runBy: 'Cards team',
      'touches-accounts': 'on',
      'touches-credentials': 'on',
      sure: 'sure',
      stillUsed: 'yes',
      whoElse: 'Olga',
    };
    expect(readCapture(fields)).toEqual({
      ok: true,
      capture: {
        what: 'Card limits',
        partner: 'Kestrel',
        direction: 'provided',
        where: 'api.bank.test/cards',
        runBy: 'Cards team',
        touches: ['accounts', 'credentials'],
        sure: 'sure',
        stillUsed: 'yes',
        whoElse: 'Olga',
      },
    });
  });

  test.each([
    [{}, 'what'],
    [{ what: ' \n ' }, 'what'],
    [{ what: 'x', partner: 'y'.repeat(longestAnswer + 1) }, 'partner'],
  ])('%j is refused at %s', (fields, field) => {
    const result = readCapture(fields as Record<string, string>);
    expect(result.ok ? [] : Object.keys(result.problems)).toEqual([field]);
  });

  test('takes anything without breaking, and keeps it on one bounded line', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('what', 'partner', 'where', 'sure', 'direction', 'touches-x'),
          fc.string({ unit: 'binary', maxLength: 300 }),
        ),
        (fields) => {
          const result = readCapture(fields);
          if (!result.ok) return;
          for (const value of Object.values(result.capture).flat())
            expect(String(value)).toMatch(/^[^\p{Cc}]{0,200}$/u);
        },
      ),
    );
  });
});
