import type { AuditAnswer, InventoryAudit } from './audit.ts';

/** Random audits of the inventory. What was drawn never changes; every answer stays in the history. */
export interface Audits {
  /** Conditional on absence: the same id twice is the first audit. */
  open(audit: InventoryAudit): Promise<InventoryAudit>;
  get(auditId: string): Promise<InventoryAudit | undefined>;
  /** Newest first. */
  list(): Promise<readonly InventoryAudit[]>;
  /** A later answer of the same endpoint takes the earlier one's place in `answers`. @throws EndpointNotDrawn */
  answer(auditId: string, answer: AuditAnswer): Promise<void>;
}

export class EndpointNotDrawn extends Error {
  override readonly name = 'EndpointNotDrawn';
  constructor(auditId: string, endpoint: string) {
    super(`${endpoint} was not drawn in ${auditId}. Answer one of the endpoints that the audit lists.`);
  }
}
