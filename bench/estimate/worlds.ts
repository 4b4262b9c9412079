/**
 * Four banks whose APIs are known, to see what the estimators make of what six sources find of them. The design began
 * with a table of such banks (150 APIs, six sources, 400 draws, the four kinds below) that gave their results without
 * their probabilities; these were fitted to it by search.
 */
export interface Kind {
  /** 0–1 of all APIs. */
  readonly share: number;
  /** Probability that each source finds an API of this kind. */
  readonly found: readonly number[];
  /**
   * How far one API differs from the next of its kind: every probability of it is multiplied by `scale` times a draw
   * from Beta(alpha, 1), and is never over 0.99.
   */
  readonly spread?: { readonly alpha: number; readonly scale: number };
}

export interface World {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** The design's table, two digits. */
  readonly expected: Row;
}

/** Shares 0–1, means over the draws. */
export interface Row {
  /** What was found, of what there is. */
  readonly coverage: number;
  /** What the estimator takes that share for. */
  readonly chao2: number;
  readonly jackknife: number;
  readonly chapman: number;
  readonly sampleCoverage: number;
  /** How often the 95 % interval of Chao2 holds the truth. */
  readonly intervalHolds: number;
}

export const sources = 6;
export const apis = 150;
export const draws = 400;
export const surest = 0.99;

const plain = [0.6, 0.5, 0.4, 0.4, 0.3, 0.2];

export const worlds: readonly World[] = [
  {
    name: 'independent',
    kinds: [{ share: 1, found: plain }],
    expected: {
      coverage: 0.96,
      chao2: 0.96,
      jackknife: 0.86,
      chapman: 0.95,
      sampleCoverage: 0.95,
      intervalHolds: 0.92,
    },
  },
  {
    name: 'heterogeneous',
    kinds: [{ share: 1, found: plain, spread: { alpha: 1.47, scale: 1.64 } }],
    expected: {
      coverage: 0.88,
      chao2: 0.93,
      jackknife: 0.85,
      chapman: 0.99,
      sampleCoverage: 0.95,
      intervalHolds: 0.78,
    },
  },
  {
    name: 'clustered shadow',
    kinds: [
      { share: 0.67, found: [0.98, 0.82, 0.75, 0.7, 0.35, 0.25] },
      { share: 0.33, found: [0.05, 0.2, 0.2, 0.2, 0.05, 0.15] },
    ],
    expected: {
      coverage: 0.87,
      chao2: 0.92,
      jackknife: 0.88,
      chapman: 1,
      sampleCoverage: 0.97,
      intervalHolds: 0.89,
    },
  },
  {
    name: '15 % invisible',
    kinds: [
      { share: 0.85, found: [0.55, 0.6, 0.75, 0.55, 0.45, 0.25] },
      { share: 0.15, found: [0, 0, 0, 0, 0, 0] },
    ],
    expected: {
      coverage: 0.84,
      chao2: 0.99,
      jackknife: 0.95,
      chapman: 0.97,
      sampleCoverage: 0.99,
      intervalHolds: 0.01,
    },
  },
];
