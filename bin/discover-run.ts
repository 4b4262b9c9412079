import { systemClock } from '../aws/clock.ts';
import { loadPolicy } from '../aws/policy.ts';
import { AccountNotReachable } from '../aws/sts/member-role.ts';
import { cycleId } from '../core/identifiers.ts';
import { resolveInventory } from '../core/inventory/catalogue.ts';
import type { CollectorId } from '../core/inventory/collectors/collector.ts';
import { collectorIds } from '../core/inventory/collectors/registry.ts';
import { discoveryPolicy } from '../core/inventory/discovery-policy.ts';
import { coverageStatement } from '../core/inventory/estimate/coverage-statement.ts';
import { estimateUnknown } from '../core/inventory/estimate/estimate.ts';
import { notCovered } from '../core/inventory/estimate/not-covered.ts';
import { inventorySentences } from '../core/inventory/estimate/sentence.ts';
import { catalogueJson } from '../core/inventory/export/catalogue-file.ts';
import { importers } from '../core/inventory/importers/registry.ts';
import type { SourceCoverage } from '../core/inventory/source-coverage.ts';
import { riskPolicy } from '../core/risk/policy.ts';
import { readArtefact } from './discover-imports.ts';
import { sourceList, sourceListJson } from './discover-list.ts';
import { discoveryText } from './discover-text.ts';
import { CommandFailure } from './failure.ts';
import { importArtefacts } from './import-files.ts';
import { endProgress, jsonText, type OutputOptions, progress, writeResult } from './output.ts';

export interface DiscoverOptions extends OutputOptions {
  readonly source?: readonly string[];
  readonly import?: readonly string[];
  readonly account?: string;
  readonly region?: readonly string[];
  readonly aggregator?: string;
  readonly domain?: readonly string[];
  readonly format: 'text' | 'json';
  readonly list?: boolean;
}

const isCollector = (id: string): id is CollectorId => (collectorIds as readonly string[]).includes(id);

/**
 * Collectors that are to read an account, and the importer that is to read what is handed in. What is handed in keeps
 * the account out of it, unless a source of the account is named as well.
 */
const sourcesOf = ({ source = [], import: imports = [] }: DiscoverOptions) => {
  const unknown = source.find((id) => !isCollector(id) && importers.every((one) => one.id !== id));
  if (unknown !== undefined)
    throw new CommandFailure(`There is no source "${unknown}". gatehouse discover --list names them all.`, 2);
  const [importer, ...others] = source.filter((id) => !isCollector(id));
  if (others.length > 0)
    throw new CommandFailure(
      `What is handed in is read as one source, not as ${importer} and ${others.join(' and ')}. Name none, and each artefact is recognised.`,
      2,
    );
  if (importer !== undefined && imports.length === 0)
    throw new CommandFailure(`${importer} is read from a file. Hand it in with --import FILE.`, 2);
  const named = source.filter(isCollector);
  return { importer, collectors: source.length === 0 && imports.length === 0 ? collectorIds : named };
};

const readImports = async (
  { import: names = [], domain }: DiscoverOptions,
  importer: string | undefined,
  observedAt: string,
  say: (line: string) => void,
) => {
  const read = [];
  for (const artefact of await importArtefacts(names)) {
    say(artefact.name);
    read.push(
      ...readArtefact(artefact, {
        observedAt,
        ...(importer ? { importer } : {}),
        ...(domain ? { domains: domain } : {}),
      }),
    );
  }
  return read;
};

const readLive = async (
  { account, region, aggregator }: DiscoverOptions,
  collectors: readonly CollectorId[],
  say: (line: string) => void,
) => {
  if (collectors.length === 0) return { gateways: [], evidence: [], coverage: [] };
  const { accountOf, regionsOf } = await import('./live-account.ts');
  const { readAccount } = await import('./discover-live.ts');
  try {
    return await readAccount(
      {
        account: await accountOf(account),
        regions: await regionsOf(region),
        collectors,
        ...(aggregator ? { aggregator } : {}),
      },
      say,
    );
  } catch (error) {
    if (!(error instanceof AccountNotReachable)) throw error;
    throw new CommandFailure(error.message, 3, { cause: error });
  }
};

const isDenied = ({ state, failures }: SourceCoverage): boolean =>
  state === 'UNREAD' && failures.some(({ reason }) => reason === 'ACCESS_DENIED');

/** A service that a Region does not have holds nothing there. */
const isMissing = ({ state, failures, account }: SourceCoverage): boolean => {
  if (state === 'UNREAD') return failures.some(({ reason }) => reason !== 'UNSUPPORTED');
  return state !== 'READ' && account !== undefined;
};

/**
 * Finds APIs in the account, in what is handed in, or in both, and says what was read.
 * @returns the exit code: 2 when something could not be read (it is named), 3 when everything was refused
 */
export const runDiscover = async (options: DiscoverOptions): Promise<number> => {
  if (options.list) {
    await writeResult(options.format === 'json' ? jsonText(sourceListJson()) : sourceList(options), options);
    return 0;
  }
  const { importer, collectors } = sourcesOf(options);
  const observedAt = systemClock.now().toISOString();
  const say = progress(options);
  const imported = await readImports(options, importer, observedAt, say).finally(() => endProgress(options));
  const live = await readLive(options, collectors, say).finally(() => endProgress(options));
  const policy = loadPolicy('discovery', discoveryPolicy);
  const coverage = [...live.coverage, ...imported.map((one) => one.coverage)];
  const inventory = resolveInventory({
    cycleId: cycleId('discover'),
    observedAt,
    gateways: live.gateways,
    documents: [],
    claims: [...live.evidence, ...imported.flatMap(({ evidence }) => evidence)],
    observed: [],
    partners: [],
    previous: [],
    policy,
    tiers: loadPolicy('risk', riskPolicy).tier,
  });
  const { records, leads, possibleDuplicates } = inventory;
  const problems = imported.flatMap((one) => one.problems);
  const statement = coverageStatement(coverage);
  const sentences = inventorySentences({
    estimate: estimateUnknown(records, policy.estimate.families),
    notCovered: notCovered(statement, records),
  });
  const text =
    options.format === 'json'
      ? catalogueJson({ records, leads, possibleDuplicates, coverage, problems, statement: sentences })
      : discoveryText(
          { records, leads, possibleDuplicates, coverage: statement, problems, sentences },
          options,
        );
  await writeResult(text, options);
  if (coverage.length > 0 && coverage.every(isDenied)) return 3;
  return coverage.some(isMissing) ? 2 : 0;
};
