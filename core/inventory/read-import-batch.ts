import type { InputProblem } from '../input-problem.ts';
import type { Clock, Documents, Intake } from '../ports.ts';
import { cycleKeys, latestKeys } from './cycle-keys.ts';
import type { Evidence } from './evidence.ts';
import type { ImportBatch } from './import-plan.ts';
import { importedEvidence } from './importers/imported-evidence.ts';
import type { GatewaySetting, ImportedApi, ImportedConsumer } from './importers/importer.ts';
import { importLimits } from './importers/limits.ts';
import { readImport } from './importers/read-import.ts';
import type { SourceCoverage } from './source-coverage.ts';
import type { VisibilityMap } from './visibility.ts';

/** What one cycle read of one artefact. Its secrets are not in it. */
export interface Imported {
  /** Key or folder as it was handed in. */
  readonly place: string;
  readonly importer?: string;
  readonly format?: string;
  readonly evidence: readonly Evidence[];
  /** For the capability sheet and the checks of other gateways: every route with the controls it really meets. */
  readonly apis: readonly ImportedApi[];
  readonly consumers: readonly ImportedConsumer[];
  readonly settings: readonly GatewaySetting[];
  readonly visibility?: VisibilityMap;
  readonly coverage: SourceCoverage;
  readonly problems: readonly InputProblem[];
}

const filesOf = async ({ key }: ImportBatch, intake: Pick<Intake, 'list' | 'getBytes'>) => {
  const objects = (await intake.list(key)).filter((object) => key.endsWith('/') || object.key === key);
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  const tooLarge = objects.find(({ size }) => size > importLimits.fileBytes);
  const refuse = (message: string) => ({
    files: [],
    problem: { file: tooLarge?.key ?? key, message, fix: 'Export less at a time, or split the folder.' },
  });
  if (tooLarge) return refuse(`It has ${tooLarge.size} bytes; at most ${importLimits.fileBytes} are read.`);
  if (bytes > importLimits.totalBytes)
    return refuse(`The folder has ${bytes} bytes; at most ${importLimits.totalBytes} are read.`);
  if (objects.length > importLimits.members)
    return refuse(`The folder has ${objects.length} files; at most ${importLimits.members} are read.`);
  const files: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  for (const object of objects)
    files.push({ name: object.key, bytes: await intake.getBytes(object.key, importLimits.fileBytes) });
  return { files, problem: undefined };
};

/**
 * Reads one artefact and keeps what it says, for this cycle and as the last word of its file. An artefact that cannot
 * be read is a coverage row and a problem; what it said last stays.
 */
export const readImportBatch = async (
  batch: ImportBatch,
  ports: {
    readonly intake: Pick<Intake, 'list' | 'getBytes'>;
    readonly documents: Pick<Documents, 'putJson'>;
    readonly clock: Clock;
  },
): Promise<Imported> => {
  const observedAt = ports.clock.now().toISOString();
  const { files, problem } = await filesOf(batch, ports.intake);
  const outcome = problem
    ? { ok: false as const, problems: [problem] }
    : readImport({
        name: batch.key,
        files,
        ...(batch.domains.length > 0 ? { ownedDomains: batch.domains } : {}),
      });
  const unread = (problems: readonly InputProblem[]): Imported => ({
    place: batch.key,
    evidence: [],
    apis: [],
    consumers: [],
    settings: [],
    coverage: {
      source: 'imports',
      place: batch.key,
      state: 'UNREAD',
      read: 0,
      failures: [{ call: 'ReadImport', reason: 'PARSE', about: '' }],
    },
    problems,
  });
  // Recognised, and nothing in it could be read: that is no empty artefact.
  const isRead = outcome.ok && (outcome.reading.apis.length > 0 || outcome.reading.problems.length === 0);
  const imported: Imported = isRead
    ? {
        place: batch.key,
        importer: outcome.importer.id,
        format: outcome.reading.format,
        evidence: importedEvidence(outcome.importer, outcome.reading, observedAt),
        apis: outcome.reading.apis,
        consumers: outcome.reading.consumers,
        settings: outcome.reading.settings,
        visibility: outcome.reading.visibility,
        coverage: {
          source: outcome.importer.id,
          place: batch.key,
          state: outcome.reading.problems.length > 0 ? ('PARTIAL' as const) : ('READ' as const),
          listed: outcome.reading.apis.length,
          read: outcome.reading.apis.length,
          readAt: observedAt,
          failures: [],
        },
        problems: outcome.reading.problems,
      }
    : unread(outcome.ok ? outcome.reading.problems : outcome.problems);
  await ports.documents.putJson(cycleKeys(batch.cycleId).imported(batch.batchId), imported);
  // What could be read in part only does not take the place of what was whole.
  if (imported.coverage.state === 'READ')
    await ports.documents.putJson(latestKeys.imported(batch.key), imported);
  return imported;
};
