import { answerEvidence } from './answer-evidence.ts';
import type { AttestationEvidence, Attestations } from './ports.ts';

/** The answers that stand, as evidence. Old ones are not left out: they fade by their date. */
export const attestationEvidence = (attestations: Pick<Attestations, 'answers'>): AttestationEvidence => ({
  evidence: async () => (await attestations.answers()).flatMap((given) => answerEvidence(given) ?? []),
});
