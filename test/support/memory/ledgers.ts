import { type AuditEvent, type AuditHead, emptyChain } from '../../../core/audit/audit-event.ts';
import { append } from '../../../core/audit/chain.ts';
import type { LedgerId, Ledgers } from '../../../core/audit/ledgers.ts';

/** Ledgers in memory, with their events by `ledger#seq`. */
export const memoryLedgers = (events: Map<string, AuditEvent> = new Map()) => {
  const heads = new Map<LedgerId, AuditHead>();
  const facts = new Set<string>();
  const ledgers: Ledgers = {
    async append(ledger, factId, fact) {
      if (facts.has(`${ledger} ${factId}`)) return 'REPEATED';
      const { event, head } = append(heads.get(ledger) ?? emptyChain, { ...fact, exceptionId: ledger });
      facts.add(`${ledger} ${factId}`);
      heads.set(ledger, head);
      events.set(`${ledger}#${event.seq}`, event);
      return 'APPENDED';
    },
    head: async (ledger) => heads.get(ledger),
    list: async () => [...heads.keys()],
  };
  return { ...ledgers, events, heads };
};
