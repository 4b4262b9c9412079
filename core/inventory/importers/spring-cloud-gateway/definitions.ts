import { isMapping } from '../../../documentation/mapping.ts';
import { type ConfigNode, entriesAt, itemsAt, nodeAt, textAt } from '../config-node.ts';

/** A predicate or a filter, from `Name=a,b` or from `{name, args}`. */
export interface Definition {
  readonly name: string;
  /** Values in the order of the shortcut, or all values of the arguments. */
  readonly values: readonly string[];
  /** The arguments by name; undefined in the shortcut. */
  readonly args?: ConfigNode;
  readonly node: ConfigNode;
}

const valuesOf = (args: ConfigNode): readonly string[] =>
  entriesAt(args).flatMap(([, value]) => {
    const items = itemsAt(value);
    if (items.length > 0) return items.map((item) => textAt(item));
    if (isMapping(value.value)) return valuesOf(value);
    return splitOutsideBraces(textAt(value));
  });

/** Commas inside braces belong to an expression: `/{id:[0-9]{1,3}}`. */
const splitOutsideBraces = (text: string): readonly string[] => {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === ',' && depth <= 0) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  return [...parts, part.trim()].filter((one) => one !== '');
};

export const definitionOf = (node: ConfigNode): Definition => {
  if (isMapping(node.value)) {
    const args = nodeAt(node, 'args');
    return { name: textAt(node, 'name'), values: valuesOf(args), args, node };
  }
  const text = textAt(node);
  const equals = text.indexOf('=');
  if (equals < 0) return { name: text, values: [], node };
  return { name: text.slice(0, equals).trim(), values: splitOutsideBraces(text.slice(equals + 1)), node };
};

/** A list, or the numbered members that a properties file makes of one. */
export const definitionsAt = (node: ConfigNode, name: string): readonly Definition[] => {
  const items = itemsAt(node, name);
  if (items.length > 0) return items.map(definitionOf);
  const text = textAt(node, name);
  return text ? splitOutsideBraces(text).map((value) => definitionOf({ ...nodeAt(node, name), value })) : [];
};
