import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { parse } from 'yaml';
import * as z from 'zod';
import { formatProblem } from '../../../../core/input-problem.ts';
import { importedEvidence } from '../../../../core/inventory/importers/imported-evidence.ts';
import { type ImportOutcome, readImport } from '../../../../core/inventory/importers/read-import.ts';

const folder = new URL('../../../fixtures/imports/', import.meta.url);

/** Written by hand from the product's documented behaviour, before the importer is run on it. */
const caseSchema = z.strictObject({
  about: z.string(),
  /** Text, or base64 of what is no text. */
  files: z.record(z.string(), z.union([z.string(), z.strictObject({ base64: z.string() })])),
  archive: z.literal('zip').optional(),
  /** The importer is named and not detected. */
  named: z.literal(true).optional(),
  ownedDomains: z.array(z.string()).optional(),
  /** `GET api.bank.example /pay/{}`; `*` where the host is not known. All that there are. */
  routes: z.array(z.string()),
  /** A route and a control that holds on it. All that there are. */
  effective: z.array(z.string()).default([]),
  /** A route and a control that is written down and does not hold, or not always, or not surely. */
  'not-effective': z.array(z.string()).default([]),
  trap: z.boolean().default(false),
  visibility: z.record(z.string(), z.enum(['full', 'partial', 'none'])).default({}),
  secrets: z.array(z.string()).default([]),
  /** A part of the line that a person reads. */
  problems: z.array(z.string()).default([]),
});
export type LabelledCase = z.output<typeof caseSchema>;

export const importersWithCases = (): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).toSorted() : [];

export const caseNames = (importer: string): readonly string[] =>
  (importersWithCases().includes(importer) ? readdirSync(new URL(`${importer}/`, folder)) : [])
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replace(/\.yaml$/, ''))
    .toSorted();

export const labelledCase = (importer: string, name: string): LabelledCase =>
  caseSchema.parse(parse(readFileSync(new URL(`${importer}/${name}.yaml`, folder), 'utf8')));

const bytesOf = (content: LabelledCase['files'][string]): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : Buffer.from(content.base64, 'base64');

export const readCase = (importer: string, labelled: LabelledCase): ImportOutcome => {
  const members = Object.entries(labelled.files).map(([name, content]) => ({
    name,
    bytes: bytesOf(content),
  }));
  const packed = Object.fromEntries(members.map(({ name, bytes }) => [name, bytes]));
  const files = labelled.archive ? [{ name: 'export.zip', bytes: zipSync(packed) }] : members;
  return readImport({
    name: files.length === 1 ? (files[0]?.name ?? '') : 'handed-in/',
    files,
    ...(labelled.named ? { importer } : {}),
    ...(labelled.ownedDomains ? { ownedDomains: labelled.ownedDomains } : {}),
  });
};

/** Everything that is written of a reading. */
export const writtenOf = (outcome: ImportOutcome): string => {
  if (!outcome.ok) return JSON.stringify(outcome.problems);
  const { importer, reading } = outcome;
  const evidence = importedEvidence(importer, reading, '2026-11-24T00:00:00.000Z');
  return JSON.stringify({ reading, evidence, problems: reading.problems.map(formatProblem) });
};

export interface Score {
  readonly routes: number;
  readonly missedRoutes: readonly string[];
  readonly inventedRoutes: readonly string[];
  readonly effective: number;
  readonly claimed: number;
  /** Said to hold, and does not. */
  readonly falseYes: readonly string[];
  /** Holds, and is not said to. */
  readonly missedYes: readonly string[];
}

const shape = (template: string): string =>
  template.replaceAll(/\{[^{}]*?(\+?)\}/g, (_, plus) => (plus ? '{proxy+}' : '{}'));

export const scoreOf = (labelled: LabelledCase, outcome: ImportOutcome): Score => {
  const routes = outcome.ok ? outcome.reading.apis.flatMap((api) => api.routes) : [];
  const keyed = routes.map((route) => ({
    key: `${route.method} ${route.host ?? '*'} ${shape(route.template)}`,
    holding: route.controls.filter(({ effective }) => effective === 'yes').map(({ control }) => control),
  }));
  const found = new Set(keyed.map(({ key }) => key));
  const claimed = new Set(keyed.flatMap(({ key, holding }) => holding.map((control) => `${key} ${control}`)));
  return {
    routes: labelled.routes.length,
    missedRoutes: labelled.routes.filter((route) => !found.has(route)),
    inventedRoutes: [...found].filter((route) => !labelled.routes.includes(route)),
    effective: labelled.effective.length,
    claimed: claimed.size,
    falseYes: [...claimed].filter((one) => !labelled.effective.includes(one)),
    missedYes: labelled.effective.filter((one) => !claimed.has(one)),
  };
};
