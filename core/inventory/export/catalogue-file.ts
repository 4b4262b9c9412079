import * as z from 'zod';
import { canonicalText } from '../../canonical-text.ts';
import type { InputProblem } from '../../input-problem.ts';
import type { ApiRecord } from '../api-record.ts';
import type { CollectorFailure } from '../collectors/collector.ts';
import type { Evidence } from '../evidence.ts';
import type { PossibleDuplicate } from '../resolution/joins/join-rule.ts';
import type { SourceCoverage } from '../source-coverage.ts';
import { evidenceSchema, recordSchema } from './record-schema.ts';

const failure = z.object({
  call: z.string(),
  reason: z.enum(['ACCESS_DENIED', 'THROTTLED', 'UNSUPPORTED', 'UNAVAILABLE', 'STALE', 'PARSE', 'DEFERRED']),
  about: z.string(),
  right: z.string().exactOptional(),
}) satisfies z.ZodType<CollectorFailure>;

const coverage = z.object({
  source: z.string(),
  account: z.string().exactOptional(),
  region: z.string().exactOptional(),
  place: z.string().exactOptional(),
  state: z.enum(['READ', 'PARTIAL', 'STALE', 'UNREAD']),
  listed: z.number().exactOptional(),
  read: z.number(),
  readAt: z.string().exactOptional(),
  failures: z.array(failure),
}) satisfies z.ZodType<SourceCoverage>;

const problem = z.object({
  file: z.string(),
  line: z.number().exactOptional(),
  pointer: z.string().exactOptional(),
  message: z.string(),
  fix: z.string(),
}) satisfies z.ZodType<InputProblem>;

/**
 * The catalogue as a file: what `gatehouse catalogue --format json` and `gatehouse discover --format json` write, and
 * what `gatehouse catalogue --from` reads. Changes only add; `docs/schemas/catalogue.json` is made from this.
 */
export const catalogueFile = z.object({
  schemaVersion: z.literal(1),
  /** By name, then by id. */
  records: z.array(recordSchema),
  /** Hosts and resources that nobody accounts for. */
  leads: z.array(evidenceSchema).exactOptional(),
  /** Two APIs that may be one. */
  possibleDuplicates: z
    .array(z.object({ left: z.string(), right: z.string(), sentence: z.string() }))
    .exactOptional(),
  coverage: z.array(coverage).exactOptional(),
  problems: z.array(problem).exactOptional(),
  /** How much of what there is this is, in sentences. */
  statement: z.array(z.string()).exactOptional(),
});
export type CatalogueFile = z.output<typeof catalogueFile>;

/** By name, then by id: the order of every export, whatever order the records came in. */
export const inOrder = (records: readonly ApiRecord[]): readonly ApiRecord[] =>
  records.toSorted((a, b) => {
    if (a.name.value !== b.name.value) return a.name.value < b.name.value ? -1 : 1;
    return a.apiId < b.apiId ? -1 : 1;
  });

/** What a catalogue file is written from. */
export interface CatalogueContent {
  readonly records: readonly ApiRecord[];
  readonly leads?: readonly Evidence[];
  readonly possibleDuplicates?: readonly PossibleDuplicate[];
  readonly coverage?: readonly SourceCoverage[];
  readonly problems?: readonly InputProblem[];
  readonly statement?: readonly string[];
}

/** JSON with the members in the order of the schema: equal catalogues are equal bytes. */
export const catalogueJson = ({ records, ...rest }: CatalogueContent): string =>
  canonicalText(catalogueFile.parse({ schemaVersion: 1, ...rest, records: inOrder(records) }));
