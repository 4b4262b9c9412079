import type { Correction, Corrections } from '../../../core/inventory/correction.ts';

export const memoryCorrections = (given: readonly Correction[] = []): Corrections => {
  const rows = new Map(
    given.map((correction) => [correction.correctionId, { correction, withdrawn: false }]),
  );
  return {
    list: async () =>
      [...rows.values()]
        .filter(({ withdrawn }) => !withdrawn)
        .map(({ correction }) => correction)
        .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.correctionId < b.correctionId ? -1 : 1)),
    async add(correction) {
      if (!rows.has(correction.correctionId))
        rows.set(correction.correctionId, { correction, withdrawn: false });
    },
    async withdraw(correctionId) {
      const row = rows.get(correctionId);
      if (row) row.withdrawn = true;
    },
  };
};
