import { createHash } from 'node:crypto';
import { canonicalText } from '../../../core/canonical-text.ts';
import { DocumentNotFound, type Documents } from '../../../core/ports.ts';

export const memoryDocuments = (): Documents & { readonly bodies: Map<string, string> } => {
  const bodies = new Map<string, string>();
  const put: Documents['put'] = async (key, body) => {
    bodies.set(key, body);
    return { key, sha256: createHash('sha256').update(body).digest('hex') };
  };
  const get: Documents['get'] = async (key) => {
    const body = bodies.get(key);
    if (body === undefined) throw new DocumentNotFound(key);
    return body;
  };
  return {
    bodies,
    put,
    putJson: (key, value) => put(key, canonicalText(value)),
    get,
    getJson: async <T>(key: string) => JSON.parse(await get(key)) as T,
    list: async (prefix) => [...bodies.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
};
