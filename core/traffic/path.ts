/** Longer or deeper paths are attacks or mistakes, never endpoints. */
const maxLength = 2048;
const maxSegments = 32;

const unreserved = /^[A-Za-z0-9\-._~]$/;

/**
 * Segments of a path in one canonical spelling: no query, fragment or `;parameters`, no empty segments, and only
 * unreserved characters decoded (RFC 3986 §6.2.2.2), so that `%2F` stays inside its segment. Case is kept.
 * @returns undefined for what is no path of an endpoint.
 */
export const segmentsOf = (path: string): readonly string[] | undefined => {
  if (path.length > maxLength || !path.startsWith('/')) return undefined;
  const segments = path
    .replace(/[?#].*$/s, '')
    // Braces mean parameters from here on; a client may not write them into a template.
    .replace(/[{}]/g, (brace) => (brace === '{' ? '%7B' : '%7D'))
    .split('/')
    .map((segment) => segment.replace(/;.*$/s, ''))
    .filter((segment) => segment !== '')
    .map((segment) =>
      segment.replace(/%([0-9a-f]{2})/gi, (encoded, hex: string) => {
        const character = String.fromCharCode(Number.parseInt(hex, 16));
        return unreserved.test(character) ? character : encoded.toUpperCase();
      }),
    );
  if (segments.length > maxSegments || segments.some((segment) => segment === '.' || segment === '..'))
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
  const segments = parts.flatMap((part) => part.split('/')).filter((segment) => segment !== '');
  return segments.length ? `/${segments.join('/')}` : '';
};
