import type { ApiId } from '../identifiers.ts';
import { type RiskPolicy, tiers } from '../risk/policy.ts';
import type { Tier } from '../risk/review.ts';
import type { ApiRecord, DataClass, Exposure } from './api-record.ts';
import { type Correction, maySettle, type SettledField } from './correction.ts';
import type { Evidence } from './evidence.ts';
import { sourceKind } from './evidence-sources.ts';
import type { Fading } from './resolution/confidence.ts';
import { fieldOf, type Settled } from './resolution/fields.ts';

type Fields = Pick<
  ApiRecord,
  'style' | 'owner' | 'purpose' | 'exposure' | 'dataClass' | 'environment' | 'lifecycle' | 'direction'
>;

/** What people settled, by API and field; of several the latest that is a possible value. */
export const settledValues = (
  corrections: readonly Correction[],
): ReadonlyMap<ApiId, ReadonlyMap<SettledField, Settled>> => {
  const byApi = new Map<ApiId, Map<SettledField, Settled>>();
  const inOrder = corrections.toSorted((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : a.correctionId < b.correctionId ? -1 : 1,
  );
  for (const one of inOrder) {
    if (one.kind !== 'settle' || !maySettle(one.field, one.value)) continue;
    const fields = byApi.get(one.apiId) ?? new Map<SettledField, Settled>();
    byApi.set(one.apiId, fields);
    fields.set(one.field, { value: one.value, by: one.by, correctionId: one.correctionId });
  }
  return byApi;
};

export const nameOf = (
  evidence: readonly Evidence[],
  fading: Fading,
  settled: ReadonlyMap<SettledField, Settled> | undefined,
) => {
  // A load balancer or a certificate has a name of its own, which is not that of an API behind it.
  const naming = evidence.filter(({ source }) => sourceKind(source).says === 'api');
  const name = fieldOf('name', naming, (one) => one.apiName, fading, settled?.get('name'));
  // What nobody named is called after where it is.
  return name ?? fieldOf('name', evidence, (one) => one.host ?? one.locator, fading);
};

/** Every field that any source knows, with where it comes from and what others say. */
export const fieldsOf = (
  evidence: readonly Evidence[],
  fading: Fading,
  settled: ReadonlyMap<SettledField, Settled> | undefined,
): Fields => {
  const field = <T extends string>(name: SettledField | 'style', read: (one: Evidence) => T | undefined) =>
    fieldOf(name, evidence, read, fading, name === 'style' ? undefined : settled?.get(name));
  const found = {
    style: field('style', (one) => one.style),
    owner: field('owner', (one) => one.owner),
    purpose: field('purpose', (one) => one.purpose),
    exposure: field('exposure', (one) => one.exposure),
    dataClass: field('dataClass', (one) => one.dataClass),
    environment: field('environment', (one) => one.environment),
    lifecycle: field('lifecycle', (one) => one.lifecycle),
    direction: field('direction', (one) => one.direction),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as Fields;
};

/** The least tier that an exception for the API can have; absent while exposure or data class is not known. */
export const leastTier = (
  exposure: Exposure | undefined,
  dataClass: DataClass | undefined,
  policy: Pick<RiskPolicy['tier'], 'exposure' | 'dataClass'> | undefined,
): Tier | undefined => {
  if (!policy || !exposure || !dataClass) return undefined;
  const [a, b] = [policy.exposure[exposure], policy.dataClass[dataClass]];
  return tiers.indexOf(a) >= tiers.indexOf(b) ? a : b;
};
