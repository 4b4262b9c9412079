import { anyPath, exactPath, type PathStep, type RequestPaths } from './request-paths.ts';

/** What a regular expression over paths comes to. It is never compiled: only its shape is read. */
export interface RegexPaths {
  readonly paths: readonly RequestPaths[];
  /** False when the shape is not simple: the paths are then its literal beginning and everything below. */
  readonly exact: boolean;
}

/** `full`: the expression is the whole path; `start`: it is anchored at the beginning; `search`: it is found anywhere. */
export type RegexAnchors = 'full' | 'start' | 'search';

const maxAlternatives = 16;
const maxLength = 1_024;

/** Splits at a character that stands outside classes, groups and escapes. */
const splitOutside = (text: string, separator: string): readonly string[] => {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') {
      part += character + text.charAt(at + 1);
      at += 1;
      continue;
    }
    if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === separator && depth === 0) {
      parts.push(part);
      part = '';
      continue;
    }
    part += character;
  }
  return [...parts, part];
};

const plain = /^(?:[\w\-~%@:!,;=&]|\\[^\w])*$/;
const literalText = (source: string): string => source.replaceAll(/\\(.)/g, '$1');

/** Inside of a group that is the whole of the text: `(a|b)`, `(?:a|b)`, `(?<name>a)`, `(?P<name>a)`. */
const groupOf = (source: string): { readonly name?: string; readonly inner: string } | undefined => {
  const [, opening = '', name, inner] = /^(\((?:\?:|\?P?<(\w+)>)?)(.*)\)$/s.exec(source) ?? [];
  if (inner === undefined || !opening) return undefined;
  // `(a)x(b)` also begins and ends with a bracket.
  let depth = 0;
  for (let at = 0; at < inner.length; at++) {
    const character = inner.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if (depth < 0) return undefined;
  }
  return depth === 0 ? { ...(name ? { name } : {}), inner } : undefined;
};

/** One class or escape with a repetition that cannot leave its segment: `\d+`, `[^/]+`, `[a-z0-9-]{3,8}`. */
const oneSegment = /^(?:\\[dwDS]|\[(?:[^\]\\]|\\.)+\])(?:[+*]\??|\{\d+(?:,\d*)?\})?$/;
const staysInSegment = (source: string): boolean => {
  if (!oneSegment.test(source)) return false;
  const [, negated, members = ''] = /^\[(\^?)((?:[^\]\\]|\\.)*)\]/.exec(source) ?? [];
  return members === '' || (negated ? members.includes('/') : !members.includes('/'));
};

/** A segment of escapes, classes, literals and groups without a slash or a dot that could be one. */
const isBounded = (source: string): boolean =>
  !/(?:^|[^\\])(?:\\\\)*\./.test(source.replaceAll(/\[(?:[^\]\\]|\\.)*\]/g, 'x')) &&
  !/\[\^(?!\/)/.test(source);

/** `undefined`: not simple. */
const segmentSteps = (source: string): readonly PathStep[] | undefined => {
  if (plain.test(source)) return [{ kind: 'literal', text: literalText(source) }];
  const group = groupOf(source.replace(/\)\??$/, ')'));
  const inner = group && !source.endsWith('?') ? group.inner : source;
  const alternatives = splitOutside(inner, '|');
  if (group && alternatives.length > 1 && alternatives.every((one) => plain.test(one)))
    return alternatives.map((one) => ({ kind: 'literal', text: literalText(one) }));
  if (alternatives.length === 1 && inner === '[^/]+')
    return [{ kind: 'parameter', name: group?.name ?? 'id' }];
  if (alternatives.every((one) => staysInSegment(one) || (isBounded(one) && !one.includes('/'))))
    return [{ kind: 'parameter', name: group?.name ?? 'id', restrict: inner }];
  return undefined;
};

/** Endings that mean everything below, with or without the place itself. */
const restOfPath = /^(?:\/?\((?:\?:)?\/?\.\*\)\??|\((?:\?:)?\/\.\*\)\?|\(\/\|\$\)\(?\.\*\)?|\.\*|\/\.\*)$/;

const cutRest = (source: string): { readonly head: string; readonly rest?: PathStep } => {
  for (const [ending, rest] of [
    [/\((?:\?:)?\/\|\$\)\(?\.\*\)?$/, { kind: 'rest' }],
    [/\((?:\?:)?\/\.[*+]\)[?*]$/, { kind: 'rest' }],
    [/\/\(?(?:\?:)?\.[*+]\)?$/, { kind: 'below' }],
    [/\/\?\(?(?:\?:)?\.\*\)?$/, { kind: 'rest' }],
  ] as const) {
    const head = source.replace(ending, '');
    if (head !== source) return { head, rest };
  }
  // `/pay.*` is also `/payments`.
  const [, head, text] = /^(.*\/)((?:[\w~%-]|\\[^\w])+)\(?\.\*\)?$/s.exec(source) ?? [];
  if (head !== undefined && text !== undefined)
    return { head: head.slice(0, -1), rest: { kind: 'starts', text: literalText(text) } };
  return { head: source };
};

const literalBeginning = (source: string): RequestPaths => {
  const segments: PathStep[] = [];
  const parts = splitOutside(source, '/').slice(1);
  for (const part of parts) {
    if (!plain.test(part) || part === '') break;
    segments.push({ kind: 'literal', text: literalText(part) });
  }
  return [...segments, { kind: 'rest' }];
};

const alternativesOf = (source: string, anchored: boolean): readonly RequestPaths[] | undefined => {
  if (restOfPath.test(source) || source === '') return source === '' && anchored ? undefined : [anyPath];
  const { head, rest } = cutRest(source);
  const parts = splitOutside(head.replace(/\/\?$/, ''), '/');
  if (parts[0] !== '') return undefined;
  let paths: readonly RequestPaths[] = [[]];
  for (const part of parts.slice(1)) {
    const steps = segmentSteps(part);
    if (!steps || paths.length * steps.length > maxAlternatives) return undefined;
    paths = paths.flatMap((path) => steps.map((step) => [...path, step]));
  }
  if (parts.length === 2 && parts[1] === '') paths = [exactPath('/')];
  const end: PathStep | undefined = rest ?? (anchored ? undefined : { kind: 'rest' });
  return end ? paths.map((path) => [...path, end]) : paths;
};

const unanchored = (
  source: string,
): { readonly bare: string; readonly atStart: boolean; readonly atEnd: boolean } => {
  const started = source.replace(/^\^/, '');
  const bare = started.replace(/(^|[^\\])\$$/, '$1');
  return { bare, atStart: started !== source, atEnd: bare !== started };
};

/**
 * Reads the shape of a regular expression over paths: `^/users/\d+$` is `/users/{id}`, `/(pay|fx)/.*` is two prefixes.
 * What is not simple is its literal beginning and everything below it.
 */
export const regexPaths = (regex: string, anchors: RegexAnchors): RegexPaths => {
  const source = regex.slice(0, maxLength).replace(/^\(\?[a-z]+\)/, '');
  // `^(/a|/b)$` as well as `^/a$|^/b$`.
  const whole = unanchored(source);
  const group = groupOf(whole.bare);
  const isGroup = group !== undefined && splitOutside(group.inner, '|').length > 1;
  const sources = splitOutside(isGroup ? group.inner : source, '|').map((one) => {
    const own = unanchored(one);
    return {
      bare: own.bare,
      atStart: anchors !== 'search' || own.atStart || (isGroup && whole.atStart),
      atEnd: anchors === 'full' || own.atEnd || (isGroup && whole.atEnd),
    };
  });
  if (regex.length > maxLength || sources.length > maxAlternatives || sources.some(({ atStart }) => !atStart))
    return { paths: [anyPath], exact: false };
  const read = sources.map(({ bare, atEnd }) => alternativesOf(bare, atEnd));
  if (read.every((paths) => paths !== undefined)) return { paths: read.flat(), exact: true };
  return { paths: sources.map(({ bare }) => literalBeginning(bare)), exact: false };
};
