/**
 * A small feed-forward network: standardised inputs, one hidden layer (tanh), one output (logistic), as numbers in a
 * file. It is small enough to read, to reproduce and to run in microseconds.
 */
export interface Network {
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  /** Per hidden unit: a bias, then a weight per input. */
  readonly hidden: readonly (readonly number[])[];
  /** A bias, a weight per hidden unit, then one per input (skip connections). */
  readonly output: readonly number[];
}

/** @returns the logit. */
export const evaluate = (network: Network, input: Float64Array): number => {
  const { mean, scale, hidden, output } = network;
  const size = input.length;
  const x = new Float64Array(size);
  for (let index = 0; index < size; index++) {
    const value = ((input[index] ?? 0) - (mean[index] ?? 0)) * (scale[index] ?? 0);
    // Further out than the fit ever saw, an input must not decide alone.
    x[index] = Math.max(-4, Math.min(4, value));
  }
  let sum = output[0] ?? 0;
  hidden.forEach((weights, unit) => {
    let at = weights[0] ?? 0;
    for (let index = 0; index < size; index++) at += (weights[index + 1] ?? 0) * (x[index] ?? 0);
    sum += Math.tanh(at) * (output[unit + 1] ?? 0);
  });
  const skip = hidden.length + 1;
  for (let index = 0; index < size; index++) sum += (output[skip + index] ?? 0) * (x[index] ?? 0);
  return sum;
};

export const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));
