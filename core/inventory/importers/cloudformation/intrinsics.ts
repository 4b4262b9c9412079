import { type Document, isCollection, isNode, isScalar, type Node, Pair, Scalar, visit, YAMLMap } from 'yaml';
import { isMapping } from '../../../documentation/mapping.ts';

/** Short forms of intrinsic functions; all but two stand for `Fn::NAME`. */
const functions = [
  'Ref',
  'Condition',
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'ForEach',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Rain::Embed',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
];

const longForm = (tag: string): string | undefined => {
  const name = tag.slice(1);
  if (!tag.startsWith('!') || !functions.includes(name)) return undefined;
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
};

/** `!GetAtt A.B` is `[A, B]`. */
const argumentOf = (name: string, node: Node): unknown => {
  if (name !== 'Fn::GetAtt' || !isScalar(node)) return node;
  const [resource = '', ...attribute] = String(node.value).split('.');
  return [resource, attribute.join('.')];
};

/** Writes `!Ref A` as `{Ref: A}`, as a template in JSON has it, so that a function is never taken for the text it holds. */
export const expandShortForms = (document: Document.Parsed): void => {
  const expanded = new Set<Node>();
  visit(document, {
    Node: (_, node) => {
      const name =
        (isScalar(node) || isCollection(node)) && node.tag && !expanded.has(node)
          ? longForm(node.tag)
          : undefined;
      if (!name || !isNode(node)) return undefined;
      expanded.add(node);
      const value = argumentOf(name, node);
      const map = new YAMLMap();
      map.range = node.range ?? null;
      map.items.push(new Pair(new Scalar(name), isNode(value) ? value : document.createNode(value)));
      delete (value as { tag?: string }).tag;
      return map;
    },
  });
};

const maxDepth = 40;

/** Logical names that a value refers to, in `Ref`, `Fn::GetAtt` and the variables of `Fn::Sub`. */
export const namesIn = (value: unknown, depth = 0): readonly string[] => {
  if (depth > maxDepth) return [];
  if (Array.isArray(value)) return value.flatMap((member) => namesIn(member, depth + 1));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([name, argument]) => {
    if (name === 'Ref') return typeof argument === 'string' ? [argument] : [];
    if (name === 'Fn::GetAtt') {
      const [resource] = Array.isArray(argument) ? argument : String(argument).split('.');
      return typeof resource === 'string' ? [resource] : [];
    }
    const text = name === 'Fn::Sub' ? (Array.isArray(argument) ? argument[0] : argument) : undefined;
    const variables =
      typeof text === 'string'
        ? [...text.matchAll(/\$\{(\w+)(?:\.[\w.]+)?\}/g)].map(([, one = '']) => one)
        : [];
    return [...variables, ...namesIn(argument, depth + 1)];
  });
};
