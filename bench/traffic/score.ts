/** Precision, recall and F1 of (method, template) on one host. */
import type { Case, TrueOperation } from './traffic.ts';
import { canonical } from './traffic.ts';

export interface Prediction {
  readonly method: string;
  readonly template: string;
  /** Requests that show it. */
  readonly support: number;
}

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly wrong: readonly Prediction[];
  readonly missed: readonly TrueOperation[];
}

/** A literal where a parameter of few declared values stands is right too. */
const instanceOf = (segments: readonly string[], operation: TrueOperation): boolean => {
  const template = operation.template.split('/');
  return (
    template.length === segments.length &&
    template.every(
      (segment, index) =>
        segment === segments[index] || operation.choices[index]?.includes(segments[index] as string) === true,
    )
  );
};

export const scoreOf = (
  predictions: readonly Prediction[],
  truth: readonly TrueOperation[],
  /** Operations with less evidence are neither asked for nor held against. */
  minSupport = 1,
): Score => {
  const distinct = new Map<string, Prediction>();
  for (const one of predictions) {
    const template = canonical(one.template);
    const key = `${one.method} ${template}`;
    const support = one.support + (distinct.get(key)?.support ?? 0);
    distinct.set(key, { method: one.method, template, support });
  }
  const byKey = new Map(truth.map((one) => [`${one.method} ${one.template}`, one]));
  const withChoices = truth.filter(({ choices }) => Object.keys(choices).length > 0);
  const found = new Set<TrueOperation>();
  const wrong: Prediction[] = [];
  let right = 0;
  for (const [key, one] of distinct) {
    if (one.support < minSupport) continue;
    const hit =
      byKey.get(key) ??
      withChoices.find(
        (operation) => operation.method === one.method && instanceOf(one.template.split('/'), operation),
      );
    if (hit) {
      if (!found.has(hit)) right++;
      found.add(hit);
    } else wrong.push(one);
  }
  const asked = truth.filter(({ evidence }) => evidence >= minSupport);
  const missed = asked.filter((one) => !found.has(one));
  const precision = right + wrong.length === 0 ? 1 : right / (right + wrong.length);
  const recall = asked.length === 0 ? 1 : (asked.length - missed.length) / asked.length;
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    wrong,
    missed,
  };
};

export interface Mean {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export const meanOf = (scores: readonly Mean[]): Mean => {
  const mean = (pick: (score: Mean) => number) =>
    scores.reduce((sum, score) => sum + pick(score), 0) / Math.max(1, scores.length);
  return { precision: mean((s) => s.precision), recall: mean((s) => s.recall), f1: mean((s) => s.f1) };
};

export const shadowsOf = (predictions: readonly Prediction[], tested: Case) => {
  const planted = tested.truth.filter((one) => one.planted);
  const found = scoreOf(predictions, planted);
  return {
    planted: planted.length,
    found: planted.length - found.missed.length,
    falseAlarms: found.wrong,
    missed: found.missed,
  };
};
