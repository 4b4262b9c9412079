import type { AuditKind } from '../audit/audit-event.ts';
import { catalogueLedger, type Ledgers } from '../audit/ledgers.ts';
import type { PersonId } from '../identifiers.ts';
import type { Correction, Corrections } from './correction.ts';

export interface CorrectionPorts {
  readonly corrections: Corrections;
  readonly ledgers: Pick<Ledgers, 'append'>;
}

/**
 * Records what a person decided. The ledger comes first: a correction without its event cannot be, an event whose
 * correction was not written is completed when the form is sent again, under the same id.
 */
export const recordCorrection = async (
  correction: Correction,
  { corrections, ledgers }: CorrectionPorts,
): Promise<void> => {
  const { correctionId, by, at, ...decided } = correction;
  await ledgers.append(catalogueLedger, correctionId, {
    at,
    actor: by,
    kind: 'CORRECTED' satisfies AuditKind,
    payload: { correctionId, ...decided },
  });
  await corrections.add(correction);
};

export const withdrawCorrection = async (
  correctionId: string,
  by: PersonId,
  at: string,
  { corrections, ledgers }: CorrectionPorts,
): Promise<void> => {
  await ledgers.append(catalogueLedger, `${correctionId}-withdrawn`, {
    at,
    actor: by,
    kind: 'CORRECTION_WITHDRAWN' satisfies AuditKind,
    payload: { correctionId },
  });
  await corrections.withdraw(correctionId, by, at);
};
