import { describe, expect, test } from '@jest/globals';
import { apiId, personId } from '../../../core/identifiers.ts';
import type { Correction, Corrections } from '../../../core/inventory/correction.ts';

const anna = personId('https://id.test', 'anna');

const apart = (correctionId: string, at: string): Correction => ({
  correctionId,
  kind: 'apart',
  left: 'name:pay',
  right: 'gateway:111122223333/eu-west-1/g1',
  by: anna,
  at,
  reason: 'They are two products.',
});

/** What every store of corrections does, whatever it is made of. */
export const correctionsContract = (name: string, make: () => Corrections): void => {
  describe(`${name} keeps corrections`, () => {
    test('oldest first, each once', async () => {
      const store = make();
      const [late, early] = [apart('1', '2026-11-02T00:00:00.000Z'), apart('2', '2026-11-01T00:00:00.000Z')];
      const settle: Correction = {
        correctionId: '3',
        kind: 'settle',
        apiId: apiId('pay-1'),
        field: 'owner',
        value: 'pay-team',
        by: anna,
        at: '2026-11-03T00:00:00.000Z',
        reason: 'Told so.',
      };
      for (const one of [late, settle, early, { ...late, reason: 'again' }]) await store.add(one);
      expect(await store.list()).toEqual([early, late, settle]);
    });

    test('one that was taken back is in force no more, however often it is taken back or made again', async () => {
      const store = make();
      const correction = apart('1', '2026-11-02T00:00:00.000Z');
      await store.add(correction);
      await store.withdraw('1', anna, '2026-11-03T00:00:00.000Z');
      await store.withdraw('1', anna, '2026-11-04T00:00:00.000Z');
      await store.add(correction);
      expect(await store.list()).toEqual([]);
    });

    test('there is nothing to take back where nothing is', async () => {
      const store = make();
      await store.withdraw('nothing', anna, '2026-11-03T00:00:00.000Z');
      expect(await store.list()).toEqual([]);
    });
  });
};
