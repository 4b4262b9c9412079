/** Colours of portal, mails and report. Contrast is WCAG 2.2 AA in both schemes; a test measures it. */
export const lightTokens = {
  paper: '#faf9f6',
  surface: '#ffffff',
  sunken: '#f2f0ea',
  line: '#dedad0',
  lineStrong: '#837f75',
  ink: '#1a222d',
  muted: '#56606d',
  accent: '#0b5563',
  accentInk: '#ffffff',
  focus: '#b4540a',
  good: '#1b683a',
  goodSoft: '#e5f2e9',
  bad: '#a3231f',
  badSoft: '#fbeae8',
  warn: '#805000',
  warnSoft: '#faf0dd',
  calm: '#34506e',
  calmSoft: '#e8eef4',
} as const;

export type Token = keyof typeof lightTokens;

export const darkTokens: Readonly<Record<Token, string>> = {
  paper: '#10151b',
  surface: '#181f28',
  sunken: '#1f2832',
  line: '#2f3945',
  lineStrong: '#7b8794',
  ink: '#e8ebef',
  muted: '#a7b1bd',
  accent: '#7cc7d3',
  accentInk: '#08222a',
  focus: '#ffb265',
  good: '#86d4a2',
  goodSoft: '#15301f',
  bad: '#ff9f97',
  badSoft: '#3a1816',
  warn: '#f0bf70',
  warnSoft: '#34260b',
  calm: '#a9c3e0',
  calmSoft: '#1c2b3c',
};

/** Sizes are multiples of a quarter of the reader's font size; text is set on a measure of 68 characters. */
export const sizeTokens = {
  hair: '.25rem',
  tight: '.5rem',
  near: '.75rem',
  gap: '1.25rem',
  wide: '2rem',
  section: '3.25rem',
  page: '72rem',
  measure: '68ch',
  radius: '.625rem',
  small: '.875rem',
  tiny: '.8125rem',
} as const;

/** `--paper:#fff;…` */
export const customProperties = (tokens: Readonly<Record<string, string>>): string =>
  Object.entries(tokens)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value};`)
    .join('');

export const fontStack =
  "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Open Sans', sans-serif";

export const codeStack =
  "ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";
