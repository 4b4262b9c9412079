import { gunzipSync } from 'node:zlib';
import { DocumentNotFound, type LogObjects } from '../../../core/ports.ts';

/** Log objects by `bucket/key`; `chunk` is how many bytes one read gives. */
export const memoryLogObjects = (
  objects: Readonly<Record<string, Buffer | string>>,
  chunk = 64 * 1024,
): LogObjects => ({
  list: async (bucket, prefix) =>
    Object.entries(objects)
      .filter(([path]) => path.startsWith(`${bucket}/${prefix}`))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, body]) => ({
        key: path.slice(bucket.length + 1),
        size: Buffer.byteLength(body),
        lastModified: '2026-11-20T00:00:00.000Z',
      })),
  async *read(bucket, key) {
    const stored = objects[`${bucket}/${key}`];
    if (stored === undefined) throw new DocumentNotFound(key);
    const bytes = Buffer.isBuffer(stored) ? stored : Buffer.from(stored);
    const body = key.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    for (let at = 0; at < body.length; at += chunk) yield body.subarray(at, at + chunk);
  },
});
