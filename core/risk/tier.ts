import type { DataClass, Exposure } from '../inventory/api-record.ts';
import { type RiskPolicy, tiers } from './policy.ts';
import type { RiskRating, Tier } from './review.ts';

/** The higher of two tiers. */
const higher = (a: Tier, b: Tier): Tier => (tiers.indexOf(a) >= tiers.indexOf(b) ? a : b);

/**
 * The tier of an exception: the highest of residual risk (likelihood × impact, 1–25), data class and exposure (G1).
 * Computed, never chosen.
 */
export const tierOf = (
  facts: { readonly residualRisk: RiskRating; readonly dataClass: DataClass; readonly exposure: Exposure },
  policy: RiskPolicy['tier'],
): Tier => {
  const product = facts.residualRisk.likelihood * facts.residualRisk.impact;
  const residual = policy.residual.find(({ upTo }) => product <= upTo)?.tier ?? 'CRITICAL';
  return [policy.dataClass[facts.dataClass], policy.exposure[facts.exposure]].reduce(higher, residual);
};
