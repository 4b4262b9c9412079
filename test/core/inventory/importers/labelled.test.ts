import { describe, expect, test } from '@jest/globals';
import { formatProblem } from '../../../../core/input-problem.ts';
import { importers } from '../../../../core/inventory/importers/registry.ts';
import {
  caseNames,
  importersWithCases,
  labelledCase,
  readCase,
  scoreOf,
  writtenOf,
} from './labelled-cases.ts';

/** Gateways whose configurations are read most, and are held to more cases and to the higher bar. */
const deep = [
  'kong',
  'nginx',
  'apigee',
  'azure-api-management',
  'kubernetes-gateway',
  'istio',
  'kubernetes-ingress',
];
const casesOf = (id: string) => caseNames(id).map((name) => ({ name, labelled: labelledCase(id, name) }));

test('every importer has labelled cases, and every case an importer', () => {
  expect(importersWithCases()).toEqual(importers.map(({ id }) => id).toSorted());
});

describe.each(importers.map(({ id }) => id))('%s', (id) => {
  const cases = casesOf(id);

  test('has enough cases', () => {
    const least = ['kong', 'nginx', 'apigee', 'azure-api-management'].includes(id)
      ? 20
      : deep.includes(id)
        ? 12
        : 8;
    expect(cases.length).toBeGreaterThanOrEqual(least);
  });

  if (cases.length === 0) return;
  test.each(cases)('$name', ({ labelled }) => {
    const outcome = readCase(id, labelled);
    const problems = outcome.ok ? outcome.reading.problems : outcome.problems;
    if (labelled.routes.length > 0 || outcome.ok) {
      expect(outcome).toMatchObject({ ok: true, importer: { id } });
      const { missedRoutes, inventedRoutes, falseYes, missedYes } = scoreOf(labelled, outcome);
      expect({ missedRoutes, inventedRoutes, falseYes, missedYes }).toEqual({
        missedRoutes: [],
        inventedRoutes: [],
        falseYes: [],
        missedYes: [],
      });
    }
    for (const [area, seen] of Object.entries(labelled.visibility))
      expect(outcome).toMatchObject({ reading: { visibility: { [area]: { seen } } } });
    const lines = problems.map(formatProblem);
    for (const fragment of labelled.problems) expect(lines).toContainEqual(expect.stringContaining(fragment));
    const written = writtenOf(outcome);
    const leaks = labelled.secrets.filter((secret) => written.includes(JSON.stringify(secret).slice(1, -1)));
    expect(leaks).toEqual([]);
  });

  test('finds the routes, and is right when it says that a control holds', () => {
    const scores = cases.map(({ labelled }) => scoreOf(labelled, readCase(id, labelled)));
    const sum = (count: (score: (typeof scores)[number]) => number) =>
      scores.reduce((total, score) => total + count(score), 0);
    const routes = sum((score) => score.routes);
    const claimed = sum((score) => score.claimed);
    const recall = 1 - sum((score) => score.missedRoutes.length) / Math.max(1, routes);
    const precision = 1 - sum((score) => score.falseYes.length) / Math.max(1, claimed);
    expect(recall).toBeGreaterThanOrEqual(deep.includes(id) ? 0.98 : 0.95);
    expect(precision).toBeGreaterThanOrEqual(0.98);
  });

  test('is never taken in by a control that is written down and does not hold', () => {
    for (const { name, labelled } of cases.filter((one) => one.labelled.trap)) {
      const { falseYes } = scoreOf(labelled, readCase(id, labelled));
      expect({ name, falseYes: falseYes.filter((one) => labelled['not-effective'].includes(one)) }).toEqual({
        name,
        falseYes: [],
      });
    }
  });
});
