import * as z from 'zod';
import type { InputProblem } from '../input-problem.ts';
import type { Cycle, GatewayChange, Intake, LogObjects, OrganizationAccounts } from '../ports.ts';
import type { CollectorId } from './collectors/collector.ts';
import { collectorIds, collectors } from './collectors/registry.ts';
import { type ImportBatch, planImports } from './import-plan.ts';
import { readIntakeFiles } from './intake-files.ts';
import { type LogBatch, planLogs } from './log-plan.ts';
import { readSources, type SourceAccount, type SourcesFile } from './sources-file.ts';

export const sourcesFile = 'sources.yaml';

/**
 * One source of one account and Region. Sources of one place are read by themselves, so that one that may not be read
 * does not hide the others; those that share a quota share it through the governance table.
 */
export const collectBatch = z.object({
  cycleId: z.string(),
  batchId: z.string(),
  account: z.string(),
  region: z.string(),
  collector: z.enum(collectorIds as [CollectorId, ...CollectorId[]]),
  /** Since when changes of this place are reported to us, ISO 8601; else empty. */
  changeFeedSince: z.string(),
  /** Name of the AWS Config aggregator, for the collector that asks it; else empty. */
  aggregator: z.string(),
  /** Domains of the bank: a mail address at one of them names an owner. */
  domains: z.array(z.string()),
});
export type CollectBatch = z.output<typeof collectBatch>;

export interface CollectionPlan {
  readonly collect: readonly CollectBatch[];
  /** Sources that this cycle does not read, because only a change elsewhere started it: what they said last stands. */
  readonly carried: readonly CollectBatch[];
  readonly logs: readonly LogBatch[];
  readonly imports: readonly ImportBatch[];
  readonly problems: readonly InputProblem[];
}

export interface PlanPorts {
  readonly intake: Intake;
  readonly logObjects: LogObjects;
  readonly organization: OrganizationAccounts;
  /** The account this runs in. */
  readonly ownAccount: string;
}

/** The accounts that are named, and those of the organization where it is to be read whole. */
const accountsOf = async (
  { accounts, organization }: SourcesFile,
  port: OrganizationAccounts,
): Promise<{ accounts: readonly SourceAccount[]; problems: readonly InputProblem[] }> => {
  if (!organization) return { accounts, problems: [] };
  const listed = await port.list();
  const named = new Set([...accounts.map(({ account }) => account), ...organization.except]);
  const others = listed.accounts
    .filter(({ account }) => !named.has(account))
    .map(({ account }) => ({
      account,
      regions: organization.regions,
      ...(organization.changeFeedSince ? { changeFeedSince: organization.changeFeedSince } : {}),
    }));
  return { accounts: [...accounts, ...others], problems: listed.problems };
};

const batchesOf = (
  cycleId: string,
  accounts: readonly SourceAccount[],
  ownAccount: string,
  { aggregator, domains }: Pick<SourcesFile, 'aggregator' | 'domains'>,
): CollectBatch[] =>
  accounts.flatMap(({ account, regions, changeFeedSince = '' }) =>
    regions.flatMap((region, index) =>
      collectors
        .filter(({ scope }) => {
          if (scope === 'region') return true;
          return index === 0 && (scope === 'account' || account === ownAccount);
        })
        .filter(({ id }) => id !== 'config-aggregator' || aggregator !== undefined)
        .map(({ id }) => ({
          cycleId,
          batchId: `${account}-${region}-${id}`,
          account,
          region,
          collector: id,
          changeFeedSince,
          aggregator: id === 'config-aggregator' ? (aggregator ?? '') : '',
          domains: [...domains],
        })),
    ),
  );

/** A change of an API gateway is seen by what reads API gateways, in the place where it happened. */
const touches = (batch: CollectBatch, changes: readonly GatewayChange[]): boolean =>
  (batch.collector === 'rest-apis' || batch.collector === 'http-apis') &&
  changes.some(({ account, region }) => account === batch.account && region === batch.region);

/** Decides what one cycle reads: every source of every account and Region, every log object, every artefact. */
export const planCollection = async (
  { cycleId, trigger }: Pick<Cycle, 'cycleId' | 'trigger'>,
  changes: readonly GatewayChange[],
  ports: PlanPorts,
): Promise<CollectionPlan> => {
  const { files, problems } = await readIntakeFiles(ports.intake, sourcesFile, ['yaml']);
  const [file] = files;
  if (!file) {
    const message = 'Nothing says which accounts and logs to read.';
    const fix = 'Hand in sources.yaml with `accounts` and `logs`.';
    const missing = { file: sourcesFile, message, fix };
    const imports = await planImports(cycleId, ports.intake, []);
    return { collect: [], carried: [], logs: [], imports, problems: [...problems, missing] };
  }
  const sources = readSources(file.text, sourcesFile);
  const { accounts, problems: unlisted } = await accountsOf(sources, ports.organization);
  const all = batchesOf(cycleId, accounts, ports.ownAccount, sources);
  const isRead = (batch: CollectBatch): boolean => trigger !== 'change' || touches(batch, changes);
  const logs = await planLogs(cycleId, sources.logs, ports.logObjects, sourcesFile);
  return {
    collect: all.filter(isRead),
    carried: all.filter((batch) => !isRead(batch)),
    logs: logs.batches,
    imports: await planImports(cycleId, ports.intake, sources.domains),
    problems: [...problems, ...sources.problems, ...unlisted, ...logs.problems],
  };
};
