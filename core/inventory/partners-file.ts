import * as z from 'zod';
import type { InputProblem } from '../input-problem.ts';
import { slugOf } from './api-record.ts';
import { readListFile } from './list-file.ts';

const entry = z.object({
  name: z.string().min(1),
  contract: z.string().min(1),
  contact: z.string().min(1),
  /** APIs by the name the bank uses. */
  apis: z.array(z.string().min(1)).default([]),
  /** OAuth client ids, API key ids or certificate subjects the partner calls with. */
  clientIds: z.array(z.string().min(1)).default([]),
  /** Last day of the contract, ISO 8601. */
  until: z.iso.date(),
});

/** A fintech with a contract. */
export type Partner = Readonly<z.output<typeof entry>>;

/** Reads `partners.yaml`. */
export const readPartners = (
  text: string,
  file: string,
): { readonly partners: readonly Partner[]; readonly problems: readonly InputProblem[] } => {
  const { entries, problems } = readListFile(text, file, 'partners', entry);
  return { partners: entries, problems };
};

/** Partners whose contract names the API. */
export const partnersOf = (partners: readonly Partner[], apiName: string): readonly string[] =>
  partners
    .filter((partner) => partner.apis.some((api) => slugOf(api) === slugOf(apiName)))
    .map((partner) => partner.name);
