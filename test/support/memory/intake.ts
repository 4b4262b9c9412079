import { DocumentNotFound, type Intake } from '../../../core/ports.ts';

/** What people handed in, by key. */
export const memoryIntake = (files: Readonly<Record<string, string>>): Intake => ({
  list: async (prefix) =>
    Object.keys(files)
      .filter((key) => key.startsWith(prefix))
      .sort()
      .map((key) => ({
        key,
        size: Buffer.byteLength(files[key] ?? ''),
        lastModified: '2026-11-20T00:00:00.000Z',
      })),
  async getText(key, maxBytes) {
    const text = files[key];
    if (text === undefined) throw new DocumentNotFound(key);
    if (Buffer.byteLength(text) > maxBytes) throw new Error(`${key} is larger than ${maxBytes} bytes.`);
    return text;
  },
});
