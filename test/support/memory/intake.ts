import { DocumentNotFound, type Intake } from '../../../core/ports.ts';

const bytesOf = (
  files: Readonly<Record<string, string | Uint8Array>>,
  key: string,
  maxBytes: number,
): Buffer => {
  const content = files[key];
  if (content === undefined) throw new DocumentNotFound(key);
  const bytes = Buffer.from(content as Uint8Array);
  if (bytes.length > maxBytes) throw new Error(`${key} is larger than ${maxBytes} bytes.`);
  return bytes;
};

/** What people handed in, by key. */
export const memoryIntake = (files: Readonly<Record<string, string | Uint8Array>>): Intake => ({
  list: async (prefix) =>
    Object.keys(files)
      .filter((key) => key.startsWith(prefix))
      .sort()
      .map((key) => ({
        key,
        size: Buffer.from(files[key] ?? '').length,
        lastModified: '2026-11-20T00:00:00.000Z',
      })),
  getText: async (key, maxBytes) => bytesOf(files, key, maxBytes).toString('utf8'),
  getBytes: async (key, maxBytes) => bytesOf(files, key, maxBytes),
});
