import type { EnvironmentName, Lifecycle } from '../evidence.ts';

const lifecycles: Readonly<Record<string, Lifecycle>> = {
  proposed: 'proposed',
  draft: 'proposed',
  design: 'proposed',
  experimental: 'proposed',
  alpha: 'proposed',
  active: 'active',
  production: 'active',
  published: 'active',
  live: 'active',
  stable: 'active',
  ga: 'active',
  operational: 'active',
  deprecated: 'deprecated',
  sunset: 'sunset',
  retired: 'retired',
  decommissioned: 'retired',
};

/** A stage of life in the words that documents and registers use. */
export const lifecycleNamed = (word: string): Lifecycle | undefined => {
  const key = word.trim().toLowerCase();
  return Object.hasOwn(lifecycles, key) ? lifecycles[key] : undefined;
};

const environments: readonly (readonly [RegExp, EnvironmentName])[] = [
  [/\b(?:pre-?prod(?:uction)?|stag(?:e|ing)|uat|acceptance|abnahme|recette)\b/i, 'staging'],
  [/\b(?:sandbox|test(?:ing)?|qa|sit|integration)\b/i, 'test'],
  [/\b(?:dev(?:elop(?:ment)?)?|local|entwicklung)\b/i, 'development'],
  [/\b(?:prod(?:uction|uktion)?|live)\b/i, 'production'],
];

/** An environment in the words that people use for it. */
export const environmentNamed = (words: string): EnvironmentName | undefined =>
  environments.find(([form]) => form.test(words))?.[1];
