import type { Evidence, EvidenceSource } from '../evidence.ts';

const dayMs = 86_400_000;

/** When confidence is asked for, and how fast it fades. */
export interface Fading {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly halfLifeDays: number;
}

/**
 * Confidence of one piece of evidence at a moment: its prior, halved for every half-life since it was last observed. A
 * moment that lies ahead, of a clock that is wrong, counts as now.
 */
export const faded = (
  { confidence, observedAt }: Pick<Evidence, 'confidence' | 'observedAt'>,
  { at, halfLifeDays }: Fading,
): number => {
  const days = (Date.parse(at) - Date.parse(observedAt)) / dayMs;
  return days > 0 ? confidence * 0.5 ** (days / halfLifeDays) : confidence;
};

/**
 * Independent voices agree by noisy-or, 1 − Π(1 − cᵢ). Two rows of one kind of source are one voice, the surer one: a
 * sheet that names an API twice does not make it surer.
 */
export const noisyOr = (
  evidence: readonly Pick<Evidence, 'source' | 'confidence' | 'observedAt'>[],
  fading: Fading,
): number => {
  const voices = new Map<EvidenceSource, number>();
  for (const one of evidence)
    voices.set(one.source, Math.max(voices.get(one.source) ?? 0, faded(one, fading)));
  const doubt = [...voices.values()].reduce((product, confidence) => product * (1 - confidence), 1);
  return Math.round((1 - doubt) * 1000) / 1000;
};
