import { join } from 'node:path';
import type { InputProblem } from '../core/input-problem.ts';
import type { Evidence } from '../core/inventory/evidence.ts';
import { importFile } from '../core/inventory/importers/import-file.ts';
import { importedEvidence } from '../core/inventory/importers/imported-evidence.ts';
import { readImport } from '../core/inventory/importers/read-import.ts';
import { importers } from '../core/inventory/importers/registry.ts';
import type { SourceCoverage } from '../core/inventory/source-coverage.ts';
import type { Artefact } from './import-files.ts';

/** What one artefact says. */
export interface ImportedArtefact {
  readonly evidence: readonly Evidence[];
  readonly coverage: SourceCoverage;
  readonly problems: readonly InputProblem[];
}

/** One export, and which importer reads it where that is known already. */
type Part = Pick<Artefact, 'name' | 'files'> & { readonly importer?: string };
type Files = Artefact['files'];

interface Claim {
  readonly importer: string;
  readonly confidence: number;
}

const surest = (files: Files): Claim | undefined => {
  const opened = files.map(({ name, bytes }) => importFile(name, bytes));
  const claims = importers.flatMap(({ id, detect }): Claim[] => {
    try {
      const detection = detect(opened);
      return detection ? [{ importer: id, confidence: detection.confidence }] : [];
    } catch {
      // One that fails to look has not recognised anything.
      return [];
    }
  });
  return claims.toSorted((a, b) => b.confidence - a.confidence)[0];
};

/** Sure enough to leave a folder in a folder whole. */
const sure = 0.9;

/**
 * The exports of a folder. When one importer knows everything in it that any knows, the folder is one export, with the
 * files beside that only make sense there. Else it is a folder of many: files of one source are one export, each
 * folder in it is looked at by itself, and what nobody knows is named.
 */
const partsOf = ({ name, files }: Part): readonly Part[] => {
  if (files.length < 2) return [{ name, files }];
  const within = (file: Files[number]): string => file.name.slice(name.replace(/\/*$/, '/').length);
  const units = [...Map.groupBy(files, (file) => within(file).split('/')[0] ?? '')].map(([entry, own]) => ({
    name: join(name, entry),
    files: own,
    isFolder: own.some((file) => within(file).includes('/')),
    claim: surest(own),
  }));
  const known = new Set(units.flatMap(({ claim }) => claim?.importer ?? []));
  const [only] = known;
  if (known.size < 2) return [{ name, files, ...(only ? { importer: only } : {}) }];
  const folders = units.filter(({ isFolder }) => isFolder);
  const single = units.filter(({ isFolder }) => !isFolder);
  return [
    ...[...Map.groupBy(single, (unit) => unit.claim?.importer ?? unit.name).values()].map((group): Part => {
      const [first] = group;
      return {
        name: group.length === 1 ? (first?.name ?? name) : name,
        files: group.flatMap((unit) => unit.files),
        ...(first?.claim ? { importer: first.claim.importer } : {}),
      };
    }),
    ...folders.flatMap(({ claim, ...folder }): readonly Part[] =>
      claim && claim.confidence >= sure ? [{ ...folder, importer: claim.importer }] : partsOf(folder),
    ),
  ];
};

const unread = (source: string, place: string, problems: readonly InputProblem[]): ImportedArtefact => ({
  evidence: [],
  problems,
  coverage: {
    source,
    place,
    state: 'UNREAD',
    read: 0,
    failures: [{ call: 'ReadImport', reason: 'PARSE', about: '' }],
  },
});

export interface ReadingOptions {
  /** Id of the importer that is to read everything, where the person says so. */
  readonly importer?: string;
  /** ISO 8601, UTC. */
  readonly observedAt: string;
  /** Domains of the bank. */
  readonly domains?: readonly string[];
}

const readPart = (part: Part, { observedAt, domains }: ReadingOptions): ImportedArtefact => {
  const outcome = readImport({ ...part, ...(domains ? { ownedDomains: domains } : {}) });
  if (!outcome.ok) return unread('imports', part.name, outcome.problems);
  const { apis, problems } = outcome.reading;
  // Recognised, and nothing in it could be read: that is no empty artefact.
  if (apis.length === 0 && problems.length > 0) return unread(outcome.importer.id, part.name, problems);
  return {
    evidence: importedEvidence(outcome.importer, outcome.reading, observedAt),
    problems,
    coverage: {
      source: outcome.importer.id,
      place: part.name,
      state: problems.length > 0 ? 'PARTIAL' : 'READ',
      listed: apis.length,
      read: apis.length,
      readAt: observedAt,
      failures: [],
    },
  };
};

/** Reads one artefact, or the parts of a folder of several. */
export const readArtefact = (
  { problems, ...artefact }: Artefact,
  options: ReadingOptions,
): readonly ImportedArtefact[] => {
  const { importer } = options;
  const parts = importer === undefined ? partsOf(artefact) : [{ ...artefact, importer }];
  return [
    ...problems.map((problem) => unread('imports', problem.file, [problem])),
    ...(artefact.files.length > 0 ? parts.map((part) => readPart(part, options)) : []),
  ];
};
