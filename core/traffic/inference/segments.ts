/**
 * The parts of a path that are decided one by one. A suffix that follows a value inside its segment is a part of its
 * own, so that `/jobs/4711:cancel` and `/reports/4711.json` are a value and a word: it begins with U+0000, which no
 * normalised path contains, and joins without a slash.
 */
const glue = '\u0000';

const formats =
  'json xml csv pdf txt html htm yaml yml png jpg jpeg svg gif zip ics xlsx docx atom rss jsonld geojson';
const extension = new RegExp(`^(.+)(\\.(?:${formats.split(' ').join('|')}))$`, 'i');
/** Custom methods: `:cancel` (Google API design guide, AIP-136). */
const verb = /^(.+)(:[a-z][A-Za-z]{2,40})$/;
/** OData keys: `Accounts(4711)`. */
const keyed = /^([A-Za-z_][\w.]*)\(.+\)$/;

export const maxPath = 2048;
export const maxSegments = 32;

const partsOf = (segment: string): readonly string[] => {
  const last = segment.charCodeAt(segment.length - 1);
  // Most segments have none of the three: one look at the characters spares the expressions.
  if (segment.length > 256 || (last !== 41 && !segment.includes('.') && !segment.includes(':')))
    return [segment];
  const match = extension.exec(segment) ?? verb.exec(segment);
  if (match) return [match[1] as string, `${glue}${match[2]}`];
  const key = keyed.exec(segment);
  return key ? [key[1] as string, `${glue}({})`] : [segment];
};

/** @returns undefined for what no endpoint has: control characters, traversal, more than 2 048 characters or 32 parts. */
export const splitPath = (path: string): readonly string[] | undefined => {
  if (path.length > maxPath || !path.startsWith('/')) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
  if (/[\u0000-\u001f\u007f]|%0[0-9a-f]|%1[0-9a-f]|%7f|%2e%2e|%ef%bf%bd/i.test(path)) return undefined;
  const raw = path.split('/').filter((segment) => segment !== '');
  if (raw.length > maxSegments) return undefined;
  if (raw.some((segment) => segment === '.' || segment === '..' || /^\.\.|%2f|%5c|\\/i.test(segment)))
    return undefined;
  return raw.flatMap(partsOf);
};

export const isGlued = (part: string): boolean => part.startsWith(glue);
export const unglued = (part: string): string => (isGlued(part) ? part.slice(1) : part);

export const joinPath = (parts: readonly string[]): string => {
  let path = '';
  for (const part of parts) path += isGlued(part) ? part.slice(1) : `/${part}`;
  return path === '' ? '/' : path;
};
