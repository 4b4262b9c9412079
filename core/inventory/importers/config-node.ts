import { isMapping, type Mapping } from '../../documentation/mapping.ts';
import type { ProofAt } from './document-place.ts';

/** A place in a tree of configuration that knows where it stands. */
export interface ConfigNode {
  readonly value: unknown;
  readonly path: readonly (string | number)[];
  readonly proofAt: ProofAt;
}

/** `max_age`, `maxAge`, `max-age` and `maxage` are one name to most products. */
const loose = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');

const keyIn = (mapping: Mapping, name: string): string | undefined => {
  if (Object.hasOwn(mapping, name)) return name;
  const wanted = loose(name);
  return Object.keys(mapping).find((key) => loose(key) === wanted);
};

/** The node at the end of names, however each is spelt; its value is undefined where there is none. */
export const nodeAt = (node: ConfigNode, ...names: readonly string[]): ConfigNode => {
  let { value, path } = node;
  for (const name of names) {
    const key = isMapping(value) ? keyIn(value, name) : undefined;
    value = isMapping(value) && key !== undefined ? value[key] : undefined;
    path = [...path, key ?? name];
  }
  return { value, path, proofAt: node.proofAt };
};

/** Members of a list; of anything else none. */
export const itemsAt = (node: ConfigNode, ...names: readonly string[]): readonly ConfigNode[] => {
  const list = nodeAt(node, ...names);
  if (!Array.isArray(list.value)) return [];
  return list.value.map((value, index) => ({ value, path: [...list.path, index], proofAt: node.proofAt }));
};

/** Members of a mapping by their names as written. */
export const entriesAt = (
  node: ConfigNode,
  ...names: readonly string[]
): readonly (readonly [name: string, node: ConfigNode])[] => {
  const mapping = nodeAt(node, ...names);
  if (!isMapping(mapping.value)) return [];
  return Object.entries(mapping.value).map(([name, value]) => [
    name,
    { value, path: [...mapping.path, name], proofAt: node.proofAt },
  ]);
};

/** Texts, and numbers as texts; empty for anything else. */
export const textAt = (node: ConfigNode, ...names: readonly string[]): string => {
  const { value } = nodeAt(node, ...names);
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
};

/** `true`, also as a text or inside a wrapper with one `value`. */
export const isTrueAt = (node: ConfigNode, ...names: readonly string[]): boolean => {
  const { value } = nodeAt(node, ...names);
  const inner = isMapping(value) ? value.value : value;
  return inner === true || inner === 'true';
};

export const hasAt = (node: ConfigNode, ...names: readonly string[]): boolean => {
  const { value } = nodeAt(node, ...names);
  return value !== undefined && value !== null;
};

export const proofOf = (node: ConfigNode): string => node.proofAt(node.path);
