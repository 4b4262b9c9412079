import { gunzipSync, inflateRawSync } from 'node:zlib';
import type { InputProblem } from '../../input-problem.ts';
import { importFile } from './import-file.ts';
import type { ImportFile } from './importer.ts';
import { importLimits, inMebibytes } from './limits.ts';
import { entriesOverlap, isZip, packedBytes, type ZipEntry, zipDirectory } from './zip-directory.ts';

export type ArchiveReading =
  | { readonly ok: true; readonly files: readonly ImportFile[]; readonly problems: readonly InputProblem[] }
  | { readonly ok: false; readonly problem: InputProblem };

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const isTar = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(257, 262)) === 'ustar';
const isOtherArchive = (bytes: Uint8Array): boolean => {
  const mark = new TextDecoder('latin1').decode(bytes.subarray(0, 6));
  return isTar(bytes) || /^(?:7z\xbc\xaf|Rar!|BZh[1-9]|\xfd7zXZ|\x28\xb5\x2f\xfd)/.test(mark);
};

/** Workbooks are zips by construction; whoever reads them opens them. */
const isWorkbook = (name: string, entries: readonly ZipEntry[]): boolean =>
  /\.xls[xm]$/i.test(name) || entries.some((entry) => entry.name === 'xl/workbook.xml');

/** Leaves the folder it is unpacked in, on any system. */
const isUnsafeName = (name: string): boolean =>
  name === '' || name.includes('\0') || /^(?:[/\\]|[a-z]:)/i.test(name) || name.split(/[/\\]/).includes('..');

/** What file managers of desktops leave in archives. */
const isDebris = (name: string): boolean => /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|\._)/.test(name);

const again = 'Pack only the exported files, with an ordinary zip program, and hand it in again.';

type Unpacked = Uint8Array | 'too-large' | 'broken';

/** Inflates until the cap and not one byte further. */
const unpack =
  (inflate: (bytes: Uint8Array, limit: { maxOutputLength: number }) => Uint8Array) =>
  (bytes: Uint8Array, most: number): Unpacked => {
    try {
      return new Uint8Array(inflate(bytes, { maxOutputLength: Math.max(1, most) }));
    } catch (error) {
      const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
      return code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'broken';
    }
  };
const inflate = unpack(inflateRawSync);
const gunzip = unpack(gunzipSync);

const mostFor = (packed: number): number => Math.max(1024 * 1024, packed * importLimits.ratio);

const shown = ({ name }: ZipEntry): string => JSON.stringify(name.slice(0, 100));

const refused = (file: string, message: string, fix = again): ArchiveReading => ({
  ok: false,
  problem: { file, message, fix },
});

/** What is wrong with the table of a zip, before anything is unpacked. */
const directoryProblem = (entries: readonly ZipEntry[]): string | undefined => {
  const unsafe = entries.find(({ name }) => isUnsafeName(name));
  if (unsafe) return `Its member ${shown(unsafe)} names a place outside the archive.`;
  const link = entries.find(({ symbolicLink }) => symbolicLink);
  if (link) return `Its member ${shown(link)} is a symbolic link.`;
  const locked = entries.find(({ encrypted }) => encrypted);
  if (locked) return `Its member ${shown(locked)} is encrypted.`;
  const names = entries.map(({ name }) => name);
  if (new Set(names).size < names.length) return 'Two of its members have one name.';
  if (entriesOverlap(entries))
    return 'Its members overlap, as in an archive that is made to exhaust its reader.';
  return undefined;
};

const readZip = (name: string, bytes: Uint8Array): ArchiveReading => {
  const entries = zipDirectory(bytes, importLimits.members);
  if (entries === 'too-many')
    return refused(name, `The archive has more than ${importLimits.members} members.`, 'Split it.');
  if (entries === undefined) return refused(name, 'The zip archive is broken or cut off.');
  if (isWorkbook(name, entries)) return { ok: true, files: [importFile(name, bytes)], problems: [] };
  const wrong = directoryProblem(entries);
  if (wrong) return refused(name, wrong);
  const files: ImportFile[] = [];
  const problems: InputProblem[] = [];
  let left: number = importLimits.totalBytes;
  for (const entry of entries) {
    if (entry.name.endsWith('/') || isDebris(entry.name)) continue;
    const member = `${name}/${entry.name}`;
    const packed = packedBytes(bytes, entry);
    if (!packed || ![0, 8].includes(entry.method))
      return refused(name, `Its member ${shown(entry)} cannot be unpacked.`);
    const most = Math.min(importLimits.fileBytes, left, mostFor(packed.length));
    const content = entry.method === 0 ? packed : inflate(packed, most);
    if (content === 'too-large' || (content !== 'broken' && content.length > most))
      return refused(
        name,
        `Its member ${shown(entry)} unpacks to too much: at most ${inMebibytes(importLimits.fileBytes)} a member, ${inMebibytes(importLimits.totalBytes)} together and ${importLimits.ratio} times its packed size are read.`,
        'Export less at a time.',
      );
    if (content === 'broken' || content.length !== entry.declaredBytes)
      return refused(name, `Its member ${shown(entry)} is damaged.`);
    left -= content.length;
    if (isArchive(content) && !/\.xls[xm]$/i.test(entry.name)) {
      const message = 'It is an archive inside an archive, which is not opened.';
      problems.push({ file: member, message, fix: 'Hand it in by itself.' });
    } else files.push(importFile(member, content));
  }
  return { ok: true, files, problems };
};

const readGzip = (name: string, bytes: Uint8Array): ArchiveReading => {
  const most = Math.min(importLimits.fileBytes, mostFor(bytes.length));
  const content = gunzip(bytes, most);
  if (content === 'too-large')
    return refused(
      name,
      `It unpacks to too much: at most ${inMebibytes(importLimits.fileBytes)} and ${importLimits.ratio} times its packed size are read.`,
      'Export less at a time.',
    );
  if (content === 'broken') return refused(name, 'The gzip file is broken or cut off.');
  if (isArchive(content))
    return refused(name, 'There is an archive inside the gzip file, which is not opened.', 'Hand in a zip.');
  return { ok: true, files: [importFile(name.replace(/\.gz$/i, ''), content)], problems: [] };
};

const isArchive = (bytes: Uint8Array): boolean => isZip(bytes) || isGzip(bytes) || isOtherArchive(bytes);

/**
 * The files in what was handed in: the members of a zip, the one file of a gzip, or the file itself. Every cap is held
 * while unpacking; whatever breaks one refuses the archive whole, because the rest of it cannot be trusted either.
 */
export const readArchive = (name: string, bytes: Uint8Array): ArchiveReading => {
  if (bytes.length > importLimits.fileBytes)
    return refused(
      name,
      `It has ${inMebibytes(bytes.length)}; at most ${inMebibytes(importLimits.fileBytes)} are read.`,
      'Export less at a time.',
    );
  if (isZip(bytes)) return readZip(name, bytes);
  if (isGzip(bytes)) return readGzip(name, bytes);
  if (isOtherArchive(bytes))
    return refused(name, 'It is an archive of a kind that is not read.', 'Hand in a zip.');
  return { ok: true, files: [importFile(name, bytes)], problems: [] };
};
