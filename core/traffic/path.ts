/** Longer or deeper paths are attacks or mistakes, never endpoints. */
const maxLength = 2048;
const maxSegments = 32;

const unreserved = /^[A-Za-z0-9\-._~]$/;

/** What no client of an endpoint sends: control characters, encoded or not, and signs that only injections have. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hostile = /[\u0000-\u0020\u007f"<>\\`]|%(?:[01][0-9a-f]|7f)/i;

/** `..` between separators of any spelling, once or twice encoded. */
const traversal = /(?:^|%(?:25)*(?:2f|5c))\.{1,2}(?:$|%(?:25)*(?:2f|5c))/i;

/** Most paths: nothing to decode, to cut off or to refuse. */
const plain = /^[A-Za-z0-9/\-._~:@!$&'()*+,=]*$/;

const dots = /%(?:25)*2e/gi;

/**
 * Segments of a path in one canonical spelling: no query, fragment or `;parameters`, no empty segments, only
 * unreserved characters decoded (RFC 3986 §6.2.2.2), so that `%2F` stays inside its segment, and others encoded. Case
 * is kept.
 * @returns undefined for what is no path of an endpoint.
 */
export const segmentsOf = (path: string): readonly string[] | undefined => {
  if (path.length > maxLength || !path.startsWith('/')) return undefined;
  if (plain.test(path)) {
    const segments = path.split('/').filter((segment) => segment !== '');
    return segments.length > maxSegments || segments.includes('.') || segments.includes('..')
      ? undefined
      : segments;
  }
  const whole = path.replace(/[?#].*$/s, '');
  if (hostile.test(whole)) return undefined;
  const segments = whole
    // Braces mean parameters from here on; a client may not write them into a template.
    .replace(/[{}]/g, (brace) => (brace === '{' ? '%7B' : '%7D'))
    .split('/')
    .map((segment) => segment.replace(/;.*$/s, ''))
    .filter((segment) => segment !== '')
    .map((segment) =>
      segment
        .replace(/%([0-9a-f]{2})/gi, (encoded, hex: string) => {
          const character = String.fromCharCode(Number.parseInt(hex, 16));
          return unreserved.test(character) ? character : encoded.toUpperCase();
        })
        .replace(/[\u0080-\uffff]+/g, (text) => encodeURIComponent(text.toWellFormed())),
    );
  if (segments.length > maxSegments || segments.some((segment) => traversal.test(segment.replace(dots, '.'))))
    return undefined;
  return segments;
};

export const isParameter = (segment: string): boolean => segment.startsWith('{') && segment.endsWith('}');
export const isGreedy = (template: string): boolean => /\{[^/{}]+\+\}/.test(template);

/** What two templates of one endpoint have in common: `/accounts/{id}` and `/accounts/{accountId}` are one shape, `/{proxy+}` is another. */
export const shapeOf = (template: string): string =>
  `/${template
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => segment.replace(/\{[^{}]*?(\+?)\}/g, '{$1}'))
    .join('/')}`;

/** `/a/` + `b` → `/a/b`; the root is empty, so that paths can be appended. */
export const joinPath = (...parts: readonly string[]): string => {
  let path = '';
  for (const part of parts) for (const segment of part.split('/')) if (segment !== '') path += `/${segment}`;
  return path;
};
