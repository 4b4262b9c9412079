import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { canonicalText } from '../../core/canonical-text.ts';
import { DocumentNotFound, type Documents } from '../../core/ports.ts';

/** Documents of a run in a folder. */
export const fileDocuments = (folder: string): Documents => {
  const put: Documents['put'] = async (key, body) => {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), body);
    return { key, sha256: '' };
  };
  const get = async (key: string): Promise<string> => {
    if (!existsSync(join(folder, key))) throw new DocumentNotFound(key);
    return readFileSync(join(folder, key), 'utf8');
  };
  return {
    put,
    putJson: (key, value) => put(key, canonicalText(value)),
    get,
    getJson: async <T>(key: string) => JSON.parse(await get(key)) as T,
    list: async (prefix) =>
      readdirSync(join(folder, prefix))
        .sort()
        .map((name) => `${prefix}${name}`),
  };
};
