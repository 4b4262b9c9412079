/** Adam (Kingma and Ba 2015) on the weighted logistic loss, with weight decay. Single-threaded and seeded. */
import { evaluate, logistic, type Network } from '../../core/traffic/inference/network.ts';
import { randomOf } from './random.ts';

export interface Row {
  readonly features: Float64Array;
  readonly label: 0 | 1;
  readonly weight: number;
}

const units = 20;
const epochs = 14;
const batch = 128;
const decay = 2e-4;

export const trained = (rows: readonly Row[], size: number): { network: Network; report: string } => {
  const random = randomOf('train');
  const mean = Array.from({ length: size }, () => 0);
  const scale = Array.from({ length: size }, () => 0);
  let total = 0;
  for (const { features, weight } of rows) {
    total += weight;
    for (let index = 0; index < size; index++)
      mean[index] = (mean[index] as number) + weight * (features[index] as number);
  }
  for (let index = 0; index < size; index++) mean[index] = (mean[index] as number) / total;
  for (const { features, weight } of rows)
    for (let index = 0; index < size; index++)
      scale[index] =
        (scale[index] as number) + weight * ((features[index] as number) - (mean[index] as number)) ** 2;
  for (let index = 0; index < size; index++) {
    const deviation = Math.sqrt((scale[index] as number) / total);
    scale[index] = deviation > 1e-6 ? 1 / deviation : 0;
  }
  const inputs = rows.map(({ features }) =>
    Float64Array.from(features, (value, index) =>
      Math.max(-4, Math.min(4, (value - (mean[index] as number)) * (scale[index] as number))),
    ),
  );
  // One flat vector: per unit a bias and its inputs, then the output's bias, units and skips.
  const stride = size + 1;
  const outputAt = units * stride;
  const count = outputAt + 1 + units + size;
  const w = Float64Array.from({ length: count }, (_, index) =>
    index < outputAt
      ? (random.normal() * 0.7) / Math.sqrt(size)
      : index <= outputAt + units
        ? random.normal() * 0.1
        : 0,
  );
  const g = new Float64Array(count);
  const m = new Float64Array(count);
  const v = new Float64Array(count);
  const activation = new Float64Array(units);
  const order = rows.map((_, index) => index);
  const meanWeight = total / rows.length;
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let index = order.length - 1; index > 0; index--) {
      const other = random.int(index + 1);
      [order[index], order[other]] = [order[other] as number, order[index] as number];
    }
    const rate = 0.004 * (1 - epoch / epochs) + 2e-4;
    for (let start = 0; start < order.length; start += batch) {
      g.fill(0);
      const end = Math.min(order.length, start + batch);
      for (let at = start; at < end; at++) {
        const row = rows[order[at] as number] as Row;
        const x = inputs[order[at] as number] as Float64Array;
        let sum = w[outputAt] as number;
        for (let unit = 0; unit < units; unit++) {
          const base = unit * stride;
          let a = w[base] as number;
          for (let index = 0; index < size; index++)
            a += (w[base + 1 + index] as number) * (x[index] as number);
          activation[unit] = Math.tanh(a);
          sum += (activation[unit] as number) * (w[outputAt + 1 + unit] as number);
        }
        const skip = outputAt + 1 + units;
        for (let index = 0; index < size; index++) sum += (w[skip + index] as number) * (x[index] as number);
        // Labels a little short of certain keep the logits of easy rows from growing.
        const target = row.label ? 0.99 : 0.01;
        const error = ((logistic(sum) - target) * row.weight) / meanWeight;
        g[outputAt] = (g[outputAt] as number) + error;
        for (let index = 0; index < size; index++)
          g[skip + index] = (g[skip + index] as number) + error * (x[index] as number);
        for (let unit = 0; unit < units; unit++) {
          const a = activation[unit] as number;
          const to = outputAt + 1 + unit;
          g[to] = (g[to] as number) + error * a;
          const back = error * (w[to] as number) * (1 - a * a);
          const base = unit * stride;
          g[base] = (g[base] as number) + back;
          for (let index = 0; index < size; index++)
            g[base + 1 + index] = (g[base + 1 + index] as number) + back * (x[index] as number);
        }
      }
      step++;
      const n = end - start;
      for (let index = 0; index < count; index++) {
        const gradient = (g[index] as number) / n;
        m[index] = 0.9 * (m[index] as number) + 0.1 * gradient;
        v[index] = 0.999 * (v[index] as number) + 0.001 * gradient * gradient;
        const direction =
          (m[index] as number) /
          (1 - 0.9 ** step) /
          (Math.sqrt((v[index] as number) / (1 - 0.999 ** step)) + 1e-8);
        w[index] = (w[index] as number) - rate * (direction + decay * (w[index] as number) * 10);
      }
    }
  }
  const network: Network = {
    mean,
    scale,
    hidden: Array.from({ length: units }, (_, unit) => [...w.subarray(unit * stride, (unit + 1) * stride)]),
    output: [...w.subarray(outputAt)],
  };
  let right = 0;
  let loss = 0;
  for (const { features, label, weight } of rows) {
    const p = logistic(evaluate(network, features));
    if (p > 0.5 === (label === 1)) right += weight;
    loss -= weight * Math.log(label ? p : 1 - p);
  }
  return {
    network,
    report: `fit: ${((100 * right) / total).toFixed(2)} % right, log loss ${(loss / total).toFixed(4)}`,
  };
};
