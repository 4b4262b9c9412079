/** Design tokens: every colour, size and space of portal, mails and report. Contrast is WCAG AA in both schemes. */
export const lightTokens = {
  paper: '#fbfaf7',
  surface: '#ffffff',
  sunken: '#f3f1ea',
  line: '#dcd8cc',
  ink: '#1b2430',
  muted: '#56606d',
  accent: '#0b5563',
  accentInk: '#ffffff',
  focus: '#b4540a',
  good: '#1d6a3c',
  goodSoft: '#e4f2e8',
  bad: '#a3231f',
  badSoft: '#fbe8e6',
  warn: '#8a5200',
  warnSoft: '#fbf0dc',
  calm: '#34506e',
  calmSoft: '#e7edf4',
} as const;

export type Token = keyof typeof lightTokens;

export const darkTokens: Readonly<Record<Token, string>> = {
  paper: '#11161d',
  surface: '#19202a',
  sunken: '#0c1016',
  line: '#333d4a',
  ink: '#e9ecf0',
  muted: '#a5afbb',
  accent: '#7cc7d3',
  accentInk: '#08222a',
  focus: '#ffb265',
  good: '#84d3a0',
  goodSoft: '#14301f',
  bad: '#ff9d95',
  badSoft: '#3b1614',
  warn: '#f2be6b',
  warnSoft: '#362608',
  calm: '#a9c3e0',
  calmSoft: '#1b2a3b',
};

/** `--paper:#fff;…` */
export const customProperties = (tokens: Readonly<Record<Token, string>>): string =>
  Object.entries(tokens)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value};`)
    .join('');

export const fontStack =
  "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif";
