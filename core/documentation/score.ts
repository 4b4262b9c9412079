import { createHash } from 'node:crypto';
import type { InputProblem } from '../input-problem.ts';
import type { DocumentationCheck, DocumentSubject } from './checks/documentation-check.ts';
import { dimensionWeights, documentationChecks } from './checks/registry.ts';
import { closedGates, gateRules, outerGates } from './gates.ts';
import { operationsOf } from './operations.ts';
import { type DocumentReading, readDocument } from './read-document.ts';
import type { DocCheckResult, DocGate, DocumentScore } from './result.ts';

export const rulesetVersion = '1.0.0';

/** Changes whenever ids, weights or gates change, so that a change of rules never looks like a change of quality. */
export const rulesetHash = createHash('sha256')
  .update(
    JSON.stringify({
      rulesetVersion,
      dimensionWeights,
      checks: documentationChecks.map(({ id, dimension, weight }) => [id, dimension, weight]),
      gates: [...Object.values(outerGates), ...gateRules].map(({ code, cap }) => [code, cap]),
    }),
  )
  .digest('hex');

const failingKept = 10;

const evaluate = (check: DocumentationCheck, subject: DocumentSubject | undefined): DocCheckResult => {
  const nodes = subject ? check.nodes(subject) : [];
  const failing = nodes.filter((node) => !node.passed);
  return {
    id: check.id,
    status: !subject ? 'not-evaluated' : !nodes.length ? 'not-applicable' : failing.length ? 'fail' : 'pass',
    passed: nodes.length - failing.length,
    applicable: nodes.length,
    weight: check.weight,
    failing: failing.slice(0, failingKept).map((node) => node.pointer),
  };
};

/** Points out of 100 before gates: ratios weighted within each dimension, dimensions by their points. */
const pointsOf = (results: readonly DocCheckResult[]): number => {
  let points = 0;
  let possible = 0;
  for (const [dimension, dimensionWeight] of Object.entries(dimensionWeights)) {
    const ids = new Set(
      documentationChecks.filter((one) => one.dimension === dimension).map((one) => one.id),
    );
    const applicable = results.filter((result) => ids.has(result.id) && result.applicable > 0);
    const weight = applicable.reduce((sum, result) => sum + result.weight, 0);
    if (weight === 0) continue;
    const earned = applicable.reduce((sum, one) => sum + (one.weight * one.passed) / one.applicable, 0);
    points += (dimensionWeight * earned) / weight;
    possible += dimensionWeight;
  }
  return possible === 0 ? 0 : (100 * points) / possible;
};

/** One decimal, cut off: 79.97 does not reach a threshold of 80. */
const round = (points: number): number => Math.floor(points * 10 + 1e-6) / 10;

const gradeOf = (score: number): DocumentScore['grade'] =>
  score >= 90 ? 'A' : score >= 80 ? 'B' : score >= 65 ? 'C' : score >= 50 ? 'D' : 'E';

/** What each failing check would bring if it passed everywhere, before gates, most first. */
const fixesOf = (results: readonly DocCheckResult[], points: number): DocumentScore['nextBestFixes'] =>
  results
    .filter((result) => result.status === 'fail')
    .map((result) => {
      const mended = results.map((one) => (one.id === result.id ? { ...one, passed: one.applicable } : one));
      return { checkId: result.id, gain: round(pointsOf(mended) - points), where: result.failing[0] ?? '' };
    })
    .sort((a, b) => b.gain - a.gain || (a.checkId < b.checkId ? -1 : 1));

const scored = (subject: DocumentSubject | undefined, gates: readonly DocGate[]): DocumentScore => {
  const checks = documentationChecks.map((check) => evaluate(check, subject));
  const points = pointsOf(checks);
  const score = round(Math.min(points, ...gates.map((gate) => gate.cap)));
  return {
    score,
    grade: gradeOf(score),
    gates,
    checks,
    nextBestFixes: fixesOf(checks, points),
    rulesetVersion,
    rulesetHash,
  };
};

/** The score of an API without a document: 0. */
export const undocumentedScore = (): DocumentScore => scored(undefined, [outerGates.undocumented]);

/** The score of a document that was handed in and cannot be read: 0, under a gate that says why. */
export const unreadableScore = ([problem]: readonly InputProblem[]): DocumentScore =>
  scored(undefined, [
    problem
      ? {
          ...outerGates.unreadable,
          detail: `${problem.line === undefined ? '' : `Line ${problem.line}: `}${problem.message}`,
        }
      : outerGates.unreadable,
  ]);

/**
 * Scores an OpenAPI document, 0–100: the share of the rubric's points, capped by the gates that close.
 * Never throws; a text that cannot be read has a score and a gate.
 */
export const scoreDocument = (source: string | DocumentReading, file: string): DocumentScore => {
  const reading = typeof source === 'string' ? readDocument(source, file) : source;
  if (!reading.ok) return unreadableScore(reading.problems);
  const { document, externalRefs } = reading.read;
  const subject = { document, operations: operationsOf(document) };
  const gates = closedGates(subject);
  return scored(subject, [
    ...(externalRefs.length
      ? [{ ...outerGates.externalRef, detail: `The document refers to other files at ${externalRefs[0]}.` }]
      : []),
    ...gates,
  ]);
};
