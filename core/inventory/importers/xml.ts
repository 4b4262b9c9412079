import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { InputProblem } from '../../input-problem.ts';
import { importLimits } from './limits.ts';

export interface XmlElement {
  /** With its prefix, as written. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The element's own text, character data included, without that of its children; trimmed. */
  readonly text: string;
  /** 1-based, of its start tag. */
  readonly line?: number;
}

export type XmlReading =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly problem: InputProblem };

/** The five entities that XML itself has. Others need a DTD, which is refused. */
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const character = (code: number): string =>
  code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '�';

const decodeEntities = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));/gi, (whole, hex, decimal, name) => {
    if (hex) return character(Number.parseInt(hex, 16));
    if (decimal) return character(Number(decimal));
    return entities[name] ?? whole;
  });

const textName = '#text';
const characterData = '#cdata';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: false,
  cdataPropName: characterData,
  captureMetaData: true,
  maxNestedTags: importLimits.xmlDepth,
});
const metaData = XMLParser.getMetaDataSymbol() as symbol;

type OrderedNode = Readonly<Record<string | symbol, unknown>>;
const isNode = (value: unknown): value is OrderedNode => typeof value === 'object' && value !== null;
const nodes = (value: unknown): readonly OrderedNode[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** Finds lines by ascending or any position; positions of line ends are found once. */
const lineFinder = (text: string): ((position: number) => number) => {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (position) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
};

const elementOf = (node: OrderedNode, lineAt: (position: number) => number): XmlElement | undefined => {
  const name = Object.keys(node).find((key) => key !== ':@');
  if (name === undefined || name === textName || name === characterData || name.startsWith('?'))
    return undefined;
  const content = nodes(node[name]);
  const attributes: Record<string, string> = {};
  if (isNode(node[':@']))
    for (const [key, value] of Object.entries(node[':@'])) attributes[key] = decodeEntities(String(value));
  const text = content.map((child) => {
    if (typeof child[textName] === 'string') return decodeEntities(child[textName]);
    return nodes(child[characterData])
      .map((data) => String(data[textName] ?? ''))
      .join('');
  });
  const meta = node[metaData];
  const start = isNode(meta) && typeof meta.startIndex === 'number' ? meta.startIndex : undefined;
  return {
    name,
    attributes,
    children: content.flatMap((child) => elementOf(child, lineAt) ?? []),
    text: text.join('').trim(),
    ...(start === undefined ? {} : { line: lineAt(start + 1) }),
  };
};

/** The text without comments and character data, in one pass. */
const markupOf = (text: string): string => {
  const kept: string[] = [];
  const opening = /<!--|<!\[CDATA\[/g;
  let from = 0;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    kept.push(text.slice(from, match.index));
    const end = match[0] === '<!--' ? '-->' : ']]>';
    const at = text.indexOf(end, opening.lastIndex);
    if (at < 0) return kept.join('');
    from = at + end.length;
    opening.lastIndex = from;
  }
  return kept.join('') + text.slice(from);
};

const refuseForm = (text: string): readonly [message: string, fix: string] | undefined => {
  const markup = markupOf(text);
  if (/<!DOCTYPE|<!ENTITY/i.test(markup))
    return [
      'It declares a document type, which can define entities and name other files.',
      'Take the <!DOCTYPE …> out and write entities as characters.',
    ];
  const elements = markup.match(/<[^/!?]/g)?.length ?? 0;
  if (elements > importLimits.xmlElements)
    return [
      `It has ${elements} elements; at most ${importLimits.xmlElements} are read.`,
      'Export less at a time.',
    ];
  return undefined;
};

/**
 * Reads an XML document. Never throws: what is not well formed is a problem with its line. No document type, no
 * entities beyond XML's own five, nothing is fetched.
 */
export const readXml = (text: string, file: string): XmlReading => {
  const refuse = (message: string, fix: string, line?: number): XmlReading => ({
    ok: false,
    problem: { file, ...(line === undefined ? {} : { line }), message, fix },
  });
  const source = text.replace(/^\uFEFF/, '');
  const refused = refuseForm(source);
  if (refused) return refuse(...refused);
  try {
    const valid = XMLValidator.validate(source, { allowBooleanAttributes: false });
    if (valid !== true)
      return refuse(
        'The text is not well-formed XML.',
        'Correct this line, or export it again.',
        valid.err.line,
      );
    const lineAt = lineFinder(source);
    const [root, ...others] = nodes(parser.parse(source)).flatMap((node) => elementOf(node, lineAt) ?? []);
    if (!root || others.length > 0)
      return refuse('It has no single root element.', 'Hand in one whole document.');
    return { ok: true, root };
  } catch {
    return refuse(
      `It is no XML that can be read, or is nested deeper than ${importLimits.xmlDepth} levels.`,
      'Export it again, whole.',
    );
  }
};

/** The first child of a name. */
export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** Text of the first child of a name; empty when there is none. */
export const textIn = (element: XmlElement | undefined, name: string): string =>
  childOf(element, name)?.text ?? '';
