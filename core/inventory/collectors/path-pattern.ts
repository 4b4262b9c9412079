import { joinPath } from '../../traffic/path.ts';

/** Where a rule's path condition puts what is behind it: the literal part is the base path, the rest a template. */
export interface PathPlace {
  readonly basePath: string;
  /** Relative to the base path; a catch-all is `/{proxy+}`. */
  readonly template: string;
}

const everything: PathPlace = { basePath: '', template: '/{proxy+}' };

const wild = (segment: string): boolean => /[*?]/.test(segment);

/**
 * Place of a pattern of Application Load Balancer or CloudFront: `*` is any number of characters, slashes too, and `?`
 * is one. CloudFront takes patterns without the leading slash. `/pay*` is read as `/pay` and what is below it.
 */
export const placeOfPattern = (pattern: string): PathPlace => {
  const segments = pattern.replace(/^\/+/, '').split('/');
  const first = segments.findIndex(wild);
  if (first < 0) return { basePath: joinPath(`/${segments.join('/')}`), template: '/' };
  const literal = segments.slice(0, first);
  const rest = segments.slice(first);
  const [head = ''] = rest;
  const stem = head.slice(0, -1);
  if (rest.length === 1 && head.endsWith('*') && stem && !wild(stem))
    return { basePath: joinPath(`/${[...literal, stem].join('/')}`), template: '/{proxy+}' };
  let count = 0;
  const named = rest.map((segment, index) => {
    if (!wild(segment)) return segment;
    if (index === rest.length - 1 && segment.includes('*')) return '{proxy+}';
    count += 1;
    return count === 1 ? '{any}' : `{any${count}}`;
  });
  return { basePath: joinPath(`/${literal.join('/')}`), template: `/${named.join('/')}` };
};

const escaped = /[\\/.\-_~]/;

/**
 * Place of a regular expression of an Application Load Balancer: the whole segments that every match begins with. The
 * expression is read, never run.
 */
export const placeOfRegex = (expression: string): PathPlace => {
  if (!expression.startsWith('^') || expression.includes('|')) return everything;
  let literal = '';
  let at = 1;
  for (; at < expression.length; at++) {
    const character = expression[at] ?? '';
    const next = expression[at + 1] ?? '';
    if (character === '\\' && escaped.test(next)) {
      literal += next;
      at += 1;
    } else if (/[\\^$.[\](){}*+?]/.test(character)) break;
    else literal += character;
  }
  if (expression.slice(at) === '$') return { basePath: joinPath(literal), template: '/' };
  // A quantifier belongs to the character before it; a segment that is cut off is no segment.
  const whole = literal.slice(0, literal.lastIndexOf('/') + 1);
  return { basePath: joinPath(whole), template: '/{proxy+}' };
};

const assetFile =
  /\.(?:js|mjs|css|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|eot|otf|mp4|webm|pdf|html?|webmanifest)$/i;
const assetFolder =
  /^\/?(?:static|assets|images|img|css|js|fonts|media|_next|public|dist|favicon[^/]*)(?:\/|\*|$)/i;

/** Files that a browser loads: such a pattern is no API, whatever serves it. */
export const isStaticPattern = (pattern: string): boolean =>
  assetFile.test(pattern) || assetFolder.test(pattern);
