import { isMapping, listOf, textOf } from '../../../documentation/mapping.ts';
import { isCredentialName, takeCredential } from '../credentials.ts';
import type { ImportContext } from '../importer.ts';

/** Values by name; a nearer scope lies over a wider one. */
export type Variables = ReadonlyMap<string, string>;

/**
 * Variables of a collection, folder or environment: `variable[]` or `values[]` with `key` (or `id`) and `value`.
 * Secret ones are taken and have no value here.
 */
export const variablesOf = (list: unknown, context: ImportContext): Variables => {
  const values = new Map<string, string>();
  for (const item of listOf(list)) {
    if (!isMapping(item) || item.disabled === true || item.enabled === false) continue;
    const name = textOf(item.key) || textOf(item.id);
    const value = typeof item.value === 'string' ? item.value : '';
    if (name === '') continue;
    if (item.type === 'secret' || isCredentialName(name)) takeCredential(value, context);
    else if (value !== '') values.set(name, value);
  }
  return values;
};

export const over = (wide: Variables, near: Variables): Variables => new Map([...wide, ...near]);

const maxRounds = 5;
const maxLength = 8_192;

/**
 * Replaces `{{name}}` where the value is known, also where a value holds a variable again. What is not known stays.
 * Only places are resolved this way; a secret has no value to be put in.
 */
export const resolved = (text: string, variables: Variables): string => {
  let out = text;
  for (let round = 0; round < maxRounds; round++) {
    const next = out.replace(
      /\{\{\s*([^{}]+?)\s*\}\}/g,
      (whole, name: string) => variables.get(name) ?? whole,
    );
    if (next === out || next.length > maxLength) break;
    out = next;
  }
  return out;
};
