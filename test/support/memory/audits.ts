import { type AuditAnswer, type InventoryAudit, newestAnswers } from '../../../core/inventory/audit/audit.ts';
import { type Audits, EndpointNotDrawn } from '../../../core/inventory/audit/audits.ts';

export const memoryAudits = (): Audits => {
  const audits = new Map<string, InventoryAudit>();
  const given = new Map<string, AuditAnswer[]>();
  const read = (audit: InventoryAudit): InventoryAudit => ({
    ...audit,
    answers: newestAnswers(
      audit.drawn,
      (given.get(audit.auditId) ?? []).toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    ),
  });
  return {
    async open(audit) {
      const existing = audits.get(audit.auditId);
      if (existing) return read(existing);
      audits.set(audit.auditId, { ...audit, answers: [] });
      return audit;
    },
    async get(auditId) {
      const audit = audits.get(auditId);
      return audit && read(audit);
    },
    async list() {
      return [...audits.values()].map(read).sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
    },
    async answer(auditId, answer) {
      if (!audits.get(auditId)?.drawn.some(({ key }) => key === answer.endpoint))
        throw new EndpointNotDrawn(auditId, answer.endpoint);
      given.set(auditId, [...(given.get(auditId) ?? []), answer]);
    },
  };
};
