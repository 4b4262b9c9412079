import * as z from 'zod';
import type { InputProblem } from '../input-problem.ts';
import { logFormats } from '../traffic/log-formats.ts';
import { readListFile } from './list-file.ts';

const account = z.object({
  account: z.string().regex(/^\d{12}$/, 'An account has twelve digits, in quotes'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'A Region is written like eu-central-1'),
});

const log = z.object({
  bucket: z.string().min(3),
  prefix: z.string().default(''),
  format: z.enum(Object.keys(logFormats) as [keyof typeof logFormats]),
});

export type SourceAccount = Readonly<z.output<typeof account>>;
export type SourceLog = Readonly<z.output<typeof log>>;

export interface SourcesFile {
  readonly accounts: readonly SourceAccount[];
  readonly logs: readonly SourceLog[];
  readonly problems: readonly InputProblem[];
}

/** Reads `sources.yaml`: where gateways and access logs are. */
export const readSources = (text: string, file: string): SourcesFile => {
  const accounts = readListFile(text, file, 'accounts', account);
  const logs = readListFile(text, file, 'logs', log);
  // A text that cannot be read at all is one problem, not one for each list.
  const problems = new Map(
    [...accounts.problems, ...logs.problems].map((problem) => [JSON.stringify(problem), problem]),
  );
  const places = new Map(accounts.entries.map((place) => [`${place.account} ${place.region}`, place]));
  return {
    accounts: [...places.values()],
    logs: logs.entries,
    problems: [...problems.values()],
  };
};
