import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { riskPolicy, tiers } from '../../../core/risk/policy.ts';
import { tierOf } from '../../../core/risk/tier.ts';
import { policy } from '../../support/risk-world.ts';

const rating = fc.record({
  likelihood: fc.integer({ min: 1, max: 5 }),
  impact: fc.integer({ min: 1, max: 5 }),
});
const facts = fc.record({
  residualRisk: rating,
  dataClass: fc.constantFrom(
    'public' as const,
    'internal' as const,
    'confidential' as const,
    'secret' as const,
  ),
  exposure: fc.constantFrom('internal' as const, 'partner' as const, 'public' as const),
});
const rank = (subject: Parameters<typeof tierOf>[0]) => tiers.indexOf(tierOf(subject, policy.tier));

describe('tier', () => {
  test.each([
    [{ likelihood: 2, impact: 2 }, 'public', 'internal', 'LOW'],
    [{ likelihood: 1, impact: 5 }, 'public', 'internal', 'MEDIUM'],
    [{ likelihood: 1, impact: 1 }, 'confidential', 'internal', 'MEDIUM'],
    [{ likelihood: 1, impact: 1 }, 'secret', 'internal', 'HIGH'],
    [{ likelihood: 1, impact: 1 }, 'public', 'public', 'HIGH'],
    [{ likelihood: 4, impact: 4 }, 'public', 'internal', 'HIGH'],
    [{ likelihood: 4, impact: 5 }, 'public', 'internal', 'CRITICAL'],
  ] as const)('of %j, %s data and %s exposure is %4$s', (residualRisk, dataClass, exposure, tier) => {
    expect(tierOf({ residualRisk, dataClass, exposure }, policy.tier)).toBe(tier);
  });

  test('is never below what any one of its three sources asks for', () => {
    fc.assert(
      fc.property(facts, (subject) => {
        const { dataClass, exposure } = subject;
        expect(rank(subject)).toBeGreaterThanOrEqual(tiers.indexOf(policy.tier.dataClass[dataClass]));
        expect(rank(subject)).toBeGreaterThanOrEqual(tiers.indexOf(policy.tier.exposure[exposure]));
      }),
    );
  });

  test('never falls when likelihood or impact rises', () => {
    fc.assert(
      fc.property(facts, (subject) => {
        const { likelihood, impact } = subject.residualRisk;
        for (const residualRisk of [
          { likelihood: Math.min(5, likelihood + 1), impact },
          { likelihood, impact: Math.min(5, impact + 1) },
        ])
          expect(rank({ ...subject, residualRisk })).toBeGreaterThanOrEqual(rank(subject));
      }),
    );
  });
});

describe('policy/risk.yaml', () => {
  test('has the maxima of the method and one seat a tier', () => {
    expect(policy.maximumDays).toEqual({ LOW: 365, MEDIUM: 180, HIGH: 90, CRITICAL: 30 });
    for (const tier of tiers) expect(policy.seats[tier]).toEqual(['RISK']);
    expect(policy.rationale.minimumCharacters).toBe(20);
  });

  test.each([
    ['rows that do not reach 25', { tier: { ...policy.tier, residual: [{ upTo: 24, tier: 'LOW' }] } }],
    [
      'rows that do not rise',
      {
        tier: {
          ...policy.tier,
          residual: [
            { upTo: 25, tier: 'LOW' },
            { upTo: 25, tier: 'HIGH' },
          ],
        },
      },
    ],
    ['a reminder after the lapse', { milestones: { remindAfterTicks: [14], lapseAfterTicks: 14 } }],
    ['a tier without a seat', { seats: { ...policy.seats, LOW: [] } }],
  ])('refuses %s', (_what, change) => {
    expect(riskPolicy.safeParse({ ...policy, ...change }).success).toBe(false);
  });
});
