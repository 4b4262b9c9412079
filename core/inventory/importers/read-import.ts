import { firstProblems, type InputProblem } from '../../input-problem.ts';
import { readArchive } from './archive.ts';
import { encodingProblem } from './import-file.ts';
import type { Detection, Importer, ImportFile, ImportReading } from './importer.ts';
import { importLimits, inMebibytes } from './limits.ts';
import { importers } from './registry.ts';
import { scrubReading } from './scrub.ts';

/** What was handed in: one file (which may be an archive), or the files of one folder. */
export interface ImportInput {
  /** As the person knows it: file name, object key, or folder. */
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Id of the importer to use; else the folder's name if it is one, else whichever is surest. */
  readonly importer?: string;
  /** Captures and crawls keep only hosts at or under these. */
  readonly ownedDomains?: readonly string[];
}

export type ImportOutcome =
  | {
      readonly ok: true;
      readonly importer: Importer;
      readonly reading: ImportReading;
      /** How many secrets stood in what would have been written. */
      readonly withheld: number;
    }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** More would not be read by anybody, and a hostile file can make any number of them. */
const shownProblems = 500;

const refuse = (file: string, message: string, fix: string): ImportOutcome => ({
  ok: false,
  problems: [{ file, message, fix }],
});

/** Every archive of the input opened, within what all together may have. */
const unpacked = (input: ImportInput) => {
  const files: ImportFile[] = [];
  const problems: InputProblem[] = [];
  let unpackedBytes = 0;
  for (const { name, bytes } of input.files) {
    if (unpackedBytes > importLimits.totalBytes || files.length > importLimits.members) break;
    const archive = readArchive(name, bytes);
    if (archive.ok) {
      files.push(...archive.files);
      unpackedBytes += archive.files.reduce((sum, file) => sum + file.bytes.length, 0);
      problems.push(...archive.problems);
    } else {
      // Finding out that an archive is too large costs as much as reading one that is not.
      unpackedBytes += Math.min(importLimits.fileBytes, bytes.length * importLimits.ratio);
      problems.push(archive.problem);
    }
  }
  return { files, problems };
};

interface Claim {
  readonly importer: Importer;
  readonly detection: Detection;
}

const surest = (files: readonly ImportFile[]): Claim | undefined =>
  importers
    .flatMap((importer): Claim[] => {
      try {
        const detection = importer.detect(files);
        return detection && detection.confidence > 0 ? [{ importer, detection }] : [];
      } catch {
        // An importer that fails to look has not recognised anything.
        return [];
      }
    })
    .toSorted((a, b) => b.detection.confidence - a.detection.confidence)[0];

const chosen = (input: ImportInput, files: readonly ImportFile[]): Importer | undefined => {
  const byId = (id: string | undefined) => importers.find((importer) => importer.id === id);
  if (input.importer !== undefined) return byId(input.importer);
  const [, folder] = /([^/]+)\/[^/]*$/.exec(input.name) ?? [];
  return byId(folder) ?? surest(files)?.importer;
};

/** Looking at every file of a large export by itself would take longer than reading it. */
const maxLookedAt = 200;

/** Files of a folder that another importer would have read, and this one does not know. Archives are one export each. */
const strangers = (
  importer: Importer,
  input: ImportInput,
  members: readonly ImportFile[],
  reading: ImportReading,
): readonly InputProblem[] => {
  const files = members.filter(({ name }) => input.files.some((file) => file.name === name));
  if (files.length < 2 || files.length > maxLookedAt) return [];
  const read = new Set(
    reading.apis
      .flatMap(({ locator, routes }) => [locator, ...routes.map(({ pointer }) => pointer)])
      .map((place) => place.replace(/(?:#.*|:\d+)$/s, '')),
  );
  return files.flatMap((file) => {
    const claim = surest([file]);
    if (!claim || claim.importer === importer || claim.detection.confidence < 0.9) return [];
    if (read.has(file.name) || importer.detect([file])) return [];
    const message = `It looks like ${claim.importer.title} among ${importer.title}, and was not read as such.`;
    return [{ file: file.name, message, fix: 'Hand it in by itself, or in a folder of its own.' }];
  });
};

const sourceList = (): string => importers.map(({ id }) => id).join(', ');

/**
 * Reads one artefact of another gateway or tool: bounds, archive, detection, parsing, and last the scrubber. Never
 * throws: what cannot be read is a problem that says what to do.
 */
export const readImport = (input: ImportInput): ImportOutcome => {
  if (input.files.length > importLimits.members)
    return refuse(
      input.name,
      `It has ${input.files.length} files; at most ${importLimits.members} are read.`,
      'Split the folder.',
    );
  const { files, problems } = unpacked(input);
  if (files.length === 0)
    return problems.length > 0
      ? { ok: false, problems }
      : refuse(input.name, 'There is no file in it.', 'Hand in what the product exports.');
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (files.length > importLimits.members || bytes > importLimits.totalBytes)
    return refuse(
      input.name,
      `Its files have ${inMebibytes(bytes)} or more in ${files.length} members; at most ${inMebibytes(importLimits.totalBytes)} in ${importLimits.members} are read.`,
      'Split the folder.',
    );
  const importer = chosen(input, files);
  if (!importer) {
    const unreadable = files.flatMap((file) => encodingProblem(file) ?? []);
    if (unreadable.length > 0) return { ok: false, problems: [...problems, ...unreadable] };
    return input.importer === undefined
      ? refuse(input.name, 'No importer recognises it.', `Name its source, one of: ${sourceList()}.`)
      : refuse(
          input.name,
          `There is no source "${input.importer.slice(0, 60)}".`,
          `Sources are: ${sourceList()}.`,
        );
  }
  return parse(importer, files, problems, input);
};

const parse = (
  importer: Importer,
  files: readonly ImportFile[],
  problems: readonly InputProblem[],
  input: ImportInput,
): ImportOutcome => {
  const taken = new Set<string>();
  const secret = (value: unknown): void => {
    if (typeof value === 'string' && value.trim() !== '') taken.add(value.trim());
  };
  const { ownedDomains } = input;
  try {
    const reading = importer.parse(files, { secret, ...(ownedDomains ? { ownedDomains } : {}) });
    const all = [...problems, ...strangers(importer, input, files, reading), ...reading.problems];
    const isEmpty = reading.apis.length + reading.consumers.length + reading.settings.length === 0;
    const scrubbed = scrubReading({ ...reading, problems: firstProblems(all, shownProblems) }, taken);
    // Recognised, and nothing in it could be read: that is no empty artefact.
    return isEmpty && all.length > 0
      ? { ok: false, problems: scrubbed.reading.problems }
      : { ok: true, importer, ...scrubbed };
  } catch {
    return refuse(
      input.name,
      `It could not be read as ${importer.title}: its structure is none that was foreseen.`,
      `Export it again (${importer.howTo}) If it stays so, report it with the product’s version.`,
    );
  }
};
