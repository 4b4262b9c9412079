/** `{proxy+}`: everything below. */
const rest = '{proxy+}';

const parameter = (name: string): string => {
  const plain = name
    .trim()
    .replace(/[^\w.-]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return `{${plain || 'id'}}`;
};

/** How frameworks, gateways and people write a parameter that is a whole segment. */
const whole: readonly (readonly [RegExp, (name: string) => string])[] = [
  [/^\*+$/, () => rest],
  [/^\*\w+$/, () => rest],
  [/^\[\[?\.\.\.[\w-]+\]\]?$/, () => rest],
  [/^<path:[\w-]+>$/, () => rest],
  [/^:[\w-]+\*$/, () => rest],
  // `{path+}`, `{+path}`, `{path*}`, `{*path}`, `{path...}`, `{path:.*}`
  [/^\{[+*]{1,2}\s*[\w.-]+\}$/, () => rest],
  [/^\{[\w.-]+(?:\+|\*{1,2}|\.{3}|:\.[*+])\}$/, () => rest],
  [/^\$?\{\{?\s*\$?([^{}:*+]+?)\s*\}?\}$/, parameter],
  [/^\{([\w.-]+)[:=].*\}$/, parameter],
  [/^:([\w-]+)(?:\(.*\))?\??$/, parameter],
  [/^<(?:[\w.]+(?:\(.*\))?:)?([\w-]+)>$/, parameter],
  [/^\[([\w-]+)\]$/, parameter],
];

const segmentOf = (segment: string): string => {
  for (const [form, write] of whole) {
    const match = form.exec(segment);
    if (match) return write(match[1] ?? '');
  }
  // Parameters inside a segment: `{id}.json`, `{{id}}:activate`, `{id:\d+}.pdf`.
  return segment
    .replace(/\{\{\s*\$?([^{}]+?)\s*\}\}/g, (_, name: string) => parameter(name))
    .replace(/\{([\w.-]+)[:=][^{}]*\}/g, (_, name: string) => parameter(name))
    .replace(/^:([\w-]+)(?=[.,@])/, (_, name: string) => parameter(name));
};

/** Slashes inside braces do not separate: `{name=projects/*}`. */
const splitSegments = (path: string): readonly string[] => {
  const segments: string[] = [];
  let depth = 0;
  let segment = '';
  for (const character of path) {
    if (character === '{') depth += 1;
    if (character === '}') depth = Math.max(0, depth - 1);
    if (character === '/' && depth === 0) {
      segments.push(segment);
      segment = '';
    } else segment += character;
  }
  return [...segments, segment].filter((one) => one !== '');
};

/**
 * A path as a specification, framework or person writes it, in our notation: `{name}` for a parameter, `/{proxy+}` at
 * the end for everything below, no query, no empty segments. `/users/:id`, `/users/<int:id>` and `/users/{id}` come to
 * the same.
 */
export const templateOf = (path: string): string => {
  const written = path
    .slice(0, 2_048)
    .replace(/%7B/gi, '{')
    .replace(/%7D/gi, '}')
    .replace(/[?#](?![^{]*\}).*$/s, '');
  const segments = splitSegments(written).map(segmentOf);
  // What stands behind a catch-all cannot be told from it.
  const catchAll = segments.indexOf(rest);
  const kept = segments.map((segment, index) =>
    segment === rest && index < segments.length - 1 ? '{any}' : segment,
  );
  return `/${(catchAll === segments.length - 1 ? segments : kept).join('/')}`;
};

/** Base path and path in one template. */
export const joinTemplate = (base: string, path: string): string => {
  const [left, right] = [templateOf(base), templateOf(path)];
  if (right === '/') return left;
  return left === '/' ? right : `${left}${right}`;
};

/** Everything below a base path, for sources that name an API's place and not its endpoints. */
export const everythingBelow = (base: string): string => {
  const template = templateOf(base);
  if (template.endsWith(rest)) return template;
  return template === '/' ? `/${rest}` : `${template}/${rest}`;
};
