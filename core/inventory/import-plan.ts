import * as z from 'zod';
import type { Intake } from '../ports.ts';

/** Where artefacts of other gateways and tools are handed in: one file, or one folder, is one artefact. */
export const importsFolder = 'imports/';

/** One artefact. */
export const importBatch = z.object({
  cycleId: z.string(),
  batchId: z.string(),
  /** One key, or a prefix that ends in a slash. */
  key: z.string(),
  /** Domains of the bank: captures and crawls of other hosts say nothing of its APIs. */
  domains: z.array(z.string()),
});
export type ImportBatch = z.output<typeof importBatch>;

/** Every artefact that was handed in, sorted by its name. */
export const planImports = async (
  cycleId: string,
  intake: Pick<Intake, 'list'>,
  domains: readonly string[],
): Promise<ImportBatch[]> => {
  const keys = (await intake.list(importsFolder)).map(({ key }) => {
    const folder = key.slice(importsFolder.length).indexOf('/');
    return folder < 0 ? key : key.slice(0, importsFolder.length + folder + 1);
  });
  return [...new Set(keys)].sort().map((key, index) => ({
    cycleId,
    batchId: `import-${String(index + 1).padStart(4, '0')}`,
    key,
    domains: [...domains],
  }));
};
