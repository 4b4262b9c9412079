import * as z from 'zod';
import type { InputProblem } from '../input-problem.ts';
import { logFormats } from '../traffic/log-formats.ts';
import { jsonPointer, readYamlText } from '../yaml-text.ts';
import { readListFile } from './list-file.ts';

const regionName = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'A Region is written like eu-central-1');

const account = z
  .object({
    account: z.string().regex(/^\d{12}$/, 'An account has twelve digits, in quotes'),
    /** One Region, or several. */
    region: regionName.optional(),
    regions: z.array(regionName).default([]),
    /**
     * Since when API Gateway's write calls of this account reach our event bus (member stack and a trail of
     * CloudTrail). Only from then on an API of which no change was reported is taken for unchanged without asking.
     */
    changeFeedSince: z.iso.datetime().optional(),
  })
  .refine(({ region, regions }) => region !== undefined || regions.length > 0, {
    path: ['regions'],
    message: 'Name at least one Region',
  });

const log = z.object({
  bucket: z.string().min(3),
  prefix: z.string().default(''),
  format: z.enum(Object.keys(logFormats) as [keyof typeof logFormats]),
});

const organization = z.object({
  /** Regions to read in every account of the organization. */
  regions: z.array(regionName).min(1),
  /** Accounts that are left out, for example sandboxes. */
  except: z.array(z.string()).default([]),
  changeFeedSince: z.iso.datetime().optional(),
});

export interface SourceAccount {
  readonly account: string;
  /** The first one also answers for services that are global. */
  readonly regions: readonly string[];
  /** ISO 8601, UTC; absent where changes are not reported. */
  readonly changeFeedSince?: string;
}
export type SourceLog = Readonly<z.output<typeof log>>;
export type SourceOrganization = Readonly<z.output<typeof organization>>;

export interface SourcesFile {
  readonly accounts: readonly SourceAccount[];
  readonly logs: readonly SourceLog[];
  readonly organization?: SourceOrganization;
  /** Name of the AWS Config aggregator of the governance account. */
  readonly aggregator?: string;
  /** Domains of the bank; empty: every host of a capture counts. */
  readonly domains: readonly string[];
  readonly problems: readonly InputProblem[];
}

/** Entries of one account are one account. */
const byAccount = (entries: readonly z.output<typeof account>[]): SourceAccount[] =>
  [...Map.groupBy(entries, (entry) => entry.account)].map(([id, rows]) => {
    const since = rows.map(({ changeFeedSince }) => changeFeedSince ?? '').toSorted();
    return {
      account: id,
      regions: [...new Set(rows.flatMap(({ region, regions }) => [...(region ? [region] : []), ...regions]))],
      // Of several entries the least trusting one counts.
      ...(since[0] ? { changeFeedSince: since.at(-1) as string } : {}),
    };
  });

/** Reads `sources.yaml`: where gateways and access logs are. */
export const readSources = (text: string, file: string): SourcesFile => {
  const accounts = readListFile(text, file, 'accounts', account);
  const logs = readListFile(text, file, 'logs', log);
  const yaml = readYamlText(text, file);
  const wholeProblems: InputProblem[] = [];
  /** A member that is wrong is left out and said; the others count. */
  const member = <Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> | undefined => {
    const value = accounts.rest[name];
    if (value === undefined) return undefined;
    const parsed = schema.safeParse(value);
    for (const issue of parsed.error?.issues ?? []) {
      const path = [name, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
      const line = yaml.ok ? yaml.lineAt(path) : undefined;
      wholeProblems.push({
        file,
        ...(line === undefined ? {} : { line }),
        pointer: jsonPointer(path),
        message: `${issue.message}.`,
        fix: `Correct \`${name}\`; the rest of the file was read.`,
      });
    }
    return parsed.data;
  };
  const whole = member('organization', organization);
  const aggregator = member('aggregator', z.string().min(1));
  const domains = member('domains', z.array(z.hostname()));
  // A text that cannot be read at all is one problem, not one for each list.
  const problems = new Map(
    [...accounts.problems, ...logs.problems, ...wholeProblems].map((problem) => [
      JSON.stringify(problem),
      problem,
    ]),
  );
  return {
    accounts: byAccount(accounts.entries),
    logs: logs.entries,
    ...(whole ? { organization: whole } : {}),
    ...(aggregator ? { aggregator } : {}),
    domains: domains ?? [],
    problems: [...problems.values()],
  };
};
