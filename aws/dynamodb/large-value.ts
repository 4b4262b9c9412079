import { createHash } from 'node:crypto';
import type { Documents } from '../../core/ports.ts';

/** An item may hold 400 KB (DynamoDB service quotas); what is larger than this stands in the evidence bucket. */
const inlineBytes = 100 * 1024;

export type StoredValue =
  | { readonly value: unknown }
  | { readonly pointer: { readonly key: string; readonly sha256: string } };

type Store = Pick<Documents, 'putJson' | 'getJson'>;

/** The value itself, or where it was put: under a name that holds its hash, so that a pointer never changes meaning. */
export const stored = async (name: string, value: unknown, documents: Store): Promise<StoredValue> => {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) <= inlineBytes) return { value };
  const hash = createHash('sha256').update(text).digest('hex');
  const { key, sha256 } = await documents.putJson(`values/${name}-${hash.slice(0, 16)}.json`, value);
  return { pointer: { key, sha256 } };
};

export const restored = async <Value>(item: StoredValue, documents: Store): Promise<Value> =>
  'pointer' in item ? documents.getJson<Value>(item.pointer.key) : (item.value as Value);
