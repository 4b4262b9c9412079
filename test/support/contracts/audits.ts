import { beforeEach, describe, expect, test } from '@jest/globals';
import { personId } from '../../../core/identifiers.ts';
import type { InventoryAudit } from '../../../core/inventory/audit/audit.ts';
import { type Audits, EndpointNotDrawn } from '../../../core/inventory/audit/audits.ts';

const by = personId('https://id.bank.example', '42');
const audit = (auditId: string, openedAt = '2026-11-24T10:00:00.000Z'): InventoryAudit => ({
  auditId,
  cycleId: 'cycle-1',
  openedBy: by,
  openedAt,
  seed: 'k7',
  frameHash: 'ab',
  frameSize: 3,
  drawn: ['b.bank.example', 'a.bank.example'].map((key) => ({ key, sources: ['route53'], accounts: [] })),
  answers: [],
});
const answer = (endpoint: string, classification: 'MISSING' | 'IN_INVENTORY', minute: number) => ({
  endpoint,
  classification,
  by,
  at: `2026-11-24T10:${minute}:00.000Z`,
});

/** What every store of audits promises. */
export const auditsContract = (name: string, make: () => Audits): void => {
  describe(`audits of the inventory, ${name}`, () => {
    let audits: Audits;
    beforeEach(() => {
      audits = make();
    });

    test('an audit is opened once: the draw of the first stands', async () => {
      await audits.open(audit('one'));
      await audits.answer('one', answer('a.bank.example', 'MISSING', 10));
      const again = await audits.open({ ...audit('one'), seed: 'a better one' });
      expect(again).toMatchObject({ seed: 'k7', answers: [{ endpoint: 'a.bank.example' }] });
    });

    test('answers stand in the order of the draw, the newest of each endpoint', async () => {
      await audits.open(audit('one'));
      await audits.answer('one', answer('a.bank.example', 'MISSING', 10));
      await audits.answer('one', answer('b.bank.example', 'IN_INVENTORY', 11));
      await audits.answer('one', answer('a.bank.example', 'IN_INVENTORY', 12));
      expect((await audits.get('one'))?.answers).toEqual([
        answer('b.bank.example', 'IN_INVENTORY', 11),
        answer('a.bank.example', 'IN_INVENTORY', 12),
      ]);
    });

    test('only what was drawn is answered', async () => {
      await audits.open(audit('one'));
      for (const [id, endpoint] of [
        ['one', 'chosen.bank.example'],
        ['none', 'a.bank.example'],
      ] as const)
        await expect(audits.answer(id, answer(endpoint, 'IN_INVENTORY', 10))).rejects.toThrow(
          EndpointNotDrawn,
        );
    });

    test('newest first; one that is not there is not there', async () => {
      await audits.open(audit('old', '2026-10-01T00:00:00.000Z'));
      await audits.open(audit('new', '2026-11-01T00:00:00.000Z'));
      await audits.answer('old', answer('a.bank.example', 'MISSING', 10));
      expect((await audits.list()).map(({ auditId, answers }) => [auditId, answers.length])).toEqual([
        ['new', 0],
        ['old', 1],
      ]);
      expect(await audits.get('none')).toBeUndefined();
    });
  });
};
