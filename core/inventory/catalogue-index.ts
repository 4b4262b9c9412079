import type { ApiId } from '../identifiers.ts';
import type { ApiResults } from '../ports.ts';
import type { Tier } from '../risk/review.ts';
import type { ApiRecord, EndpointState } from './api-record.ts';
import { type EvidenceSource, sourceKind } from './evidence-sources.ts';
import type { Verdict } from './triage.ts';

/** What the list of the catalogue shows and finds of one API; ten thousand of them are read at once. */
export interface CatalogueIndexRow {
  readonly apiId: ApiId;
  readonly name: string;
  readonly owner?: string;
  readonly partners: readonly string[];
  readonly hosts: readonly string[];
  /** Base paths and path templates, at most `pathsKept`. */
  readonly paths: readonly string[];
  readonly tier?: Tier;
  /** Sources that are a gateway's configuration: `api-gateway-rest`, `kong`, … */
  readonly gateways: readonly EvidenceSource[];
  readonly endpoints: number;
  readonly states: Readonly<Partial<Record<EndpointState, number>>>;
  readonly requests: number;
  /** Fields on which sources disagree and nobody has settled. */
  readonly conflicts: number;
  /** Nobody of the register answers for it, whatever sources say. */
  readonly unowned?: true;
  /** Some of what is known of it was read in an earlier cycle. */
  readonly stale: boolean;
  /** 0–1. */
  readonly confidence: number;
  readonly verdict: Verdict;
  /** Why, in one sentence; absent while nobody judged it. */
  readonly reason?: string;
  readonly documentation?: { readonly score: number; readonly grade: string };
}

const pathsKept = 200;

/** Fields of a record that carry what other sources say instead. */
const contested = [
  'name',
  'style',
  'owner',
  'purpose',
  'exposure',
  'dataClass',
  'environment',
  'lifecycle',
  'direction',
] as const;
export type ContestedField = (typeof contested)[number];

/** Fields on which sources disagree and nobody has settled. */
export const openConflicts = (record: ApiRecord): readonly ContestedField[] =>
  contested.filter((field) => {
    const known = record[field];
    return known !== undefined && known.settledBy === undefined && known.others.length > 0;
  });

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];

export const indexRow = (
  record: ApiRecord,
  { documentation, triage }: ApiResults = {},
): CatalogueIndexRow => ({
  apiId: record.apiId,
  name: record.name.value,
  ...(record.owner ? { owner: record.owner.value } : {}),
  partners: record.partners,
  hosts: record.hosts,
  paths: distinct([
    ...record.places.map(({ basePath }) => basePath).filter((path) => path !== ''),
    ...record.endpoints.map(({ template }) => template),
  ]).slice(0, pathsKept),
  ...(record.tier ? { tier: record.tier } : {}),
  gateways: distinct(
    record.evidence.map(({ source }) => source).filter((source) => sourceKind(source).shows === 'gateway'),
  ).sort(),
  endpoints: record.endpoints.length,
  states: Object.fromEntries(
    [...Map.groupBy(record.endpoints, ({ state }) => state)].map(([state, of]) => [state, of.length]),
  ),
  requests: record.endpoints.reduce((sum, { requests }) => sum + requests, 0),
  conflicts: openConflicts(record).length,
  stale: record.stale.length > 0,
  confidence: record.confidence,
  verdict: triage?.verdict ?? 'unknown',
  ...(triage?.reasons[0] ? { reason: triage.reasons[0] } : {}),
  ...(documentation ? { documentation: { score: documentation.score, grade: documentation.grade } } : {}),
});
