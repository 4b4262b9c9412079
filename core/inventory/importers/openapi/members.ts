import { isMapping } from '../../../documentation/mapping.ts';
import type { ImportFile } from '../importer.ts';
import { readTree } from '../member-text.ts';

/** `api/openapi.yaml` + `../paths/pay.yaml` → `paths/pay.yaml`; undefined above the root and for anything absolute. */
export const siblingOf = (from: string, reference: string): string | undefined => {
  if (/^[a-z][a-z0-9+.-]*:/i.test(reference) || /^[/\\]/.test(reference)) return undefined;
  const steps = from.split('/').slice(0, -1);
  for (const step of reference.split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const maxHops = 20;

/** A node of a document and the member that it stands in. */
export interface Located {
  readonly value: unknown;
  readonly file: string;
}

/**
 * Follows `$ref` inside a document and to other members that were handed in together. References to anything else are
 * never followed: those give undefined.
 */
export const referenceResolver = (files: readonly ImportFile[]) => {
  const byName = new Map(files.map((file) => [file.name, file]));
  const trees = new Map<string, unknown>();
  const treeOf = (name: string): unknown => {
    const file = byName.get(name);
    if (!trees.has(name) && file) {
      const tree = readTree(file);
      trees.set(name, tree.ok ? tree.value : undefined);
    }
    return trees.get(name);
  };
  const seed = (name: string, tree: unknown): void => void trees.set(name, tree);
  const resolve = (node: Located): Located | undefined => {
    let at: Located | undefined = node;
    for (let hop = 0; hop < maxHops; hop++) {
      if (!at || !isMapping(at.value) || typeof at.value.$ref !== 'string') return at;
      const [document = '', fragment = '']: readonly string[] = at.value.$ref.split('#', 2);
      const file: string | undefined = document === '' ? at.file : siblingOf(at.file, decoded(document));
      if (file === undefined) return undefined;
      let value: unknown = treeOf(file);
      for (const step of fragment.split('/').slice(1)) {
        const key = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~');
        value = isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
      }
      at = value === undefined ? undefined : { value, file };
    }
    return undefined;
  };
  return { resolve, seed };
};

export type ReferenceResolver = ReturnType<typeof referenceResolver>;
