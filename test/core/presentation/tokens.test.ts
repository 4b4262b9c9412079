import { describe, expect, test } from '@jest/globals';
import { stylesheet, stylesheetVersion } from '../../../core/presentation/stylesheet.ts';
import {
  customProperties,
  darkTokens,
  lightTokens,
  sizeTokens,
  type Token,
} from '../../../core/presentation/tokens.ts';

/** Relative luminance and contrast as in WCAG 2.2. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

const text: readonly (readonly [Token, Token])[] = [
  ...(['ink', 'muted', 'accent', 'bad'] as const).flatMap((ink) =>
    (['paper', 'surface', 'sunken'] as const).map((ground) => [ink, ground] as const),
  ),
  ...(['good', 'bad', 'warn', 'calm'] as const).map((tone) => [tone, `${tone}Soft`] as const),
  ...(['good', 'bad', 'warn', 'calm'] as const).flatMap((tone) => [
    ['ink', `${tone}Soft`] as const,
    ['muted', `${tone}Soft`] as const,
  ]),
  ['accentInk', 'accent'],
];
const edges: readonly (readonly [Token, Token])[] = [
  ['lineStrong', 'surface'],
  ['focus', 'paper'],
  ['focus', 'surface'],
  ['good', 'paper'],
  ['bad', 'paper'],
  ['warn', 'paper'],
  ['calm', 'paper'],
];

describe.each([
  ['light', lightTokens],
  ['dark', darkTokens],
])('the %s scheme', (_, tokens) => {
  test.each(text)('%s can be read on %s (4.5:1)', (ink, ground) => {
    expect(contrast(tokens[ink], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(edges)('%s can be told from %s (3:1)', (edge, ground) => {
    expect(contrast(tokens[edge], tokens[ground])).toBeGreaterThanOrEqual(3);
  });
});

describe('the style sheet', () => {
  test('uses only properties that are defined', () => {
    const defined = new Set([...stylesheet.matchAll(/(--[a-z-]+):/g)].map(([, name]) => name));
    const used = [...stylesheet.matchAll(/var\((--[a-z-]+)/g)].map(([, name]) => name);
    expect(used.filter((name) => !defined.has(name))).toEqual([]);
  });

  test('defines no token that nothing uses', () => {
    const properties = customProperties({ ...lightTokens, ...sizeTokens }).match(/--[a-z-]+(?=:)/g) ?? [];
    expect(properties.filter((name) => !stylesheet.includes(`var(${name})`))).toEqual([]);
  });

  test('fetches nothing, and its rules are whole', () => {
    expect(stylesheet).not.toMatch(/url\(|@import|https?:|<\/style/);
    expect(stylesheet.split('{')).toHaveLength(stylesheet.split('}').length);
  });

  test('has a name that changes with it', () => {
    expect(stylesheetVersion).toMatch(/^[0-9a-f]{12}$/);
  });
});
