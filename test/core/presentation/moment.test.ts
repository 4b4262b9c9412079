import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { time } from '../../../core/presentation/components/text.ts';
import { day, duration, moment } from '../../../core/presentation/moment.ts';

describe('a point in time', () => {
  test('is said in one zone, which is named', () => {
    expect(moment('2026-12-08T14:05:00.000Z')).toBe('8 Dec 2026, 14:05 UTC');
    expect(moment('2026-12-08T23:30:00+02:00')).toBe('8 Dec 2026, 21:30 UTC');
    expect(day('2027-01-15')).toBe('15 Jan 2027');
    expect(`${time('2026-12-08T14:05:00.000Z')}`).toBe(
      '<time datetime="2026-12-08T14:05:00.000Z">8 Dec 2026, 14:05 UTC</time>',
    );
  });

  test('that is none stays what it is', () => {
    expect([moment('soon'), day('')]).toEqual(['soon', '']);
  });

  test('keeps day and minute of every date', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }), (at) => {
        const read = new Date(`${moment(at.toISOString()).replace(' UTC', '').replace(',', '')}Z`);
        expect(read.getTime()).toBe(Math.floor(at.getTime() / 60_000) * 60_000);
      }),
    );
  });
});

test.each([
  [0, 'under a minute'],
  [59_000, 'under a minute'],
  [60_000, '1 minute'],
  [3_600_000 * 25 + 60_000 * 30, '1 day 1 hour'],
  [14 * 86_400_000, '14 days'],
  [86_400_000 * 2 + 60_000 * 5, '2 days 5 minutes'],
])('%i ms are %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});
