import type { ApiId } from '../core/identifiers.ts';
import type { ApiRecord, EndpointState } from '../core/inventory/api-record.ts';
import { currentRecords } from '../core/inventory/current-records.ts';
import type { Exposure } from '../core/inventory/evidence.ts';
import { isLive } from '../core/inventory/export/addresses.ts';
import { isAuthenticated } from '../core/inventory/export/authentication.ts';
import { catalogueFile, inOrder } from '../core/inventory/export/catalogue-file.ts';
import {
  type ExportFormatId,
  exportCatalogue,
  exportFormats,
} from '../core/inventory/export/export-catalogue.ts';
import { inParallel } from '../core/parallel.ts';
import type { Catalogue } from '../core/ports.ts';
import { catalogueTable, headline, stateLines } from './catalogue-text.ts';
import { CommandFailure } from './failure.ts';
import { inputFiles } from './input-files.ts';
import { type OutputOptions, writeResult } from './output.ts';
import { terminalWidth } from './printable.ts';

export interface CatalogueOptions extends OutputOptions {
  readonly format: 'text' | ExportFormatId;
  readonly state?: EndpointState;
  readonly owner?: string;
  readonly exposure?: readonly Exposure[];
  readonly from?: string;
  readonly site?: string;
  readonly publisher?: string;
  readonly portal?: string;
}

const maxCatalogueBytes = 512 * 1024 * 1024;
const howToMake = 'Make one with gatehouse catalogue --format json --out FILE.';

/** Records are all that is needed, so that the stored catalogue of a cycle, which has no version, is read as well. */
const readable = catalogueFile.pick({ schemaVersion: true, records: true }).partial({ schemaVersion: true });

/** @throws CommandFailure naming the pointer of what is no catalogue */
const readCatalogueFile = async (name: string): Promise<readonly ApiRecord[]> => {
  const [file] = await inputFiles([name], { extensions: ['json'], maxBytes: maxCatalogueBytes });
  if (!file) throw new CommandFailure(`${name}: There is no such file. Check the path.`, 2);
  let value: unknown;
  try {
    value = JSON.parse(await file.read());
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`${name}: It is not JSON. ${howToMake}`, 2, { cause: error });
  }
  const parsed = readable.safeParse(value);
  if (parsed.success) return parsed.data.records;
  const [issue] = parsed.error.issues;
  throw new CommandFailure(
    `${name} /${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'is not valid'}. ${howToMake}`,
    2,
  );
};

/** The catalogue of the account of the current AWS environment, as the last cycle left it. */
const deployedCatalogue = async (): Promise<Catalogue> => {
  const { useStackOutputs } = await import('./stack-outputs.ts');
  const { dynamoCatalogue } = await import('../aws/dynamodb/catalogue.ts');
  await useStackOutputs();
  return dynamoCatalogue();
};

/** Assessments that are read at once. */
const concurrency = 16;

/** What was assessed, for the one form that says it. A file holds no assessments: there it stays unknown. */
const authenticated = async (
  records: readonly ApiRecord[],
  catalogue: Pick<Catalogue, 'results'>,
): Promise<ReadonlyMap<ApiId, boolean>> => {
  const known = await inParallel(records, concurrency, async ({ apiId }) => {
    const { assessment } = await catalogue.results(apiId);
    return [apiId, isAuthenticated(assessment)] as const;
  });
  return new Map(
    known.flatMap(([apiId, answer]) => (answer === undefined ? [] : [[apiId, answer] as const])),
  );
};

const chosen = (
  records: readonly ApiRecord[],
  { state, owner, exposure }: CatalogueOptions,
): readonly ApiRecord[] =>
  inOrder(records).filter(
    (record) =>
      (state === undefined || record.endpoints.some((endpoint) => endpoint.state === state)) &&
      (owner === undefined || record.owner?.value.toLowerCase() === owner.toLowerCase()) &&
      (exposure === undefined || (record.exposure && exposure.includes(record.exposure.value))),
  );

const textOf = (records: readonly ApiRecord[], options: OutputOptions): string => {
  if (records.length === 0) return 'No API matches.\n';
  const lines = stateLines(records, options);
  return `${[
    ...catalogueTable(records, options, terminalWidth()),
    '',
    headline(records),
    ...(lines.length > 0 ? ['', ...lines] : []),
  ].join('\n')}\n`;
};

/** A list for readers outside of the bank that holds what nobody says is for them is said aloud. */
const warnOfInternal = (records: readonly ApiRecord[], { format, quiet }: CatalogueOptions): void => {
  if (quiet || format === 'text' || !exportFormats[format].published) return;
  const inner = records.filter(
    (record) => isLive(record) && (record.exposure?.value ?? 'internal') === 'internal',
  ).length;
  if (inner === 0) return;
  process.stderr.write(
    `gatehouse: ${inner} of ${records.length} APIs are not known to be for partners or the public. Before the list is published, leave them out with --exposure partner public.\n`,
  );
};

/**
 * Prints the catalogue, or writes it in one of its forms.
 * @param open the deployed catalogue, asked for when no file is named
 * @returns the exit code
 */
export const runCatalogue = async (
  options: CatalogueOptions,
  open: () => Promise<Pick<Catalogue, 'list' | 'results'>> = deployedCatalogue,
): Promise<number> => {
  const { format, from, site, publisher, portal } = options;
  const deployed = from === undefined ? await open() : undefined;
  const all =
    from === undefined ? currentRecords((await deployed?.list()) ?? []) : await readCatalogueFile(from);
  const records = chosen(all, options);
  if (format === 'text') {
    await writeResult(textOf(records, options), options);
    return 0;
  }
  const { body } = exportCatalogue(records, format, {
    ...(site === undefined ? {} : { site }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(portal === undefined ? {} : { portal }),
    ...(deployed && format === 'cyclonedx' ? { authenticated: await authenticated(records, deployed) } : {}),
  });
  await writeResult(body, options);
  warnOfInternal(records, options);
  return 0;
};
