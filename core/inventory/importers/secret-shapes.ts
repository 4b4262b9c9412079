/** What a secret looks like wherever it stands. */
const shapes: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?:[\s\S]{0,20000}?-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g,
  /\beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*/g,
  /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g,
  /\bgh[oprsu]_[A-Za-z0-9]{30,}\b/g,
  /\bxox[abeprs]-[\w-]{10,}/g,
  /\bAIza[\w-]{35}/g,
  /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/g,
  // User information of a URL.
  /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]{0,256}:[^\s/@]{1,256}(?=@)/gi,
];

/** A value behind its name, as people write them into descriptions: after a colon only what is no plain word. */
const namedValues: readonly RegExp[] = [
  /(?<=\b(?:bearer|basic) )[\w.~+/=-]{16,}/gi,
  /(?<=(?:passw(?:or)?d|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|signature)["']?\s?=\s?["']?)[^\s"'&;,<>{}[\]]{4,}/gi,
  /(?<=(?:passw(?:or)?d|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|signature)["']?\s?:\s?["']?)(?=[^\s]{0,60}[^\s\w.,;-]|[^\s]{0,60}\d)[^\s"'&;,<>{}[\]]{4,}/gi,
];

const turns = (run: string): number => run.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0;

/** A run of at least 16 letters and digits in which they alternate often: no word, no name, no date, no UUID. */
const isRandom = (token: string): boolean =>
  token.split(/[-_/+=]/).some((run) => run.length >= 16 && turns(run) >= 3);

const replaceAll = (text: string, patterns: readonly RegExp[], instead: () => string): string =>
  patterns.reduce((clean, pattern) => clean.replace(pattern, instead), text);

export const withoutSecretShapes = (text: string, instead: () => string): string =>
  replaceAll(text, shapes, instead);

/** Of text that a person wrote: also what stands behind `password=`, and long random tokens. */
export const withoutSecretText = (text: string, instead: () => string): string =>
  replaceAll(withoutSecretShapes(text, instead), namedValues, instead).replace(
    /[A-Za-z0-9+/_=-]{24,}/g,
    (token) => (isRandom(token) ? instead() : token),
  );
