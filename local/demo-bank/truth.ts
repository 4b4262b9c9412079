import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type ApiRecord, slugOf } from '../../core/inventory/api-record.ts';

interface TrueApi {
  readonly name: string;
  readonly places?: readonly string[];
  readonly sources: readonly string[];
  readonly joined?: readonly string[];
  /** Absent: the artefacts' own tests hold the endpoints. */
  readonly endpoints?: Readonly<Record<string, string>>;
}

export interface Judgement {
  readonly apis: number;
  readonly found: number;
  /** One sentence for each difference between the catalogue and the truth. */
  readonly differences: readonly string[];
  /** Endpoints whose state the truth tells, and those that have it. */
  readonly states: number;
  readonly statesRight: number;
}

/** What there is at the demo bank. */
export const demoTruth = (): readonly TrueApi[] =>
  (
    parse(readFileSync(fileURLToPath(new URL('truth.yaml', import.meta.url)), 'utf8')) as {
      apis: readonly TrueApi[];
    }
  ).apis;

const shape = (template: string): string => template.replace(/\{[^{}+]*\}/g, '{}');

const placesOf = (record: ApiRecord): readonly string[] =>
  record.places.map(({ host, basePath }) => `${host} ${basePath || '/'}`);

/** Records that some evidence calls by this name. */
const called = (records: readonly ApiRecord[], name: string): ApiRecord[] =>
  records.filter(
    (record) =>
      slugOf(record.name.value) === slugOf(name) ||
      record.evidence.some(({ apiName }) => apiName !== undefined && slugOf(apiName) === slugOf(name)),
  );

const differencesOf = (truth: TrueApi, record: ApiRecord): string[] => {
  const sources = new Set<string>(record.evidence.map(({ source }) => source));
  const reasons = new Set(record.merges.map(({ kind }) => kind));
  const places = placesOf(record);
  const say = (what: string) => `${truth.name}: ${what}`;
  return [
    ...truth.sources.filter((source) => !sources.has(source)).map((one) => say(`not joined with ${one}`)),
    ...(truth.places ?? []).filter((one) => !places.includes(one)).map((one) => say(`not at ${one}`)),
    ...(truth.joined ?? []).filter((one) => !reasons.has(one)).map((one) => say(`not joined by ${one}`)),
  ];
};

/** Holds a catalogue against the truth: everything found, joined for the right reason, nothing else joined or made up. */
export const judgeCatalogue = (records: readonly ApiRecord[], truth = demoTruth()): Judgement => {
  const differences: string[] = [];
  const owner = new Map<string, string>();
  let found = 0;
  let states = 0;
  let statesRight = 0;
  for (const api of truth) {
    const candidates = called(records, api.name);
    const [record] = candidates;
    if (!record) {
      differences.push(`${api.name}: not found`);
      continue;
    }
    found += 1;
    if (candidates.length > 1) differences.push(`${api.name}: ${candidates.length} records for one API`);
    const other = owner.get(record.apiId);
    if (other) differences.push(`${api.name}: joined with ${other}`);
    owner.set(record.apiId, api.name);
    differences.push(...differencesOf(api, record));
    if (!api.endpoints) continue;
    const seen = new Map(
      record.endpoints.map(({ method, template, state }) => [`${method} ${shape(template)}`, state]),
    );
    for (const [endpoint, state] of Object.entries(api.endpoints)) {
      states += 1;
      if (seen.get(endpoint) === state) statesRight += 1;
      else
        differences.push(
          `${api.name}: ${endpoint} is ${seen.get(endpoint) ?? 'not listed'}, should be ${state}`,
        );
    }
    for (const [endpoint, state] of seen)
      if (!(endpoint in api.endpoints))
        differences.push(`${api.name}: ${endpoint} is listed as ${state} and is not there`);
  }
  for (const { apiId, name } of records)
    if (!owner.has(apiId)) differences.push(`${name.value}: found and not there`);
  return { apis: truth.length, found, differences, states, statesRight };
};
