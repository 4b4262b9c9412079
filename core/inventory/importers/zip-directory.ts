/** One entry of a zip's central directory. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  /** As the directory declares; what it unpacks to is counted again. */
  readonly declaredBytes: number;
  /** Where its local header begins. */
  readonly offset: number;
  readonly encrypted: boolean;
  readonly symbolicLink: boolean;
}

const signature = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
const endBytes = 22;
const maxComment = 0xffff;

export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= endBytes && bytes[0] === 0x50 && bytes[1] === 0x4b && [3, 5].includes(bytes[2] ?? 0);

const endOf = (view: DataView): number | undefined => {
  const lowest = Math.max(0, view.byteLength - endBytes - maxComment);
  for (let at = view.byteLength - endBytes; at >= lowest; at--)
    if (view.getUint32(at, true) === signature.end) return at;
  return undefined;
};

const nameOf = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes);

/**
 * Reads the central directory, the one table that says what a zip holds.
 * @returns undefined when it is broken, cut off, of several parts, or in the 64-bit form that only archives above 4 GiB
 * need.
 */
export const zipDirectory = (
  bytes: Uint8Array,
  maxEntries: number,
): readonly ZipEntry[] | 'too-many' | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === undefined) return undefined;
  const count = view.getUint16(end + 10, true);
  if (count === 0xffff || count > maxEntries) return 'too-many';
  if (count !== view.getUint16(end + 8, true)) return undefined;
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== signature.central) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    const nextAt = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (nextAt > end) return undefined;
    const mode = view.getUint32(at + 38, true) >>> 16;
    const entry: ZipEntry = {
      name: nameOf(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      declaredBytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      symbolicLink: (mode & 0xf000) === 0xa000,
    };
    entries.push(entry);
    at = nextAt;
  }
  return entries;
};

/** The packed bytes of an entry; undefined when its local header is not where the directory says. */
export const packedBytes = (bytes: Uint8Array, entry: ZipEntry): Uint8Array | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== signature.local) return undefined;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return start + entry.packedBytes > bytes.length
    ? undefined
    : bytes.subarray(start, start + entry.packedBytes);
};

/** Whether two entries unpack the same bytes, as bombs do that repeat one kernel. */
export const entriesOverlap = (entries: readonly ZipEntry[]): boolean => {
  const sorted = entries.toSorted((a, b) => a.offset - b.offset);
  return sorted.some((entry, index) => {
    const next = sorted[index + 1];
    return next !== undefined && entry.offset + 30 + entry.packedBytes > next.offset;
  });
};
