import { type Evidence, type EvidenceSource, evidenceOf } from '../../core/inventory/evidence.ts';
import type { CollectorContext } from './context.ts';

type Facts = Omit<Evidence, 'source' | 'observedAt' | 'locator'>;

/** Facts of one piece of evidence; what is not known may be given as undefined, empty text or an empty list. */
export type StatedFacts = { readonly locator: string } & {
  readonly [Field in keyof Facts]?: Facts[Field] | undefined;
};

const isKnown = (value: unknown): boolean =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

/** Evidence of one collector: its account and Region and the moment of the reading. Unknown facts are absent. */
export const statement = (
  { account, region, clock }: CollectorContext,
  source: EvidenceSource,
  facts: StatedFacts,
): Evidence => {
  const { basePath, ...others } = facts;
  const stated = { account, region, ...others } as Record<string, unknown>;
  return evidenceOf({
    source,
    observedAt: clock.now().toISOString(),
    ...Object.fromEntries(Object.entries(stated).filter(([, value]) => isKnown(value))),
    // An empty base path is a fact: the root of the host.
    ...(basePath === undefined ? {} : { basePath }),
  } as Parameters<typeof evidenceOf>[0]);
};

/** Every source-text once, in order, without the unknown ones. */
export const distinct = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value): value is string => Boolean(value))),
];

/** Sentences of a note; `undefined` when there is nothing to say. */
export const sentences = (...parts: readonly (string | false | undefined)[]): string | undefined =>
  parts.filter(Boolean).join(' ') || undefined;
