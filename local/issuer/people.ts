import * as z from 'zod';
import { readJson } from '../json-file.ts';

/** `issuer.json`: who can sign in, and which programs get tokens. */
export const issuerFile = z.object({
  /** Where the portal is; people come back to `<portalUrl>/signed-in`. */
  portalUrl: z.string(),
  portalClientId: z.string().default('gatehouse-portal'),
  /** Audience of the programs' access tokens. */
  audience: z.string().default('gateway'),
  stakeholders: z.array(z.object({ subject: z.string(), name: z.string(), mail: z.string() })).default([]),
  clients: z
    .array(z.object({ clientId: z.string(), secret: z.string(), scopes: z.array(z.string()).default([]) }))
    .default([]),
});

export type IssuerFile = z.output<typeof issuerFile>;
export type Person = IssuerFile['stakeholders'][number];

/** Read anew each time: people and clients may be added while the issuer runs. @throws z.ZodError */
export const readIssuerFile = (path: string): IssuerFile => issuerFile.parse(readJson<unknown>(path, {}));
